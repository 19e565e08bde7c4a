"""What an explanation says is so: whoever left, whose turn it is since when, what a step comes to."""

from datetime import datetime, timedelta
from itertools import chain, product
from typing import Any, get_args

import pytest

from domain.ballot import count
from domain.explanation import explain, sentences
from domain.section import Facts, decide
from domain.section.electorate import ballot
from schemas.explanation import Explanation
from schemas.language import LANGUAGES, Language
from schemas.problems import Refused
from schemas.section import Part, Pass, Phase, SectionState
from schemas.section_commands import DecideRound
from schemas.section_events import Approved, Published, Recused, Withdrawn
from tests.domain.standings import (
    CALENDAR,
    DEFAULT_POLICY,
    HASH,
    LATER,
    NAMES,
    NOTE,
    OPENED,
    PEOPLE,
    SEATS,
    given,
    ladder,
    launched,
    policy,
    review,
    section,
    sign_off,
)
from tests.domain.test_expected import left_alone

REASONS = get_args(Recused.model_fields["reason"].annotation)
APPROVED = Approved(revision_id="r3", text_hash=HASH)
AFTER: dict[Phase, tuple[Any, ...]] = {
    Phase.APPROVED: (APPROVED,),
    Phase.PUBLISHED: (APPROVED, Published(edition_id="e1", revision_id="r3")),
    Phase.WITHDRAWN: (Withdrawn(note=NOTE),),
}
"""What comes after somebody was recused from the last open phase."""


def told(facts: Explanation, language: Language = "ru") -> str:
    return "\n".join(sentences(facts, NAMES, language))


def recused(person: str, reason: str = "conflict", part: Part = Part.APPROVER, next_id: str | None = None) -> Recused:
    said = {"part": part, "person_id": person, "reason": reason, "base": 2, "next_id": next_id}
    return Recused.model_validate(said)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.PLANNED])
@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_left_is_told_of_in_the_phase_they_left_and_nowhere_else(
    phase: Phase, reason: str, language: Language
) -> None:
    events = (launched(), recused("boris", reason), *AFTER.get(phase, ()))
    facts = explain(section(DEFAULT_POLICY, phase), [(OPENED, event) for event in events], LATER, CALENDAR)
    assert [one.reason for one in facts.left] == ([] if phase in AFTER else [reason])
    assert ("Борис Ким" in told(facts, language)) == (phase not in AFTER)


@pytest.mark.parametrize(("next_id", "days"), [(None, 0), ("gleb", 2)])
def test_turn_to_sign_begins_anew_only_when_it_was_the_leavers(next_id: str | None, days: int) -> None:
    (turn,) = sign_off((), recused("boris", next_id=next_id), order="in_turn").turns
    assert (turn.person_id, turn.since) == ("gleb", OPENED + timedelta(days=days))


PASSED = {"passes": (Pass(person_id="vera", deputy_id="dina"),)}
EFFECTS: list[tuple[str, str, dict[str, Any], str | None]] = [
    ("pass_to_deputy", "+-.", {}, "pass_to_deputy"),
    ("pass_to_deputy", "+-.", PASSED, None),
    ("pass_to_deputy", "000", {}, None),
    ("count_silence", "+-.", {}, "count_silence"),
    ("count_silence", "000", {}, "close_by_rule"),
]


