"""The document's decider held against the plain model over random commands while its sections move."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from domain.document import Facts, SectionStanding, decide, evolve, next_alarm, observe
from schemas.deadline import Alarm
from schemas.document import DocumentState
from schemas.document_events import DOCUMENT_EVENT
from schemas.problems import PROBLEMS, Refused
from schemas.section import Phase
from schemas.section_events import AlarmRang
from storage.calendar_ru import russian_calendar
from tests.model.document_model import DocumentModel
from tests.model.document_sequences import DocumentSequence

EVENT_TYPES = {
    kind["properties"]["type"]["const"]
    for kind in DOCUMENT_EVENT.json_schema()["$defs"].values()
    if "type" in kind.get("properties", {})
}
SEED, SEQUENCES, STEPS = 20241015, 300, 30
BEGIN = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
CALENDAR = russian_calendar()


def initial() -> DocumentState:
    return DocumentState(id="document")


def pending(state: DocumentState) -> list[Alarm]:
    found: list[Alarm] = []
    while (alarm := next_alarm(state)) is not None:
        assert alarm not in found, f"{alarm.id} rings twice"
        found.append(alarm)
        state = evolve(state, AlarmRang(alarm=alarm))
    return found


def outcome(state: DocumentState, command: Any, facts: Facts) -> tuple[tuple[Any, ...], str | None]:
    """The events, or the code of the refusal; asked twice, since a pure function answers the same."""
    before = state.model_dump_json()
    answers = []
    for _ in range(2):
        try:
            answers.append((tuple(decide(state, command, facts)), None))
        except Refused as refusal:
            assert refusal.code in PROBLEMS
            answers.append(((), refusal.code))
    assert answers[0] == answers[1], "the same question was answered in two ways"
    assert state.model_dump_json() == before, "deciding changed the state"
    return answers[0]


class Walk:
    """The decider and the model side by side; the sections are the sequence's."""

    def __init__(self) -> None:
        self.state, self.model = initial(), DocumentModel(CALENDAR)
        self.now, self.sequence = BEGIN, DocumentSequence()
        self.events: list[Any] = []
        self.log: list[str] = []
        self.signed: set[str] = set()
        self.highest = (1, 0, 0)

    def step(self, number: int) -> None:
        rng = Random(number)
        self.now, actor, command = self.sequence.next(rng, self.model, self.now)
        self.log.append(f"{self.now:%d.%m %H:%M} sections " + " ".join(
            f"{s['section_id']}:{s['phase']}:{s['revision_id']}" for s in self.sequence.sections))
        self.take(actor, command)

    def facts(self, actor: str) -> Facts:
        standing = tuple(
            SectionStanding(s["section_id"], Phase(s["phase"]), s["revision_id"], s["text_hash"])
            for s in self.sequence.sections
        )
        return Facts(now=self.now, calendar=CALENDAR, sections=standing, actor_id=actor)

    def take(self, actor: str, command: Any) -> None:
        facts, sections = self.facts(actor), deepcopy(self.sequence.sections)
        seen = tuple(observe(self.state, facts))
        assert seen == tuple(observe(self.state, facts))
        self.fold(seen)
        self.model.observe(sections, self.now)
        self.log.append(f"   observed {[event.type for event in seen]}")
        self.compare()
        assert tuple(observe(self.state, facts)) == (), "what was observed is observed again"
        words = command.model_dump_json(exclude_defaults=True)
        events, code = outcome(self.state, command, facts)
        self.log.append(f"   {actor}: {command.type} {words} -> {code or [event.type for event in events]}")
        expected = self.model.obey(command, actor, sections, self.now)
        if expected is None:
            assert code is None, f"refused with {code}, the model obeys"
        else:
            assert code in expected, f"{code or 'obeyed'}, the model refuses with {sorted(expected)}"
        self.fold(events)
        self.compare()
        self.check_invariants()

    def fold(self, events: tuple[Any, ...]) -> None:
        for event in events:
            assert DOCUMENT_EVENT.validate_json(DOCUMENT_EVENT.dump_json(event)) == event
            before, dumped = self.state, self.state.model_dump_json()
            self.state = evolve(before, event)
            assert before.model_dump_json() == dumped, "evolving changed the state it was given"
            self.note(event, before)
        self.events += events

    def note(self, event: Any, before: DocumentState) -> None:
        """Publication moves the sections; signatures are counted from the events alone."""
        match event.type:
            case "candidate_opened":
                self.signed = set()
                assert event.candidate.sections
                assert sorted(event.signers) == sorted(before.approvers)
            case "document_signed":
                assert before.candidate
                assert event.candidate_hash == before.candidate.hash
                self.signed.add(event.person_id)
            case "document_approved":
                assert before.candidate
                assert event.candidate_hash == before.candidate.hash
                assert len(self.signed) >= (before.policy.sign.needed or len(before.approvers)) >= 1
            case "candidate_voided":
                assert sorted(event.signers) == sorted(before.approvers)
                assert event.sections, "voided, and by no section"
            case "publication_ordered":
                assert event.candidate == before.candidate
            case "edition_published":
                assert before.candidate
                assert event.edition_id == before.edition_id
                assert event.number == before.editions + 1
                published = {one.section_id for one in before.candidate.sections}
                for section in self.sequence.sections:
                    if section["section_id"] in published:
                        section["phase"] = "published"

    def compare(self) -> None:
        state, model = self.state, self.model
        found = pending(state)
        if any(alarm["at"] is None for alarm in model.alarms):  # dates in days are the schedule's own business
            certain = {alarm["id"] for alarm in model.alarms if alarm["what"] != "reminder"}
            assert certain <= {alarm.id for alarm in found} <= {alarm["id"] for alarm in model.alarms}
            model.alarms = [alarm.model_dump() for alarm in found]
        assert (state.phase, state.cycle) == (model.phase, model.cycle)
        assert (state.candidates, state.editions) == (model.candidates, model.editions)
        assert (state.deadline.at if state.deadline else None) == model.deadline
        assert [(alarm.id, alarm.at) for alarm in found] == [(a["id"], a["at"]) for a in model.alarms]
        if model.phase in ("signing", "approved", "publishing"):
            assert state.candidate
            assert [one.model_dump() for one in state.candidate.sections] == model.listed
            assert state.candidate.hash == model.candidate_hash()
            assert state.candidate.number == model.candidates
            assert sorted(state.signatures) == sorted(model.signed)
        if model.phase == "publishing":
            assert state.edition_id == model.ordered

    def check_invariants(self) -> None:
        state = self.state
        assert (state.phase == "signing") == (state.deadline is not None)
        assert state.phase == "signing" or next_alarm(state) is None
        assert all(new >= old for new, old in zip(self.marks(), self.highest, strict=True))
        self.highest = self.marks()
        assert state.ended == (state.phase == "published")

    def marks(self) -> tuple[int, int, int]:
        return self.state.cycle, self.state.candidates, self.state.editions


