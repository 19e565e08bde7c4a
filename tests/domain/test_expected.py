"""What an explanation says will happen is what happens when its alarms ring and nobody acts."""

from itertools import combinations_with_replacement
from typing import Any

import pytest

from domain.explanation.expected import expected
from domain.section import Facts, decide
from domain.section.evolve import evolve
from schemas.section import Phase, SectionState
from schemas.section_commands import Ring
from tests.domain.standings import CALENDAR, PEOPLE, given, ladder, policy, section

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
    for step in expected(state):
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
        *_, last = expected(state)
        after = left_alone(state)
        goes = "coordinator" if after.undecided else str(after.phase)
        assert last.leads_to == goes, votes
        seen.add(goes)
    assert len(seen) > 1 or outcome == "send_back"


def test_nothing_is_expected_after_a_step_that_moves_the_deadline() -> None:
    later = {"outcome": "extend", "by": {"working_days": 3}}
    state = section(policy(**ladder(later, {"outcome": "send_back"})), Phase.REVIEW, voters=PEOPLE)
    assert expected(state)[-1].outcome == "extend"