@pytest.mark.parametrize(("outcome", "votes", "fields", "effect"), EFFECTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_step_is_told_as_what_it_comes_to(
    outcome: str, votes: str, fields: dict[str, Any], effect: str | None, language: Language
) -> None:
    facts = review(votes, phases=ladder({"outcome": outcome, "tell": ["coordinator"]}), **fields)
    assert facts.expected[-1].outcome == effect
    words = {"ru": ("заместител", "молчание будет"), "en": ("to deputies", "silence is taken")}[language]
    said = [word in told(facts, language) for word in words]
    assert said == [effect == "pass_to_deputy", effect == "count_silence"]


@pytest.mark.parametrize("votes", ["", "000", "+tt0-"])
def test_nobody_is_said_to_have_spoken_where_nobody_did(votes: str) -> None:
    text = told(review(votes, vote={"minimum": 5}))
    assert "Ждать голосов больше не от кого" in text
    assert "Высказались" not in text


@pytest.mark.parametrize(("provisional", "language"), list(product((True, False), LANGUAGES)))
def test_provisional_deadline_is_marked(provisional: bool, language: Language) -> None:
    facts = review("...")
    assert facts.deadline is not None
    deadline = facts.deadline.model_copy(update={"provisional": provisional})
    words = {"ru": "Срок предварительный", "en": "The time is provisional"}[language]
    assert (words in told(facts.model_copy(update={"deadline": deadline}), language)) == provisional


MISSING: list[tuple[str, dict[str, Any], str]] = [
    (".", {"kind": "at_least", "count": 2}, "Голосующих осталось меньше, чем требует правило."),
    ("0.", {"kind": "at_least", "count": 2}, "Нужных голосов редакция уже не наберёт; чтобы круг закрылся"),
    ("+.", {"minimum": 3}, "Столько голосов за и против, сколько требует правило, в этом круге уже не набрать."),
    ("+-...", {}, "Хватит ещё 2 голосов за, как бы ни высказались остальные."),
    ("+-..", {}, "Хватит ещё 2 голосов за."),
]


@pytest.mark.parametrize(("votes", "rule", "sentence"), MISSING)
def test_what_is_missing_can_be_had_or_is_told_to_be_out_of_reach(
    votes: str, rule: dict[str, Any], sentence: str
) -> None:
    text = told(review(votes, vote=rule))
    assert sentence in text
    assert "Не хватает" not in text


def test_bodies_tell_what_is_missing_each_and_no_sum() -> None:
    text = told(review("...", vote={"per_body": True}, electors=SEATS))
    assert text.count("хватит ещё") == 2
    assert "Хватит ещё" not in text


ENDS: list[dict[str, Any]] = [
    {"outcome": "count_silence"},
    {"outcome": "close_by_rule"},
    {"outcome": "send_back"},
    {"outcome": "extend", "by": {"working_days": 3}},
    {"tell": ["coordinator"]},
]
STANDS: list[dict[str, Any]] = [{}, {"undecided": True}, {"alarms": ()}]


@pytest.mark.parametrize("rule", [{"kind": "at_least", "count": 2}, {"minimum": 2}])
@pytest.mark.parametrize("step", ENDS)
@pytest.mark.parametrize("fields", STANDS)
def test_coordinator_is_said_to_decide_exactly_where_they_may(
    rule: dict[str, Any], step: dict[str, Any], fields: dict[str, Any]
) -> None:
    rules = policy(vote=rule, **ladder(step))
    for votes in map("".join, chain(*(product("+-0.", repeat=length) for length in range(4)))):
        state = section(rules, Phase.REVIEW, voters=PEOPLE[: len(votes)], votes=given(votes), **fields)
        if count(state.policy.vote, ballot(state)).status != "open":
            continue
        facts = explain(state, [], LATER, CALENDAR)
        assert (facts.waiting_for == "decision") == may_decide(state), votes
        silent = facts.tally.silent_persons if facts.tally else ()
        assert facts.may_vote == (silent if facts.waiting_for == "decision" else ())
        for language in LANGUAGES:
            told(facts, language)


def may_decide(state: SectionState, at: datetime = LATER) -> bool:
    command = DecideRound(in_favour=True, note=NOTE)
    try:
        decide(state, command, Facts(now=at, calendar=CALENDAR, actor_id="coordinator"))
    except Refused:
        return False
    return True


@pytest.mark.parametrize("step", ENDS)
def test_coordinator_may_decide_from_when_it_was_said(step: dict[str, Any]) -> None:
    rules = policy(vote={"kind": "at_least", "count": 2}, **ladder(step))
    state = section(rules, Phase.REVIEW, voters=PEOPLE[:1], votes=given("+"))
    facts = explain(state, [], LATER, CALENDAR)
    assert (facts.waiting_for, may_decide(state)) == ("return", False)
    from_then = left_alone(state)
    said = facts.decides_from is not None
    assert said == (from_then.phase == Phase.REVIEW and may_decide(from_then, facts.expected[-1].at))
