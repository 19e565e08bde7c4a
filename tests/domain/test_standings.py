"""What an explanation says is so: whoever left, whose turn it is since when, what a step comes to."""

from datetime import timedelta
from itertools import product
from typing import Any, get_args

import pytest

from domain.explanation import explain, sentences
from schemas.explanation import Explanation
from schemas.language import LANGUAGES, Language
from schemas.section import Part, Pass, Phase
from schemas.section_events import Approved, Published, Recused, Withdrawn
from tests.domain.standings import (
    DEFAULT_POLICY,
    HASH,
    LATER,
    NAMES,
    NOTE,
    OPENED,
    ladder,
    launched,
    review,
    section,
    sign_off,
)

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


@pytest.mark.parametrize("phase", set(Phase) - {Phase.PLANNED})
@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_left_is_told_of_in_the_phase_they_left_and_nowhere_else(
    phase: Phase, reason: str, language: Language
) -> None:
    events = (launched(), recused("boris", reason), *AFTER.get(phase, ()))
    facts = explain(section(DEFAULT_POLICY, phase), [(OPENED, event) for event in events], LATER)
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
