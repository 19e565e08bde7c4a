"""What an explanation says will happen is what happens when its alarms ring and nobody acts."""

from datetime import timedelta
from itertools import combinations_with_replacement
from typing import Any

import pytest

from domain.document import Facts as DocumentFacts
from domain.document import decide as decide_document
from domain.document import evolve as evolve_document
from domain.explanation.expected import expected, expected_of_document
from domain.section import Facts, decide
from domain.section.evolve import evolve
from schemas.section import Phase, SectionState
from schemas.section_commands import Ring
from tests.domain.standings import (
    CALENDAR,
    LATER,
    OPENED,
    PEOPLE,
    given,
    ladder,
    policy,
    section,
    signing_of_document,
)

OUTCOMES = ("count_silence", "close_by_rule", "send_back")
RULES: list[dict[str, Any]] = [
    {},
    {"kind": "unanimity"},
    {"kind": "majority", "base": "list"},
    {"kind": "at_least", "count": 2},
    {"kind": "share", "share": {"numerator": 2, "denominator": 3}, "minimum": 3},
]


def left_alone(state: SectionState) -> SectionState:
    """The state after all alarms that were expected have rung."""
    for step in expected(state, LATER, CALENDAR):
        alarm = next(alarm for alarm in state.alarms if (alarm.at, alarm.what) == (step.at, step.what))
        facts = Facts(now=step.at, calendar=CALENDAR, told=frozenset(PEOPLE), up=True)
        for event in decide(state, Ring(alarm_id=alarm.id, at=alarm.at), facts):
            state = evolve(state, event)
    return state


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("rule", RULES)
def test_review_left_alone_goes_where_it_was_said_to_go(rule: dict[str, Any], outcome: str) -> None:
    rules = policy(vote=rule, **ladder({"outcome": outcome}))
    seen = set()
    for votes in map("".join, combinations_with_replacement("+-0.", 4)):
        state = section(rules, Phase.REVIEW, voters=PEOPLE[:4], votes=given(votes))
        *_, last = expected(state, LATER, CALENDAR)
        after = left_alone(state)
        goes = "coordinator" if after.undecided else str(after.phase)
        assert last.leads_to == goes, votes
        seen.add(goes)
    assert len(seen) > 1 or outcome == "send_back"


EXTENSIONS: list[tuple[dict[str, Any], str]] = [
    ({"working_days": 3}, "2026-12-22T21:00:00+00:00"),
    ({"days": 10}, "2026-12-28T21:00:00+00:00"),
    ({"months": 1}, "2027-01-18T21:00:00+00:00"),
    ({"duration": "PT90M"}, "2026-12-17T08:30:00+00:00"),
]
"""What a step gives that acts on 17 December at 10:00 in Moscow; 27 December and 17 January are Sundays."""


@pytest.mark.parametrize(("by", "until"), EXTENSIONS)
def test_step_that_extends_moves_the_deadline_to_where_it_was_said(by: dict[str, Any], until: str) -> None:
    rules = policy(**ladder({"outcome": "extend", "by": by}, {"outcome": "send_back"}))
    state = section(rules, Phase.REVIEW, voters=PEOPLE)
    *_, last = expected(state, LATER, CALENDAR)
    assert last.extended_to is not None
    assert last.extended_to.at.isoformat() == until
    assert left_alone(state).deadline == last.extended_to


def test_step_that_is_late_extends_from_now() -> None:
    state = section(policy(**ladder({"outcome": "extend", "by": {"duration": "PT1H"}})), Phase.REVIEW, voters=PEOPLE)
    late = OPENED + timedelta(days=40)
    *_, last = expected(state, late, CALENDAR)
    assert last.extended_to is not None
    assert last.extended_to.at == late + timedelta(hours=1)


def test_signing_of_the_whole_is_extended_to_where_it_was_said() -> None:
    steps = [{"after": {"working_days": 1}, "outcome": "extend", "by": {"working_days": 4}}]
    state = signing_of_document(policy(sign_off={"ladder": steps}))
    *_, last = expected_of_document(state, LATER, CALENDAR)
    assert (last.outcome, last.extended_to is not None) == ("extend", True)
    for step in expected_of_document(state, LATER, CALENDAR):
        alarm = next(alarm for alarm in state.alarms if (alarm.at, alarm.what) == (step.at, step.what))
        ringing = Ring(alarm_id=alarm.id, at=alarm.at)
        for event in decide_document(state, ringing, DocumentFacts(now=step.at, calendar=CALENDAR)):
            state = evolve_document(state, event)
    assert state.deadline == last.extended_to


def test_nothing_is_expected_after_a_step_that_moves_the_deadline() -> None:
    later = {"outcome": "extend", "by": {"working_days": 3}}
    state = section(policy(**ladder(later, {"outcome": "send_back"})), Phase.REVIEW, voters=PEOPLE)
    assert expected(state, LATER, CALENDAR)[-1].outcome == "extend"
