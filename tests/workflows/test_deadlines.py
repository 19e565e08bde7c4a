"""Reminders, deadlines and ladders by themselves, on a server whose clock skips; the ledger compared whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from schemas.document_commands import ExtendDocument, SignDocument
from schemas.policy import PhaseRule, Policy, Step, VotingRule
from schemas.section import Verdict
from schemas.section_commands import DecideRound, Extend, GiveVerdict
from tests.workflows.house import Open, SkippingInstallation, eventually
from tests.workflows.records import EDITORS, LEADERS, NOTE, REVIEWERS, hours, rules

pytestmark = pytest.mark.anyio

Count = Callable[..., None]
SITUATIONS = "ladder outcomes x situations"

PLANNED_DRAFTING = [
    ("drafting", 0, name, after, "cancelled", "revision_submitted", 0, False)
    for name, after in (("reminder-1", 6.0), ("reminder-2", 9.0), ("deadline", 10.0), ("step-1", 12.0))
]
PLANNED_SIGN_OFF = [
    ("sign_off", 1, name, after, "planned", None, 0, False)
    for name, after in (("reminder-1", 6.0), ("reminder-2", 9.0), ("deadline", 10.0), ("step-1", 12.0))
]
PLANNED_RETURN = [("drafting", 1, *row[2:4], "planned", None, 0, False) for row in PLANNED_DRAFTING]
TOLD_THREE = [
    ("review", 1, "reminder-1", 6.0, "rung", None, 3, True),
    ("review", 1, "reminder-2", 9.0, "rung", None, 3, True),
    ("review", 1, "deadline", 10.0, "rung", None, 4, True),
]


def ending(outcome: str | None, **changed: Any) -> Policy:
    """A review whose ladder tells after two hours and then, after four, has this outcome."""
    ladder = (
        Step(after=hours(2), tell=("reviewers", "coordinator")),
        Step(after=hours(4), tell=("coordinator",), outcome=outcome),
    )
    review = PhaseRule(limit=hours(10), reminders=(hours(4), hours(1)), ladder=ladder)
    return rules(review=review, **changed)


def on_time(house: SkippingInstallation) -> bool:
    """Whether every alarm rang not before its time and soon after; the clock that skips goes on while we work."""
    return all(timedelta(0) <= late < timedelta(seconds=10) for late in house.late())


async def test_ladder_that_only_tells_leaves_the_round_open(skipping: Open, count: Count, database_url: str) -> None:
    count(SITUATIONS)
    async with skipping(ending(None), url=database_url) as house:
        await house.submit()
        await house.act(REVIEWERS[0], GiveVerdict(revision_id=house.head().revision_id, verdict=Verdict.AGREE), 0)
        await house.pass_time(timedelta(days=3))
        assert house.ledger(house.stream_id()) == [
            *PLANNED_DRAFTING,
            ("review", 1, "reminder-1", 6.0, "rung", None, 2, True),
            ("review", 1, "reminder-2", 9.0, "rung", None, 2, True),
            ("review", 1, "deadline", 10.0, "rung", None, 3, True),
            ("review", 1, "step-1", 12.0, "rung", None, 3, True),
            ("review", 1, "step-2", 14.0, "rung", None, 1, True),
        ]
        assert house.state().phase == "review"
        assert on_time(house)
        assert house.told("escalation") == ["coordinator", *REVIEWERS[1:], "coordinator"]


async def test_silence_of_everybody_told_counts_as_agreement(skipping: Open, count: Count) -> None:
    count(SITUATIONS)
    async with skipping(ending("count_silence")) as house:
        await house.submit()
        await house.act(REVIEWERS[0], GiveVerdict(revision_id=house.head().revision_id, verdict=Verdict.AGREE), 0)
        await house.pass_time(timedelta(hours=15))
        assert house.ledger(house.stream_id()) == [
            *PLANNED_DRAFTING,
            ("review", 1, "reminder-1", 6.0, "rung", None, 2, True),
            ("review", 1, "reminder-2", 9.0, "rung", None, 2, True),
            ("review", 1, "deadline", 10.0, "rung", None, 3, True),
            ("review", 1, "step-1", 12.0, "rung", None, 3, True),
            ("review", 1, "step-2", 14.0, "rung", "count_silence", 1, True),
            *PLANNED_SIGN_OFF,
        ]
        assert house.state().phase == "sign_off"
        votes = [(vote.person_id, vote.tacit) for vote in house.state().votes]
        assert votes == [(REVIEWERS[0], False), (REVIEWERS[1], True), (REVIEWERS[2], True)]
        assert on_time(house)


async def test_silence_of_people_not_told_waits_until_their_reminder_has_left(skipping: Open, count: Count) -> None:
    count(SITUATIONS)
    async with skipping(ending("count_silence")) as house:
        await house.submit()
        await house.pass_time(timedelta(hours=15), posting=False)
        assert house.state().phase == "review"
        await house.pass_time(timedelta(hours=10))
        assert house.ledger(house.stream_id()) == [
            *PLANNED_DRAFTING,
            *TOLD_THREE,
            ("review", 1, "step-1", 12.0, "rung", None, 4, True),
            ("review", 1, "step-2", 14.0, "rung", "count_silence", 1, True),
            ("review", 1, "grace-1", 10.0, "rung", "count_silence", 1, True),
            *PLANNED_SIGN_OFF,
        ]
        assert house.told("grace_given") == ["coordinator"]
        assert house.told("review_reminder")[-3:] == list(REVIEWERS)
        assert house.state().phase == "sign_off"
        assert on_time(house)


async def test_silence_does_not_count_while_the_service_was_down(skipping: Open, count: Count) -> None:
    count(SITUATIONS)
    async with skipping(ending("count_silence"), up=False) as house:
        await house.submit()
        await house.pass_time(timedelta(hours=26))
        grace = ("review", 1, "grace-1", 10.0, "rung", "count_silence", 1, True)
        assert house.ledger(house.stream_id(), "review") == [
            *TOLD_THREE,
            ("review", 1, "step-1", 12.0, "rung", None, 4, True),
            ("review", 1, "step-2", 14.0, "rung", "count_silence", 1, True),
            grace,
            ("review", 1, "grace-2", 10.0, "planned", None, 0, False),
        ]
        assert house.state().phase == "review"
        assert on_time(house)


async def test_send_back_returns_the_text_to_its_editors(skipping: Open, count: Count) -> None:
    count(SITUATIONS)
    async with skipping(ending("send_back")) as house:
        await house.submit()
        await house.pass_time(timedelta(hours=15))
        assert house.ledger(house.stream_id()) == [
            *PLANNED_DRAFTING,
            *TOLD_THREE,
            ("review", 1, "step-1", 12.0, "rung", None, 4, True),
            ("review", 1, "step-2", 14.0, "rung", "send_back", 1, True),
            *PLANNED_RETURN,
        ]
        assert house.state().phase == "drafting"
        assert house.told("returned") == list(EDITORS)
        assert on_time(house)


@pytest.mark.parametrize(
    ("verdicts", "minimum", "phase", "follows"),
    [
        (("agree",), 1, "sign_off", PLANNED_SIGN_OFF),
        (("agree", "disagree"), 1, "drafting", PLANNED_RETURN),
        (("agree", "abstain"), 1, "sign_off", PLANNED_SIGN_OFF),
    ],
)
async def test_close_by_rule_lets_the_votes_cast_decide(
    skipping: Open, count: Count, verdicts: tuple[str, ...], minimum: int, phase: str, follows: list[Any]
) -> None:
    count(SITUATIONS)
    async with skipping(ending("close_by_rule", vote=VotingRule(kind="majority", minimum=minimum))) as house:
        await house.submit()
        for person, verdict in zip(REVIEWERS, verdicts, strict=False):
            note = NOTE if verdict == "disagree" else None
            await house.act(
                person, GiveVerdict(revision_id=house.head().revision_id, verdict=Verdict(verdict), note=note), 0
            )
        await house.pass_time(timedelta(hours=15))
        silent = len(REVIEWERS) - len(verdicts)
        assert house.ledger(house.stream_id()) == [
            *PLANNED_DRAFTING,
            ("review", 1, "reminder-1", 6.0, "rung", None, silent, True),
            ("review", 1, "reminder-2", 9.0, "rung", None, silent, True),
            ("review", 1, "deadline", 10.0, "rung", None, silent + 1, True),
            ("review", 1, "step-1", 12.0, "rung", None, silent + 1, True),
            ("review", 1, "step-2", 14.0, "rung", "close_by_rule", 1, True),
            *follows,
        ]
        assert house.state().phase == phase
        assert on_time(house)


@pytest.mark.parametrize(("outcome", "votes", "minimum"), [("close_by_rule", 1, 2), ("close_by_rule", 0, 1)])
async def test_ladder_that_ends_with_too_few_votes_leaves_the_decision_to_the_coordinator(
    skipping: Open, count: Count, outcome: str, votes: int, minimum: int
) -> None:
    count(SITUATIONS)
    async with skipping(ending(outcome, vote=VotingRule(kind="majority", minimum=minimum))) as house:
        await house.submit()
        await house.agree(people=REVIEWERS[:votes])
        await house.pass_time(timedelta(hours=15))
        assert house.ledger(house.stream_id(), "review")[-2:] == [
            ("review", 1, "step-2", 14.0, "rung", outcome, 1, True),
            ("review", 1, "grace-1", 10.0, "planned", None, 0, False),
        ]
        assert house.told("decision_needed") == ["coordinator"]
        assert house.told("review_reminder")[-len(REVIEWERS) + votes :] == list(REVIEWERS[votes:])
        await house.act("coordinator", DecideRound(in_favour=True, note=NOTE), 0)
        assert house.state().phase == "sign_off"
        assert on_time(house)


async def test_drafting_and_sign_off_that_are_late_are_escalated(skipping: Open, count: Count) -> None:
    count(SITUATIONS)
    async with skipping(rules()) as house:
        await house.pass_time(timedelta(days=1))
        assert house.ledger(house.stream_id()) == [
            ("drafting", 0, "reminder-1", 6.0, "rung", None, 2, True),
            ("drafting", 0, "reminder-2", 9.0, "rung", None, 2, True),
            ("drafting", 0, "deadline", 10.0, "rung", None, 3, True),
            ("drafting", 0, "step-1", 12.0, "rung", None, 1, True),
        ]
        await house.submit()
        await house.agree()
        await house.pass_time(timedelta(days=1))
        assert house.ledger(house.stream_id(), "sign_off") == [
            ("sign_off", 1, "reminder-1", 6.0, "rung", None, 1, True),
            ("sign_off", 1, "reminder-2", 9.0, "rung", None, 1, True),
            ("sign_off", 1, "deadline", 10.0, "rung", None, 2, True),
            ("sign_off", 1, "step-1", 12.0, "rung", None, 1, True),
        ]
        assert house.told("deadline_passed") == ["coordinator", *EDITORS, "approver-1", "coordinator"]
        assert on_time(house)


async def test_extension_plans_everything_anew(skipping: Open) -> None:
    async with skipping(rules()) as house:
        await house.pass_time(timedelta(hours=7))
        await house.act("coordinator", Extend(limit=hours(5), note=NOTE), 0)
        await house.pass_time(timedelta(hours=6))
        assert house.ledger(house.stream_id()) == [
            ("drafting", 0, "reminder-1", 6.0, "rung", None, 2, True),
            ("drafting", 0, "reminder-2", 9.0, "cancelled", "extended", 0, False),
            ("drafting", 0, "deadline", 10.0, "cancelled", "extended", 0, False),
            ("drafting", 0, "step-1", 12.0, "cancelled", "extended", 0, False),
            ("drafting", 0, "reminder-1", 1.0, "rung", None, 2, True),
            ("drafting", 0, "reminder-2", 4.0, "rung", None, 2, True),
            ("drafting", 0, "deadline", 5.0, "rung", None, 3, True),
            ("drafting", 0, "step-1", 7.0, "planned", None, 0, False),
        ]
        assert on_time(house)


async def test_signing_of_the_whole_is_reminded_extended_and_escalated(skipping: Open, count: Count) -> None:
    count(SITUATIONS)
    async with skipping(rules()) as house:
        await house.approve()
        await eventually(lambda: house.phase() == "signing")
        candidate = house.candidate()
        await house.act(LEADERS[0], SignDocument(candidate_hash=candidate.hash))
        await house.pass_time(timedelta(hours=7))
        await house.act("coordinator", ExtendDocument(limit=hours(9), note=NOTE))
        await house.pass_time(timedelta(hours=12))
        await house.act(LEADERS[1], SignDocument(candidate_hash=candidate.hash))
        assert house.ledger(house.document) == [
            ("signing", 1, "reminder-1", 6.0, "rung", None, 1, True),
            ("signing", 1, "reminder-2", 9.0, "cancelled", "document_extended", 0, False),
            ("signing", 1, "deadline", 10.0, "cancelled", "document_extended", 0, False),
            ("signing", 1, "step-1", 12.0, "cancelled", "document_extended", 0, False),
            ("signing", 1, "reminder-1", 5.0, "rung", None, 1, True),
            ("signing", 1, "reminder-2", 8.0, "rung", None, 1, True),
            ("signing", 1, "deadline", 9.0, "rung", None, 2, True),
            ("signing", 1, "step-1", 11.0, "rung", None, 1, True),
        ]
        assert house.phase() == "approved"
        assert house.told("candidate_reminder") == [LEADERS[1]] * 3
        assert on_time(house)


async def test_reminder_of_a_phase_opened_too_late_for_it_is_overtaken_from_the_start(skipping: Open) -> None:
    short = PhaseRule(limit=hours(3), reminders=(hours(4), hours(1)))
    async with skipping(rules(drafting=short)) as house:
        await house.pass_time(timedelta(hours=4))
        assert house.ledger(house.stream_id()) == [
            ("drafting", 0, "reminder-1", -1.0, "overtaken", "too_late_at_opening", 0, False),
            ("drafting", 0, "reminder-2", 2.0, "rung", None, 2, True),
            ("drafting", 0, "deadline", 3.0, "rung", None, 3, True),
        ]
