"""Records one history for each transition: `python -m tests.workflows.record_histories`.

Run when a transition is added. A file that is there is never written again: it stands for the workflows that
were begun by an earlier version and still run.
"""

import asyncio
import contextlib
import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from temporalio.client import Client

from schemas.document_commands import (
    DeclineDocument,
    ExtendDocument,
    OrderPublication,
    ProposeCandidate,
    SignDocument,
)
from schemas.ids import new_id
from schemas.obligation import CancelObligation, ExtendObligation, Fulfil
from schemas.policy import Limit, PhaseRule, Policy, Step
from schemas.problems import Refused
from schemas.proposal import SettleProposal, VoteOnProposal
from schemas.section import Part, Verdict
from schemas.section_commands import (
    DeclineToSign,
    Extend,
    GiveVerdict,
    Reassign,
    Reopen,
    ReturnToDrafting,
    Withdraw,
)
from tests.servers.temporal import running_temporal
from tests.workflows.house import Installation, connected, eventually, installation, lose_text, settings_for
from tests.workflows.plans import owe, propose
from tests.workflows.records import APPROVERS, EDITORS, LEADERS, NOTE, REVIEWERS, comment, hours, quiet, rules, seconds

FOLDER = Path(__file__).parents[1] / "histories"
SECTION = "section"
DOCUMENT = "document"
OBLIGATION = "obligation"
PROPOSAL = "proposal"

Scene = Callable[[Installation], Awaitable[None]]


def ending(outcome: str) -> Policy:
    """A review that is over after a second and then has this outcome."""
    step = Step.model_validate({"after": seconds(0.5), "tell": ["coordinator"], "outcome": outcome})
    return calm(review=PhaseRule(limit=seconds(2), reminders=(seconds(1),), ladder=(step,)))


def calm(**changed: PhaseRule) -> Policy:
    """Rules under which nothing rings."""
    return rules(**{"drafting": quiet(), "review": quiet(), "sign_off": quiet(), **changed})


async def launched(_house: Installation) -> None:
    """planned → drafting."""


async def handed_in(house: Installation) -> None:
    """drafting → review."""
    await house.submit()


async def carried(house: Installation) -> None:
    """review → sign-off, by the rule."""
    await house.submit()
    await house.agree()


async def defeated(house: Installation) -> None:
    """review → drafting, by the rule, and a second round."""
    await house.submit()
    against = GiveVerdict(revision_id=house.head().revision_id, verdict=Verdict.DISAGREE, note=NOTE)
    await house.act(REVIEWERS[0], against, 0)
    await house.submit("Второй вариант.")


async def returned(house: Installation) -> None:
    """review → drafting, by the coordinator."""
    await house.submit()
    await house.act("coordinator", ReturnToDrafting(note=NOTE), 0)


async def ladder_ended(house: Installation) -> None:
    """review → where its ladder leads."""
    await house.submit()
    await asyncio.to_thread(house.dispatch)
    await eventually(lambda: "alarm_rang" in house.events(house.stream_id()))
    await asyncio.to_thread(house.dispatch)
    await eventually(lambda: house.state().phase in ("sign_off", "drafting"))


async def approved(house: Installation) -> None:
    """sign-off → approved; the document lays its candidate before leadership."""
    await house.approve()
    await eventually(lambda: house.phase() == "signing")


async def declined(house: Installation) -> None:
    """sign-off → drafting."""
    await carried(house)
    await house.act(APPROVERS[0], DeclineToSign(revision_id=house.head().revision_id, note=NOTE), 0)


async def published(house: Installation) -> None:
    """approved → published, with the whole."""
    await approved(house)
    for leader in LEADERS:
        await house.act(leader, SignDocument(candidate_hash=house.candidate().hash))
    await house.act("coordinator", OrderPublication(edition_id=new_id()))
    await eventually(lambda: house.phase() == "published", 120)


async def reopened_from_published(house: Installation) -> None:
    """published → drafting, a new cycle of the section and of the document."""
    await published(house)
    await house.act("coordinator", Reopen(note=NOTE), 0)
    await eventually(lambda: house.phase() == "in_work")


