"""Who acts for whom while people are away and come back: the same for the seats of a section and for leaders."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from domain import document, section
from domain.section import People
from schemas.document import Candidate, CandidateSection, DocumentPhase, DocumentState
from schemas.document_commands import DelegateSignature, StandInForLeader
from schemas.document_events import CandidateOpened
from schemas.policy import DEFAULT_POLICY
from schemas.problems import Refused
from schemas.section import Head, Note, Phase, SectionState
from schemas.section_commands import Delegate, StandIn
from storage.calendar_ru import russian_calendar

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOTE = Note(id="note", hash="0" * 64)
STANDING = {"anna": ("zoya", "ilya"), "boris": ("zoya",)}
SEATS = ("anna", "boris")


class Signing:
    """The whole before its two leaders."""

    def __init__(self) -> None:
        self.events: list[Any] = []
        listed = (CandidateSection(section_id="s", revision_id="r", text_hash="t"),)
        self.state = DocumentState(
            id="d",
            coordinator_id="coordinator",
            approvers=SEATS,
            signers=SEATS,
            phase=DocumentPhase.SIGNING,
            candidate=Candidate(number=1, sections=listed),
        )

    def take(self, command: Any, people: People) -> None:
        facts = document.Facts(now=NOW, calendar=russian_calendar(), people=people)
        self.fold(document.decide(self.state, command, facts))

    def turn(self, person: str, people: People) -> None:
        self.take(StandInForLeader(person_id=person), people)

    def delegate(self, person: str, deputy: str, people: People) -> None:
        self.take(DelegateSignature(person_id=person, deputy_id=deputy, note=NOTE), people)

    def fold(self, events: Any) -> None:
        self.events += events
        for event in events:
            self.state = document.evolve(self.state, event)


class Review(Signing):
    """A revision before its two reviewers."""

    def __init__(self) -> None:
        self.events = []
        head = Head(revision_id="r", number=1, text_hash="t", authors=("vera",))
        given = {"document_id": "d", "coordinator_id": "coordinator", "head": head, "voters": SEATS}
        self.review = SectionState.model_validate({"id": "s", "phase": Phase.REVIEW, **given})

    def take(self, command: Any, people: People) -> None:
        facts = section.Facts(now=NOW, calendar=russian_calendar(), people=people)
        events = section.decide(self.review, command, facts)
        self.events += events
        for event in events:
            self.review = section.evolve(self.review, event)

    def turn(self, person: str, people: People) -> None:
        self.take(StandIn(person_id=person), people)

    def delegate(self, person: str, deputy: str, people: People) -> None:
        self.take(Delegate(person_id=person, deputy_id=deputy, note=NOTE), people)


def passes(there: Signing) -> dict[str, str]:
    state = there.review if isinstance(there, Review) else there.state
    return {one.person_id: one.deputy_id for one in state.passes}


def lacking(there: Signing) -> list[tuple[str, str]]:
    """Everybody who was said to have nobody, with the reason."""
    said = [event for event in there.events if hasattr(event, "reasons")]
    return [pair for event in said for pair in zip(event.persons, event.reasons, strict=True)]


def away(*absent: str, **known: Any) -> People:
    return People(**{"absent": frozenset(absent), "standing": STANDING, **known})


BOTH = pytest.mark.parametrize("there", [Signing, Review], ids=["the whole", "a section"])
Begin = Callable[[], Signing]

SITUATIONS: list[tuple[str, People, dict[str, str], list[tuple[str, str]]]] = [
    ("the first deputy is there", away("anna"), {"anna": "zoya"}, []),
    ("the first deputy is away too", away("anna", "zoya"), {"anna": "ilya"}, []),
    ("the first deputy's account is closed", away("anna", inactive=frozenset({"zoya"})), {"anna": "ilya"}, []),
    ("the first deputy has a seat", away("anna", standing={"anna": ("boris", "ilya")}), {"anna": "ilya"}, []),
    ("every deputy is away", away("anna", "zoya", "ilya"), {}, [("anna", "deputy_away")]),
    ("nobody was named", away("anna", standing={}), {}, [("anna", "no_deputy")]),
    ("the only deputy has a seat", away("anna", standing={"anna": ("boris",)}), {}, [("anna", "deputy_is_voter")]),
    (
        "the only deputy has left",
        away("anna", standing={"anna": ("zoya",)}, inactive=frozenset({"zoya"})),
        {},
        [("anna", "person_unknown")],
    ),
    ("nobody is away", away(), {}, []),
]


@BOTH
@pytest.mark.parametrize(("situation", "people", "passed", "said"), SITUATIONS, ids=[one[0] for one in SITUATIONS])
def test_duty_passes_to_the_first_deputy_who_is_able_or_it_is_said_why_not(
    there: Begin,
    situation: str,
    people: People,
    passed: dict[str, str],
    said: list[tuple[str, str]],
    count: Callable[..., None],
) -> None:
    count("deputies × situations")
    scene = there()
    scene.turn("anna", people)
    assert (passes(scene), lacking(scene)) == (passed, said)


RELIEVED: list[tuple[str, str, People, dict[str, str], list[tuple[str, str]]]] = [
    ("the deputy leaves, the person is back", "zoya", away("zoya"), {}, []),
    ("the deputy leaves, another is there", "zoya", away("anna", "zoya"), {"anna": "ilya"}, []),
    (
        "the deputy leaves, who has a deputy of their own",
        "zoya",
        away("anna", "zoya", "ilya", standing={**STANDING, "zoya": ("kira",)}),
        {"anna": "zoya"},
        [("anna", "deputy_away")],
    ),
    ("the person is back", "anna", away(), {}, []),
    ("the person stays away", "anna", away("anna"), {"anna": "zoya"}, []),
]


@BOTH
@pytest.mark.parametrize(("situation", "turns", "people", "passed", "said"), RELIEVED, ids=[one[0] for one in RELIEVED])
def test_deputy_who_goes_away_is_relieved_and_who_is_back_has_the_duty_again(
    there: Begin,
    situation: str,
    turns: str,
    people: People,
    passed: dict[str, str],
    said: list[tuple[str, str]],
    count: Callable[..., None],
) -> None:
    count("deputies × situations")
    scene = there()
    scene.turn("anna", away("anna"))
    assert passes(scene) == {"anna": "zoya"}
    scene.turn(turns, people)
    assert (passes(scene), lacking(scene)) == (passed, said)


@BOTH
def test_duty_that_was_handed_over_stays_when_its_person_is_back(there: Begin) -> None:
    scene = there()
    scene.delegate("anna", "zoya", away())
    scene.turn("anna", away())
    assert passes(scene) == {"anna": "zoya"}
    scene.turn("zoya", away("zoya"))
    assert passes(scene) == {}
    assert scene.events[-1].reason == "deputy_away"


@BOTH
@pytest.mark.parametrize(
    ("deputy", "code"), [("zoya", "deputy_away"), ("boris", "deputy_is_voter"), ("kira", "person_unknown")]
)
def test_nobody_hands_a_duty_to_who_cannot_act(there: Begin, deputy: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        there().delegate("anna", deputy, away("zoya", inactive=frozenset({"kira"})))
    assert refused.value.code == code


@pytest.mark.parametrize(("gone", "missed_by"), [((), ()), (("anna",), ("root",)), (SEATS, ("root",))])
def test_candidate_that_cannot_be_signed_names_who_is_told_as_it_opens(
    gone: tuple[str, ...], missed_by: tuple[str, ...]
) -> None:
    standing = (document.SectionStanding("s", Phase.APPROVED, "r", "t"),)
    rules = DEFAULT_POLICY.model_copy(update={"sign": DEFAULT_POLICY.sign.model_copy(update={"needed": 2})})
    state = DocumentState(id="d", approvers=SEATS, policy=rules, phase=DocumentPhase.IN_WORK)
    facts = document.Facts(
        now=NOW,
        calendar=russian_calendar(),
        sections=standing,
        people=People(inactive=frozenset(gone)),
        administrators=("root",),
    )
    opened = next(event for event in document.observe(state, facts) if isinstance(event, CandidateOpened))
    assert opened.missed_by == missed_by
