"""The document's decider and its plain model side by side, compared after every step."""

from copy import deepcopy
from datetime import UTC, datetime
from random import Random
from typing import Any

from domain.document import Facts, SectionStanding, decide, evolve, next_alarm, observe
from domain.section import People
from schemas.deadline import Alarm
from schemas.document import DocumentState
from schemas.document_events import DOCUMENT_EVENT
from schemas.section import Phase
from storage.calendar_ru import russian_calendar
from tests.model.document_model import DocumentModel
from tests.model.document_sequences import DocumentSequence
from tests.model.section_sequences import random_world
from tests.model.walking import compare_alarms, folded, outcome, pending, same_answer

BEGIN = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
CALENDAR = russian_calendar()


def initial() -> DocumentState:
    return DocumentState(id="document")


class Walk:
    """The decider and the model side by side; the sections are the sequence's."""

    def __init__(self) -> None:
        self.state, self.model = initial(), DocumentModel(CALENDAR)
        self.now, self.sequence = BEGIN, DocumentSequence()
        self.events: list[Any] = []
        self.log: list[str] = []
        self.signed: set[str] = set()
        self.signers: set[str] = set()
        self.owing: dict[tuple[str, int], set[str]] = {}  # whom each alarm was to tell before the command
        self.highest = (1, 0, 0)

    @staticmethod
    def pending(state: DocumentState) -> list[Alarm]:
        return pending(state, next_alarm, evolve)

    def step(self, number: int) -> None:
        rng = Random(number)
        self.now, actor, command = self.sequence.next(rng, self.model, self.now)
        self.log.append(
            f"{self.now:%d.%m %H:%M} sections "
            + " ".join(f"{s['section_id']}:{s['phase']}:{s['revision_id']}" for s in self.sequence.sections)
        )
        self.take(actor, command, random_world(rng))

    def facts(self, actor: str, world: People | None = None) -> Facts:
        standing = tuple(
            SectionStanding(s["section_id"], Phase(s["phase"]), s["revision_id"], s["text_hash"])
            for s in self.sequence.sections
        )
        return Facts(now=self.now, calendar=CALENDAR, sections=standing, actor_id=actor, people=world or People())

    def take(self, actor: str, command: Any, world: People) -> None:
        facts, sections = self.facts(actor, world), deepcopy(self.sequence.sections)
        for _ in range(3):
            seen = tuple(observe(self.state, facts))
            assert seen == tuple(observe(self.state, facts))
            self.fold(seen)
            self.log.append(f"   observed {[event.type for event in seen]}")
            if not seen:
                break
        assert not seen, "observed again and again"
        self.model.observe(sections, self.now, world)
        self.compare()
        words = command.model_dump_json(exclude_defaults=True)
        before = self.pending(self.state)
        events, code = outcome(decide, self.state, command, facts)
        self.log.append(f"   {actor}: {command.type} {words} -> {code or [event.type for event in events]}")
        alarms = [(alarm["what"], alarm["index"]) for alarm in self.model.alarms]
        self.owing = {alarm: self.model.told(*alarm) for alarm in alarms}
        expected = self.model.obey(command, actor, sections, facts)
        same_answer(command, code, expected, before, self.now)
        self.fold(events)
        self.compare()
        self.check_invariants()

    def fold(self, events: tuple[Any, ...]) -> None:
        for event in events:
            before, self.state = self.state, folded(evolve, self.state, event, DOCUMENT_EVENT)
            self.note(event, before)
        self.events += events

    def note(self, event: Any, before: DocumentState) -> None:
        """Publication moves the sections; signatures are counted from the events alone."""
        match event.type:
            case "candidate_opened":
                self.signed = set()
                assert event.candidate.sections
                assert set(event.signers) <= set(before.approvers)
                self.signers = set(event.signers)
            case "leader_left":
                self.signed.discard(event.person_id)
                self.signers.discard(event.person_id)
                assert event.base == len(self.signers)
            case "document_reassigned" if event.part == "leader":
                self.signers = self.signers - {event.leaves} | {event.joins}
            case "document_signed":
                assert before.candidate
                assert event.candidate_hash == before.candidate.hash
                self.signed.add(event.person_id)
            case "document_approved":
                assert before.candidate
                assert event.candidate_hash == before.candidate.hash
                assert len(self.signed) >= (before.policy.sign.needed or len(self.signers)) >= 1
            case "candidate_voided":
                assert event.sections, "voided, and by no section"
            case "alarm_rang":
                assert len(event.told) == len(set(event.told))
                assert set(event.told) == self.owing[event.alarm.what, event.alarm.index]
            case "signing_passed":
                self.acts_for(event.relieves or event.person_id, event.deputy_id)
            case "signing_returned":
                self.acts_for(event.deputy_id, event.person_id)
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

    def acts_for(self, before: str, now: str) -> None:
        """Alarms tell whoever acts by now."""
        for alarm, told in self.owing.items():
            self.owing[alarm] = {now if person == before else person for person in told}

    def compare(self) -> None:
        state, model = self.state, self.model
        assert (state.phase, state.cycle) == (model.phase, model.cycle)
        assert (state.candidates, state.editions) == (model.candidates, model.editions)
        assert (state.deadline.at if state.deadline else None) == model.deadline
        compare_alarms(model, self.pending(state), state.policy.sign_off)
        if model.phase != "setup":
            assert (state.policy, state.next_policy) == (model.policy, model.next_policy)
        if model.phase in ("signing", "approved", "publishing"):
            assert state.candidate
            assert [one.model_dump() for one in state.candidate.sections] == model.listed
            assert state.candidate.hash == model.candidate_hash()
            assert state.candidate.number == model.candidates
            assert sorted(state.signatures) == sorted(model.signed)
        if model.phase == "signing":
            assert list(state.signers or ()) == model.signers
            assert {one.person_id: one.deputy_id for one in state.passes} == model.deputy
        if model.phase != "setup":
            assert (state.coordinator_id, list(state.approvers)) == (model.coordinator, model.approvers)
        if model.phase == "publishing":
            assert state.edition_id == model.ordered

    def check_invariants(self) -> None:
        state = self.state
        assert (state.phase == "signing") == (state.deadline is not None)
        assert state.phase == "signing" or next_alarm(state) is None
        assert all(new >= old for new, old in zip(self.marks(), self.highest, strict=True))
        self.highest = self.marks()
        assert state.ended == (state.phase in ("published", "withdrawn"))

    def marks(self) -> tuple[int, int, int]:
        return self.state.cycle, self.state.candidates, self.state.editions

    def finish(self) -> None:
        state = initial()
        for event in self.events:
            state = evolve(state, event)
        assert self.state == state, "the fold of the events is not the running state"
