"""The ledger of what is owed and of votes: steps that act are shown with what they do, and so are cancelled rows."""

from datetime import date
from typing import Any

import pytest

from domain.ledger_words import ledger_words
from schemas.obligation import CancelObligation, Fulfil, ObligationState, Oblige
from schemas.policy import Limit, PhaseRule, Role, Step
from schemas.proposal import ProposalState, VoteOnProposal
from schemas.section import Verdict
from schemas.section_commands import Ring
from tests.workflows.plans import begin_obligation, begin_proposal, obliged
from tests.workflows.records import EDITORS, NOTE, REVIEWERS, hours

Became = tuple[str, str, str | None]
DAY = date(2030, 10, 15)


def step(after: int, outcome: str | None = None, tell: tuple[Role, ...] = (), by: Limit | None = None) -> Step:
    return Step.model_validate({"after": hours(after), "outcome": outcome, "tell": tell, "by": by})


def ring_all(desk: Any, stream_id: str, state: type[ObligationState | ProposalState]) -> None:
    """Ring one alarm after another, each at its time, until none is left."""
    while alarms := state.model_validate(desk.stream(stream_id).state).alarms:
        alarm = min(alarms, key=lambda one: (one.at, one.id))
        desk.do(stream_id, "", Ring(alarm_id=alarm.id, at=alarm.at))


def became(desk: Any, stream_id: str) -> list[Became]:
    """What became of every step and deadline, in the order of the ledger."""
    return [row[2:3] + row[4:6] for row in desk.ledger(stream_id) if row[2] != "reminder-1"]


def told(desk: Any, stream_id: str) -> list[tuple[str, str]]:
    """The same in words, without what is not due yet."""
    rows = ((row[0], *row[4:7]) for row in desk.ledger(stream_id) if row[4] != "planned")
    return [(ledger_words(*row, "ru"), ledger_words(*row, "en")) for row in rows]


def test_steps_of_a_milestone_are_shown_with_what_they_do(desk: Any) -> None:
    ladder = (step(1, "pass_to_deputy"), step(2, "extend", ("coordinator",), hours(5)), step(3, tell=("approvers",)))
    stream_id = begin_obligation(desk.parts, desk.document_id)
    desk.do(stream_id, "", obliged(DAY, rule=PhaseRule(limit=hours(1), ladder=ladder)))
    ring_all(desk, stream_id, ObligationState)
    assert became(desk, stream_id) == [
        ("deadline", "rung", None),
        ("step-1", "rung", "pass_to_deputy"),
        ("step-2", "rung", "extend"),
        ("step-3", "cancelled", "obligation_extended"),
        ("deadline", "rung", None),
        ("step-1", "rung", "pass_to_deputy"),
        ("step-3", "rung", None),
    ]
    assert told(desk, stream_id)[1:4] == [
        (
            "Подошла очередь шага: передать поручения тех, кого ждут, заместителям.",
            "It was the turn of a step: pass the duties of those who are awaited to their deputies.",
        ),
        (
            "Подошла очередь шага: продлить срок один раз. Сообщено, человек: 1.",
            "It was the turn of a step: extend the deadline once. People told: 1.",
        ),
        ("Отменено: срок перенесён.", "Cancelled: the deadline was moved."),
    ]


def test_steps_of_a_vote_are_shown_with_what_they_do(desk: Any) -> None:
    ladder = (step(1, "extend", by=hours(5)), step(2, "close_by_rule"))
    stream_id, opening = begin_proposal(desk.parts, PhaseRule(limit=hours(10), ladder=ladder))
    desk.do(stream_id, "coordinator", opening)
    desk.do(stream_id, REVIEWERS[0], VoteOnProposal(verdict=Verdict.AGREE))
    ring_all(desk, stream_id, ProposalState)
    assert became(desk, stream_id) == [
        ("deadline", "rung", None),
        ("step-1", "rung", "extend"),
        ("step-2", "cancelled", "proposal_extended"),
        ("deadline", "rung", None),
        ("step-2", "rung", "close_by_rule"),
    ]
    assert told(desk, stream_id)[-1] == (
        "Подошла очередь шага: подвести итог по правилу.",
        "It was the turn of a step: close by the rule.",
    )


ENDS: list[tuple[Any, tuple[str, str]]] = [
    (Fulfil(note=NOTE), ("Отменено: поручение выполнено раньше.", "Cancelled: the milestone was done before it.")),
    (CancelObligation(note=NOTE), ("Отменено: поручение снято.", "Cancelled: the milestone was called off.")),
    (
        Oblige(terms=obliged(DAY).terms.model_copy(update={"day": None})),
        ("Отменено: в новом плане у поручения нет срока.", "Cancelled: the new plan names no day for the milestone."),
    ),
]


@pytest.mark.parametrize(("ends", "words"), ENDS, ids=["fulfilled", "cancelled", "undated"])
def test_what_is_cancelled_with_a_milestone_says_how_that_ended(desk: Any, ends: Any, words: tuple[str, str]) -> None:
    stream_id = begin_obligation(desk.parts, desk.document_id)
    desk.do(stream_id, "", obliged(DAY))
    desk.do(stream_id, EDITORS[0], ends)
    assert set(told(desk, stream_id)) == {words}


def test_what_is_cancelled_with_a_vote_says_that_it_ended(desk: Any) -> None:
    rule = PhaseRule(limit=hours(10), reminders=(hours(20),))
    stream_id, opening = begin_proposal(desk.parts, rule)
    desk.do(stream_id, "coordinator", opening)
    for person in REVIEWERS[:2]:
        desk.do(stream_id, person, VoteOnProposal(verdict=Verdict.AGREE))
    assert set(told(desk, stream_id)) == {
        (
            "Не отправлено: этот момент прошёл раньше, чем открылось голосование.",
            "Not sent: its moment had passed before the vote opened.",
        ),
        ("Отменено: голосование закончилось раньше.", "Cancelled: the vote ended before it."),
    }


def test_reminder_of_a_milestone_that_came_too_late_says_before_what(desk: Any) -> None:
    stream_id = begin_obligation(desk.parts, desk.document_id)
    desk.do(stream_id, "", obliged(date(2023, 2, 1)))
    assert told(desk, stream_id) == [
        (
            "Не отправлено: этот момент прошёл раньше, чем был назначен срок поручения.",
            "Not sent: its moment had passed before the milestone was given its deadline.",
        )
    ]
