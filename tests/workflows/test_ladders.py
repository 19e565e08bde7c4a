"""Ladders that pass duties to deputies or move the deadline once, on a server whose clock skips; the ledger whole."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from schemas.document_commands import SignDocument
from schemas.policy import PhaseRule, Policy, Step, VotingRule
from schemas.section import Verdict
from schemas.section_commands import GiveVerdict, Sign
from storage.tables import Body, BodyMember
from tests.workflows.house import Open, SkippingInstallation, eventually
from tests.workflows.records import APPROVERS, EDITORS, LEADERS, REVIEWERS, hours, quiet, rules
from tests.workflows.test_deadlines import SITUATIONS, on_time

pytestmark = pytest.mark.anyio

OWING = {"drafting": EDITORS, "review": REVIEWERS, "sign_off": APPROVERS}
TELLING = Step(after=hours(4), tell=("coordinator",))


def laddered(phase: str, *steps: Step, **changed: Any) -> Policy:
    """Ten hours for this phase with one reminder and these steps, and all the time there is for the others."""
    slow = quiet()
    rule = PhaseRule(limit=hours(10), reminders=(hours(1),), ladder=steps)
    return rules(**{**dict.fromkeys(("drafting", "review", "sign_off"), slow), phase: rule, **changed})


async def reach(house: SkippingInstallation, phase: str) -> None:
    """Have the section stand in this phase."""
    if phase != "drafting":
        await house.submit()
    if phase == "sign_off":
        await house.agree()


def name_deputies(house: SkippingInstallation, deputies: dict[str, str]) -> None:
    """Give people standing deputies by their seats in a body."""
    with house.parts.database.write() as session:
        session.add(Body(id="body", name="Совет", made_at=datetime.now(UTC)))
        session.flush()
        for person, deputy in deputies.items():
            session.add(BodyMember(body_id="body", person_id=person, deputy_id=deputy))


def passes(house: SkippingInstallation) -> dict[str, str]:
    return {one.person_id: one.deputy_id for one in house.state().passes}


@pytest.mark.parametrize("phase", OWING)
async def test_duty_passes_to_the_one_deputy_there_is_and_the_coordinator_hears_of_the_rest(
    skipping: Open, phase: str, count: Callable[..., None]
) -> None:
    count(SITUATIONS)
    policy = laddered(phase, Step(after=hours(2), outcome="pass_to_deputy"), TELLING)
    async with skipping(policy) as house:
        first, *others = OWING[phase]
        name_deputies(house, dict.fromkeys(OWING[phase], LEADERS[0]))
        await reach(house, phase)
        await house.pass_time(timedelta(hours=15))
        assert passes(house) == {first: LEADERS[0]}
        assert house.told("deputy_called") == [LEADERS[0]]
        assert sorted(house.told("duty_passed")) == sorted(["coordinator", first])
        assert house.told("no_deputy") == (["coordinator"] if others else [])
        assert house.state().phase == phase
        assert [row[2:5] for row in house.ledger(house.stream_id(), phase)] == [
            ("reminder-1", 9.0, "rung"),
            ("deadline", 10.0, "rung"),
            ("step-1", 12.0, "rung"),
            ("step-2", 14.0, "rung"),
        ]
        assert on_time(house)


@pytest.mark.parametrize(
    ("situation", "deputies"),
    [
        ("nobody has one", {}),
        ("the deputy votes already", dict.fromkeys(REVIEWERS, REVIEWERS[1])),
        ("the deputy wrote the text alone", dict.fromkeys(REVIEWERS, EDITORS[0])),
    ],
)
async def test_duty_stays_where_nobody_may_stand_in(
    skipping: Open, situation: str, deputies: dict[str, str], count: Callable[..., None]
) -> None:
    count(SITUATIONS)
    policy = laddered("review", Step(after=hours(2), outcome="pass_to_deputy"), TELLING)
    async with skipping(policy) as house:
        name_deputies(house, deputies)
        await house.submit()
        await house.pass_time(timedelta(hours=13))
        assert passes(house) == {}, situation
        assert house.told("no_deputy") == ["coordinator"]


async def test_who_has_voted_keeps_the_duty_and_silence_of_a_deputy_counts(
    skipping: Open, count: Callable[..., None]
) -> None:
    """Deputies are invited and reminded before their silence is counted, like anybody."""
    count(SITUATIONS)
    steps = (Step(after=hours(2), outcome="pass_to_deputy"), Step(after=hours(4), outcome="count_silence"))
    async with skipping(laddered("review", *steps, vote=VotingRule(kind="unanimity"))) as house:
        name_deputies(house, {REVIEWERS[0]: LEADERS[0], REVIEWERS[1]: LEADERS[1]})
        await house.submit()
        for person in (REVIEWERS[0], REVIEWERS[2]):
            await house.act(person, GiveVerdict(revision_id=house.head().revision_id, verdict=Verdict.AGREE), 0)
        await house.pass_time(timedelta(hours=15))
        assert passes(house) == {REVIEWERS[1]: LEADERS[1]}
        assert house.told("grace_given") == ["coordinator"]
        await house.pass_time(timedelta(hours=11))
        assert house.state().phase == "sign_off"
        assert [vote.person_id for vote in house.state().votes if vote.tacit] == [REVIEWERS[1]]


@pytest.mark.parametrize("phase", OWING)
async def test_deadline_is_moved_once_and_the_ladder_begins_anew_without_that_step(
    skipping: Open, phase: str, count: Callable[..., None]
) -> None:
    count(SITUATIONS)
    policy = laddered(phase, Step(after=hours(2), outcome="extend", by=hours(20)), TELLING)
    async with skipping(policy) as house:
        await reach(house, phase)
        await house.pass_time(timedelta(hours=40))
        assert [row[2:6] for row in house.ledger(house.stream_id(), phase)] == [
            ("reminder-1", 9.0, "rung", None),
            ("deadline", 10.0, "rung", None),
            ("step-1", 12.0, "rung", "extend"),
            ("step-2", 14.0, "cancelled", "ladder_extended"),
            ("reminder-1", 19.0, "rung", None),
            ("deadline", 20.0, "rung", None),
            ("step-2", 24.0, "rung", None),
        ]
        assert house.told("extended") == sorted(["coordinator", *OWING[phase]])
        assert house.state().phase == phase
        assert on_time(house)


async def test_signing_of_the_whole_passes_to_deputies_and_is_extended(
    skipping: Open, count: Callable[..., None]
) -> None:
    count(SITUATIONS, 2)
    steps = (Step(after=hours(1), outcome="pass_to_deputy"), Step(after=hours(2), outcome="extend", by=hours(20)))
    quick = laddered("sign_off", *steps)
    async with skipping(quick) as house:
        name_deputies(house, {LEADERS[0]: REVIEWERS[0]})
        await house.submit()
        await house.agree()
        head = house.head()
        await house.act(APPROVERS[0], Sign(revision_id=head.revision_id, text_hash=head.text_hash), 0)
        await eventually(lambda: house.phase() == "signing")
        await house.pass_time(timedelta(hours=13))
        assert [(one.person_id, one.deputy_id) for one in house.whole().passes] == [(LEADERS[0], REVIEWERS[0])]
        assert house.told("no_deputy") == ["coordinator"]
        assert [row[2:6] for row in house.ledger(house.document)] == [
            ("reminder-1", 9.0, "rung", None),
            ("deadline", 10.0, "rung", None),
            ("step-1", 11.0, "rung", "pass_to_deputy"),
            ("step-2", 12.0, "rung", "extend"),
            ("reminder-1", 19.0, "planned", None),
            ("deadline", 20.0, "planned", None),
            ("step-1", 21.0, "planned", None),
        ]
        candidate = house.candidate()
        for person in (REVIEWERS[0], LEADERS[1]):
            await house.act(person, SignDocument(candidate_hash=candidate.hash))
        assert house.phase() == "approved"