def run(numbers: list[int]) -> tuple[Walk, str | None]:
    """Walk these steps; what went wrong, if anything, and where."""
    walk = Walk()
    try:
        for number in numbers:
            walk.step(number)
        state = initial()
        for event in walk.events:
            state = evolve(state, event)
        assert walk.state == state, "the fold of the events is not the running state"
    except Exception as wrong:  # whatever it is, it is shown with the shortest way to it
        return walk, f"{type(wrong).__name__}: {wrong}"
    return walk, None


def shortest(numbers: list[int]) -> list[int]:
    """Leave out steps for as long as something still goes wrong."""
    shrunk = True
    while shrunk:
        shrunk = False
        for position in reversed(range(len(numbers))):
            fewer = numbers[:position] + numbers[position + 1 :]
            if run(fewer)[1]:
                numbers, shrunk = fewer, True
    return numbers


def sequences() -> list[list[int]]:
    rng = Random(SEED)
    return [[rng.randrange(2**32) for _ in range(STEPS)] for _ in range(SEQUENCES)]


def test_document_decider_agrees_with_the_plain_model(count: Callable[..., None]) -> None:
    reached = set()
    for numbers in sequences():
        walk, wrong = run(numbers)
        if wrong:
            walk, wrong = run(shortest(numbers))
            pytest.fail("\n".join([f"seed {SEED}", *walk.log, str(wrong)]), pytrace=False)
        reached |= {event.type for event in walk.events}
        count("model sequences: document")
        count("model steps: document", len(numbers))
    assert reached == EVENT_TYPES, f"never happened: {sorted(EVENT_TYPES - reached)}"


def test_evolve_takes_every_event_in_every_state() -> None:
    states, events = {}, {}
    for numbers in sequences()[:100]:
        state = initial()
        for event in run(numbers)[0].events:
            states[state.phase, len(state.signatures)] = state
            events[event.type, len(events) % 3] = event
            state = evolve(state, event)
    for state in states.values():
        for event in events.values():
            assert isinstance(evolve(state, event), DocumentState)