async def reopened_from_approved(house: Installation) -> None:
    """approved → drafting, a new cycle; the candidate is void."""
    await approved(house)
    await house.act("coordinator", Reopen(note=NOTE), 0)
    await eventually(lambda: house.phase() == "in_work")


async def withdrawn(house: Installation) -> None:
    """drafting → withdrawn."""
    await house.act("coordinator", Withdraw(note=NOTE), 0)


async def extended_and_reassigned(house: Installation) -> None:
    """The same phase with another deadline, another person, and a refusal in between."""
    await house.act("coordinator", Extend(limit=hours(2000), note=NOTE), 0)
    with contextlib.suppress(Refused):
        await house.act("coordinator", Extend(limit=hours(1), note=NOTE), 0)
    leaves, joins = EDITORS[1], REVIEWERS[2]
    await house.act("coordinator", Reassign(part=Part.EDITOR, leaves=leaves, joins=joins, note=NOTE), 0)


async def escalated(house: Installation) -> None:
    """drafting past its deadline, extended and past it again."""
    await eventually(lambda: house.events(house.stream_id()).count("alarm_rang") == 2)
    await house.act("coordinator", Extend(limit=seconds(1), note=NOTE), 0)
    await eventually(lambda: house.events(house.stream_id()).count("alarm_rang") == 4)


async def whole_declined_and_proposed(house: Installation) -> None:
    """The candidate declined, proposed again, its deadline extended and past."""
    await approved(house)
    await house.act(LEADERS[0], DeclineDocument(candidate_hash=house.candidate().hash, note=NOTE))
    await house.act("coordinator", ProposeCandidate())
    await house.act("coordinator", ExtendDocument(limit=seconds(3), note=NOTE))
    await eventually(lambda: "alarm_rang" in house.events(house.document))


async def owed_and_fulfilled(house: Installation) -> None:
    """Owed, extended, fulfilled."""
    stream_id = await owe(house, date(2199, 1, 1), rule=quiet())
    await house.tell(stream_id, "coordinator", ExtendObligation(limit=Limit(at=LAST), note=NOTE))
    with contextlib.suppress(Refused):
        await house.tell(stream_id, "coordinator", ExtendObligation(limit=hours(1), note=NOTE))
    await house.tell(stream_id, EDITORS[0], Fulfil(note=NOTE))


async def owed_late_and_cancelled(house: Installation) -> None:
    """Owed by a day that is past: told, escalated, called off."""
    stream_id = await owe(house, date(2023, 2, 1))
    await eventually(lambda: "alarm_rang" in house.events(stream_id))
    await house.tell(stream_id, "coordinator", CancelObligation(note=NOTE))


async def proposal_begun(house: Installation) -> None:
    """Open → begun, by the votes."""
    stream_id = await propose(house, quiet())
    for person in REVIEWERS[:2]:
        await house.tell(stream_id, person, VoteOnProposal(verdict=Verdict.AGREE))


async def proposal_settled(house: Installation) -> None:
    """Open past its deadline → refused, by the coordinator."""
    stream_id = await propose(house, PhaseRule(limit=seconds(1), ladder=LATE.ladder))
    await eventually(lambda: house.events(stream_id).count("alarm_rang") == 2)
    await house.tell(stream_id, "coordinator", SettleProposal(outcome="refused", note=NOTE))


async def followed_here(house: Installation) -> None:
    """Approved and reopened: what follows is done within the section's own tasks, but for what waits for others."""
    await reopened_from_approved(house)


async def followed_after_trouble(house: Installation) -> None:
    """A follow-up fails within the section's task, and then again as an activity, until the lost text is back."""
    await house.submit()
    comment(house, house.head().revision_id)
    lost = lose_text(house)
    await house.act("coordinator", ReturnToDrafting(note=NOTE), 0)
    await house.submit("Второй вариант.")
    await asyncio.sleep(2)
    lost.with_suffix(".lost").rename(lost)


