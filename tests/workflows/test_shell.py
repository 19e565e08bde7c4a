"""The durable shell under strain: continuations in a storm, follow-ups that fail, workflows stuck or over."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from pydantic import BaseModel
from sqlmodel import col, update
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer

from activities.engine import PATIENCE, UNANSWERED
from schemas.act import Act, Receipt
from schemas.ids import new_id
from schemas.policy import PhaseRule, Policy, Step
from schemas.problems import Refused
from schemas.record import RecordCall, StreamStart
from schemas.section import Part, Verdict
from schemas.section_commands import GiveVerdict, Launch, Reassign, Reopen, ReturnToDrafting, Withdraw
from storage.tables import Stream
from tests.conftest import part_missing
from tests.servers.process import PartMissing
from tests.servers.temporal import running_temporal
from tests.workflows.house import Installation, Open, eventually, lose_text
from tests.workflows.records import APPROVERS, EDITORS, NOTE, REVIEWERS, comment, hours, quiet, rules, seconds
from workflows.section import SectionWorkflow

pytestmark = pytest.mark.anyio

CLIENTS = 10
COMMANDS = 60
SUGGESTED_AT = 50


class Unforeseen(BaseModel):
    """A command that this version of the code does not know."""

    type: str = "unforeseen"


@pytest.fixture(scope="module")
def impatient() -> Iterator[str]:
    """A server that wants every workflow continued as new after fifty events."""
    try:
        with running_temporal(limit__historyCount__suggestContinueAsNew=str(SUGGESTED_AT)) as (_server, address):
            yield address
    except PartMissing as missing:
        part_missing(str(missing))


def calm(**changed: PhaseRule) -> Policy:
    """Rules under which nothing rings."""
    return rules(**{"drafting": quiet(), "review": quiet(), "sign_off": quiet(), **changed})


async def runs_of(house: Installation, workflow_id: str) -> list[WorkflowHistory]:
    """The histories of all runs of a workflow, the latest first."""
    runs = []
    run_id: str | None = None
    while True:
        history = await house.client.get_workflow_handle(workflow_id, run_id=run_id).fetch_history()
        runs.append(history)
        run_id = history.events[0].workflow_execution_started_event_attributes.continued_execution_run_id
        if not run_id:
            return runs


async def replay(runs: list[WorkflowHistory]) -> None:
    """Replay every run; raises at the first that does not."""
    replayer = Replayer(workflows=[SectionWorkflow], data_converter=pydantic_data_converter)
    for run in runs:
        await replayer.replay_workflow(run)


@pytest.mark.long
async def test_commands_across_many_continuations_are_all_there_once(impatient: str, opened: Any) -> None:
    step = Step(after=seconds(1), tell=("coordinator",))
    review = PhaseRule(limit=seconds(40), reminders=(seconds(36),), ladder=(step,))
    async with opened(impatient, calm(review=review)) as house, house.worker():
        await house.launch()
        await house.submit()
        vote = GiveVerdict(revision_id=house.head().revision_id, verdict=Verdict.ABSTAIN)
        answers: dict[str, Receipt] = {}

        async def client(number: int) -> None:
            for count in range(COMMANDS):
                act = f"vote-{number}-{count}"
                if number % 2:
                    answers[act] = await house.act(REVIEWERS[number % 3], vote, 0, act)
                    await house.engine.tell(house.stream_id(), house.parts.recorder.standing(house.stream_id()))
                else:
                    answers[act] = await by_update(house, REVIEWERS[number % 3], vote, act)

        await asyncio.gather(*(client(number) for number in range(CLIENTS)))
        await eventually(lambda: house.events(house.stream_id()).count("alarm_rang") == 3)
        events = house.events(house.stream_id())
        assert events.count("verdict_given") == CLIENTS * COMMANDS == len({one.seq for one in answers.values()})
        assert len(events) == CLIENTS * COMMANDS + 6
        assert [row[2:5] for row in house.ledger(house.stream_id(), "review", 1.0)] == [
            ("reminder-1", 4.0, "rung"),
            ("deadline", 40.0, "rung"),
            ("step-1", 41.0, "rung"),
        ]
        early = {act: await house.act(REVIEWERS[0], vote, 0, act) for act in ("vote-0-0", "vote-9-0", "vote-5-30")}
        assert early.items() <= answers.items()
        runs = await runs_of(house, f"{house.stream_id()}/1")
        lengths = [len(run.events) for run in runs]
        assert len(runs) >= 5, lengths
        assert max(lengths) < 1000, lengths
        await replay(runs[:2] + runs[-2:])


async def test_follow_up_that_fails_holds_up_neither_verdicts_nor_what_follows_else(temporal: str, opened: Any) -> None:
    async with opened(temporal, calm()) as house, house.worker():
        await house.launch()
        await house.submit()
        comment(house, house.head().revision_id)
        lose_text(house)
        await house.act("coordinator", ReturnToDrafting(note=NOTE), 0)
        await house.approve(words="Второй вариант.")
        await eventually(lambda: house.phase() == "signing")
        assert not house.is_quiet()


async def test_follow_up_that_keeps_failing_is_shown_and_tried_again(skipping: Open) -> None:
    async with skipping(calm()) as house:
        await house.submit()
        comment(house, house.head().revision_id)
        lost = lose_text(house)
        await house.act("coordinator", ReturnToDrafting(note=NOTE), 0)
        await house.submit("Второй вариант.")
        await house.pass_time(timedelta(minutes=4))
        await eventually(lambda: house.stream(house.stream_id()).trouble == "follow_up_failed")
        lost.with_suffix(".lost").rename(lost)
        await house.pass_time(timedelta(minutes=6))
        await eventually(house.is_quiet)
        assert house.stream(house.stream_id()).trouble is None
        await house.until_in_step()


async def test_command_that_nobody_foresaw_is_refused_and_stops_nothing(temporal: str, opened: Any) -> None:
    async with opened(temporal, calm()) as house, house.worker():
        await house.launch()
        with pytest.raises(Refused) as refused:
            await house.act("coordinator", Unforeseen(), 0)
        assert refused.value.code == "internal"
        await house.submit()
        await house.until_in_step()


async def test_alarm_that_cannot_be_acted_on_rests_and_rings_when_mended(skipping: Open) -> None:
    ladder = (Step(after=hours(1), tell=("coordinator",)),)
    async with skipping(calm(drafting=PhaseRule(limit=hours(1), ladder=ladder))) as house:
        await house.pass_time(timedelta(minutes=90))
        state = house.stream(house.stream_id()).state
        policy = {**state["policy"], "drafting": {**state["policy"]["drafting"], "ladder": []}}
        keep_state(house, {**state, "policy": policy})
        await house.environment.sleep(timedelta(hours=2))
        replaced = Reassign(part=Part.EDITOR, leaves=EDITORS[1], joins=APPROVERS[0], note=NOTE)
        await house.act("coordinator", replaced, 0)
        history = await house.client.get_workflow_handle(f"{house.stream_id()}/1").fetch_history()
        assert len(history.events) < 400, "it rests between its attempts"
        keep_state(house, {**house.stream(house.stream_id()).state, "policy": state["policy"]})
        await house.environment.sleep(timedelta(minutes=6))
        await eventually(lambda: house.events(house.stream_id())[-1] == "alarm_rang")
        assert house.ledger(house.stream_id())[-1] == ("drafting", 0, "step-1", 2.0, "rung", None, 1, False)


async def test_workflow_of_the_cycle_before_ends_when_a_section_is_reopened(temporal: str, opened: Any) -> None:
    async with opened(temporal, calm()) as house, house.worker():
        await house.launch()
        with pytest.raises(Refused, match="wrong_phase"):
            await house.act("coordinator", Reopen(note=NOTE), 0)
        await house.approve()
        await house.act("coordinator", Reopen(note=NOTE), 0)
        await eventually_status(house, f"{house.stream_id()}/1", "COMPLETED")
        assert await house.status(f"{house.stream_id()}/2") == "RUNNING"
        await house.until_in_step()
        await house.act("coordinator", Withdraw(note=NOTE), 0)
        await eventually_status(house, f"{house.stream_id()}/2", "COMPLETED")
        with pytest.raises(Refused, match="not_in_drafting"):
            await house.submit("Слишком поздно.")
        await eventually_status(house, f"{house.stream_id()}/2", "COMPLETED")


async def test_command_that_reached_the_workflow_of_an_old_cycle_is_rung_for_by_the_new_one(
    temporal: str, opened: Any
) -> None:
    policy = calm(review=quiet(seconds(2)))
    lag = timedelta(seconds=1)
    async with opened(temporal, policy) as house, house.worker(), house.sweeper(lag):
        await house.launch()
        submit = house.hand_in("Первый вариант.")
        await house.act(EDITORS[0], submit, 0)
        await house.agree()
        await house.sign()
        await house.act("coordinator", Reopen(note=NOTE), 0)
        await house.until_in_step()
        late = house.hand_in("Второй вариант.")
        call = RecordCall(
            stream_id=house.stream_id(),
            command=late.model_dump(mode="json"),
            act=Act(id=new_id(), body_hash="", actor_id=EDITORS[0]),
        )
        await house.engine._client.execute_update_with_start_workflow(
            "record", call, start_workflow_operation=house.engine._start(house.stream_id(), 1)
        )
        assert house.state().phase == "review"
        await eventually(lambda: house.events(house.stream_id())[-1] == "alarm_rang")
        await house.until_in_step()


async def test_stuck_workflow_does_not_hold_up_the_sweeper_for_long(temporal: str, opened: Any) -> None:
    policy = calm(drafting=PhaseRule(limit=seconds(0.2)))
    async with opened(temporal, policy, sections=2) as house:

        def launch_past_its_workflow(place: int) -> None:
            launch = Launch(
                policy=policy, coordinator_id="coordinator", editors=EDITORS, reviewers=REVIEWERS, approvers=APPROVERS
            )
            act = Act(id=new_id(), body_hash="")
            call = RecordCall(stream_id=house.stream_id(place), command=launch.model_dump(mode="json"), act=act)
            house.parts.recorder.record(call)

        launch_past_its_workflow(0)
        stuck = await house.client.start_workflow(
            "section",
            StreamStart(stream_id=house.stream_id(0), cycle=1),
            id=f"{house.stream_id(0)}/1",
            task_queue="nobody-serves-this",
        )
        async with house.worker(), house.sweeper(timedelta(seconds=0.5)):
            await asyncio.sleep(2)
            launch_past_its_workflow(1)
            await eventually(lambda: house.events(house.stream_id(1)) == ["launched", "alarm_rang"])
            await stuck.terminate()
            await eventually(lambda: house.events(house.stream_id(0)) == ["launched", "alarm_rang"])


async def by_update(house: Installation, actor: str, command: BaseModel, act: str) -> Receipt:
    """Have a command recorded by its workflow, as processes of earlier releases did, sent until somebody answers."""
    call = RecordCall(
        stream_id=house.stream_id(),
        command=command.model_dump(mode="json"),
        act=Act(id=act, body_hash="", actor_id=actor),
    )
    while True:
        with suppress(*UNANSWERED):
            async with asyncio.timeout(PATIENCE):
                start = house.engine._start(call.stream_id, 1)
                return Receipt.model_validate(await house.engine._execute("record", call, start, result_type=Receipt))


async def eventually_status(house: Installation, workflow_id: str, status: str) -> None:
    """Wait until the server says so of a workflow."""
    for _ in range(100):
        if await house.status(workflow_id) == status:
            return
        await asyncio.sleep(0.1)
    pytest.fail(f"{workflow_id} is {await house.status(workflow_id)}")


def keep_state(house: Installation, state: Any) -> None:
    """Put another recorded state in place of a section's."""
    with house.parts.database.write() as session:
        session.exec(update(Stream).where(col(Stream.id) == house.stream_id()).values(state=state))
