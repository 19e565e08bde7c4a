"""A rehearsal and the real processes on a server whose clock skips leave the same ledger, to the minute."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from domain.rehearsal import Cast, Scene, SceneSection, rehearse
from schemas.document import DocumentState
from schemas.document_commands import LaunchDocument, SignDocument
from schemas.policy import Limit, PhaseRule, Policy, SignRule, Step, VotingRule
from schemas.rehearsal import Behaviour, Behaviours, LedgerEntry, Rehearsal, SupposedAct
from schemas.section import SectionState, Verdict
from schemas.section_commands import DecideRound, GiveVerdict, Launch, Sign
from storage.calendar_ru import russian_calendar
from storage.tables import Alarm
from tests.workflows.house import Open, SkippingInstallation, eventually
from tests.workflows.records import APPROVERS, EDITORS, LEADERS, NOTE, REVIEWERS
from tests.workflows.test_ladders import name_deputies

pytestmark = pytest.mark.anyio

Count = Callable[..., None]

DAYS = {number: Limit(working_days=number) for number in range(10)}
TOLD = Step(after=DAYS[1], tell=("coordinator",))
NEVER = Behaviour(acts="never")


def late(days: int) -> Behaviour:
    return Behaviour(acts="late", working_days=days)


def in_days(*review: Step, **changed: Any) -> Policy:
    """A few working days a phase, reminded and told of."""
    phase = PhaseRule(limit=DAYS[3], reminders=(DAYS[1], DAYS[0]), ladder=(TOLD,))
    given: dict[str, Any] = {
        "drafting": phase,
        "review": phase.model_copy(update={"ladder": (TOLD, *review)}),
        "sign_off": phase,
        "vote": VotingRule(kind="majority", base="list"),
    }
    return Policy(**given | changed)


SILENCE = Step(after=DAYS[2], outcome="count_silence")
LONGER = Step(after=DAYS[1], outcome="extend", by=DAYS[2])
BACK = Step(after=DAYS[3], outcome="send_back")
BY_RULE = Step(after=DAYS[2], outcome="close_by_rule")
PASSED = Step(after=DAYS[1], outcome="pass_to_deputy")
IN_TURN = SignRule(order="in_turn")

CASES: dict[str, tuple[Policy, Behaviours]] = {
    "all in time": (in_days(SILENCE), Behaviours()),
    "nobody answers": (in_days(SILENCE), Behaviours(everybody=NEVER)),
    "no reviewer answers": (in_days(SILENCE), Behaviours(people=dict.fromkeys(REVIEWERS, NEVER))),
    "an approver is five days late": (in_days(SILENCE), Behaviours(people={APPROVERS[0]: late(5)})),
    "reviewers are late and extended": (in_days(LONGER, SILENCE), Behaviours(people=dict.fromkeys(REVIEWERS, late(2)))),
    "nobody agrees and the text goes back": (in_days(BACK), Behaviours(people=dict.fromkeys(REVIEWERS[1:], NEVER))),
    "leaders sign in turn, the first late": (in_days(SILENCE, sign=IN_TURN), Behaviours(people={LEADERS[0]: late(2)})),
    "too few votes": (
        in_days(BY_RULE, vote=VotingRule(kind="majority", minimum=3)),
        Behaviours(people={REVIEWERS[2]: NEVER, "coordinator": late(2)}),
    ),
    "duties pass to deputies": (
        in_days(PASSED, SILENCE),
        Behaviours(people={REVIEWERS[1]: NEVER, "leader-1": late(1)}),
    ),
}
QUICK = ("no reviewer answers", "leaders sign in turn, the first late")
DEPUTIES = {REVIEWERS[1]: LEADERS[0]}
LONGEST = timedelta(days=45)


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=() if case in QUICK else pytest.mark.long) for case in CASES]
)
async def test_rehearsal_and_processes_leave_the_same_ledger(skipping: Open, case: str, count: Count) -> None:
    policy, behaviours = CASES[case]
    async with skipping(policy) as house:
        name_deputies(house, DEPUTIES)
        rehearsed = rehearse(scene_of(house, policy), behaviours)
        await _act_out(house, rehearsed)
        assert _rows(house) == sorted(_row(entry) for entry in rehearsed.ledger), case
        count("ledger rows that rehearsal and processes agree on", len(rehearsed.ledger))


def scene_of(house: SkippingInstallation, policy: Policy) -> Scene:
    """The house as it stood when its sections were launched."""
    opened_at = house.state().opened_at
    assert opened_at is not None
    launch = Launch(
        policy=policy, coordinator_id="coordinator", editors=EDITORS, reviewers=REVIEWERS, approvers=APPROVERS
    )
    sections = tuple(
        SceneSection(SectionState(id=one, document_id=house.document_id, coordinator_id=""), "", place, launch)
        for place, one in enumerate(house.sections, start=1)
    )
    return Scene(
        document=DocumentState(id=house.document_id),
        sections=sections,
        cast=Cast(deputies={one: (deputy,) for one, deputy in DEPUTIES.items()}),
        calendar=russian_calendar(),
        zone="Europe/Moscow",
        starts_at=opened_at,
        until=opened_at + LONGEST,
        launch=LaunchDocument(coordinator_id="coordinator", approvers=LEADERS, policy=policy),
    )


async def _act_out(house: SkippingInstallation, rehearsed: Rehearsal) -> None:
    """Let the clock run to each supposed act and have it really done, then on to the end."""
    for act in rehearsed.acts:
        await house.pass_time(act.at - await house.environment.get_current_time())
        await _do(house, act)
    await house.pass_time(rehearsed.starts_at + LONGEST - await house.environment.get_current_time())


async def _do(house: SkippingInstallation, act: SupposedAct) -> None:
    if act.what == "sign_document":
        await eventually(lambda: house.phase() == "signing")
        await house.act(act.person_id, SignDocument(candidate_hash=house.candidate().hash))
        return
    if act.what == "submit_revision":
        await house.submit(f"Сдано {act.at}.")
        return
    head = house.head()
    commands = {
        "give_verdict": GiveVerdict(revision_id=head.revision_id, verdict=Verdict.AGREE),
        "sign": Sign(revision_id=head.revision_id, text_hash=head.text_hash),
        "decide_round": DecideRound(in_favour=True, note=NOTE),
    }
    await house.act(act.person_id, commands[act.what], 0)


def _rows(house: SkippingInstallation) -> list[tuple[Any, ...]]:
    with house.parts.database.read() as session:
        rows = session.exec(select(Alarm).order_by(col(Alarm.stream_id), col(Alarm.opened_seq))).all()
    return sorted(
        (r.stream_id, r.cycle, r.phase, r.round, r.alarm_id, _minute(r.planned_at), r.state, r.reason or "", r.told,
         _minute(r.rung_at))
        for r in rows
    )  # fmt: skip


def _row(r: LedgerEntry) -> tuple[Any, ...]:
    return (
        r.stream_id, r.cycle, r.phase, r.round, r.alarm_id, _minute(r.planned_at), r.state, r.reason or "", r.told,
        _minute(r.rung_at),
    )  # fmt: skip


def _minute(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M}"