LAST = datetime(2199, 6, 1, tzinfo=UTC)
LATE = PhaseRule(limit=seconds(1), ladder=(Step(after=seconds(0.5), tell=("coordinator",)),))
SCENES: dict[str, tuple[Policy, Scene, tuple[tuple[str, int], ...]]] = {
    "launched": (calm(), launched, ((SECTION, 1), (DOCUMENT, 1))),
    "handed_in": (calm(), handed_in, ((SECTION, 1),)),
    "carried_by_rule": (calm(), carried, ((SECTION, 1),)),
    "defeated_by_rule": (calm(), defeated, ((SECTION, 1),)),
    "returned": (calm(), returned, ((SECTION, 1),)),
    "silence_counted": (ending("count_silence"), ladder_ended, ((SECTION, 1),)),
    "sent_back": (ending("send_back"), ladder_ended, ((SECTION, 1),)),
    "closed_by_rule": (ending("close_by_rule"), ladder_ended, ((SECTION, 1),)),
    "approved": (calm(), approved, ((SECTION, 1), (DOCUMENT, 1))),
    "declined": (calm(), declined, ((SECTION, 1),)),
    "published": (calm(), published, ((SECTION, 1), (DOCUMENT, 1))),
    "reopened_from_published": (calm(), reopened_from_published, ((SECTION, 2), (DOCUMENT, 2))),
    "reopened_from_approved": (calm(), reopened_from_approved, ((SECTION, 1), (SECTION, 2), (DOCUMENT, 1))),
    "withdrawn": (calm(), withdrawn, ((SECTION, 1),)),
    "extended_and_reassigned": (calm(), extended_and_reassigned, ((SECTION, 1),)),
    "escalated": (calm(drafting=LATE), escalated, ((SECTION, 1),)),
    "whole_declined_and_proposed": (
        calm(sign_off=PhaseRule(limit=seconds(2))),
        whole_declined_and_proposed,
        ((DOCUMENT, 1),),
    ),
    "followed_here": (calm(), followed_here, ((SECTION, 1), (SECTION, 2))),
    "followed_after_trouble": (calm(), followed_after_trouble, ((SECTION, 1),)),
    "owed_and_fulfilled": (calm(), owed_and_fulfilled, ((OBLIGATION, 1),)),
    "owed_late_and_cancelled": (calm(), owed_late_and_cancelled, ((OBLIGATION, 1),)),
    "proposal_begun": (calm(), proposal_begun, ((PROPOSAL, 1),)),
    "proposal_settled": (calm(), proposal_settled, ((PROPOSAL, 1),)),
}
"""Each scene: the rules, what happens, and of which workflows (kind and cycle) the history is kept."""


def file_of(scene: str, kind: str, cycle: int) -> Path:
    """Where a history lies."""
    return FOLDER / f"{scene}.{kind}-{cycle}.json"


async def record(address: str) -> None:
    """Play every scene that has no history yet."""
    client = await connected(address, "record_histories")
    FOLDER.mkdir(exist_ok=True)
    for name, (policy, scene, kept) in SCENES.items():
        if all(file_of(name, kind, cycle).exists() for kind, cycle in kept):
            continue
        async with played(address, client, policy) as house:
            await scene(house)
            await eventually(house.is_quiet)
            await asyncio.sleep(1)  # workflows that are over have ended by then
            for kind, cycle in kept:
                stream_id = house.document if kind == DOCUMENT else house.first_stream(kind)
                history = await client.get_workflow_handle(f"{stream_id}/{cycle}").fetch_history()
                file_of(name, kind, cycle).write_text(json.dumps(without_traces(json.loads(history.to_json()))) + "\n")


def without_traces(part: Any) -> Any:
    """A history without the traces of failures: they name files of the machine, and no replay reads them."""
    if isinstance(part, dict):
        return {name: without_traces(value) for name, value in part.items() if name != "stackTrace"}
    return [without_traces(value) for value in part] if isinstance(part, list) else part


@asynccontextmanager
async def played(address: str, client: Client, policy: Policy) -> AsyncIterator[Installation]:
    """A launched installation with a running worker."""
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(folder), f"sqlite:///{folder}/veche.db", address, "record_histories")
        async with installation(settings, client, policy=policy) as house, house.worker():
            await house.launch()
            yield house


if __name__ == "__main__":
    with running_temporal() as (_server, where):
        asyncio.run(record(where))
