"""The section's decider and its plain model side by side, compared after every step."""

from datetime import UTC, datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from domain.section import Facts, People, decide, evolve, next_alarm
from schemas.deadline import Alarm
from schemas.section import ENDS, SectionState, Verdict
from schemas.section_commands import Ring, Withdraw
from schemas.section_events import SECTION_EVENT, AlarmOvertaken, AlarmRang, DutyPassed, DutyReturned, GraceGiven
from storage.calendar_ru import russian_calendar
from tests.model import dates_model
from tests.model.section_model import TIMED, SectionModel
from tests.model.section_sequences import COORDINATOR, DEPUTIES, NOTE, PEOPLE, SectionSequence, random_world
from tests.model.walking import compare_alarms, folded, outcome, pending, same_answer

BEGIN = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
CALENDAR = russian_calendar()


def initial() -> SectionState:
    return SectionState(id="section", document_id="document", coordinator_id=COORDINATOR)


def said(command: Any, facts: Facts) -> str:
    told = f" told={sorted(facts.told)} up={facts.up}" if isinstance(command, Ring) else ""
    words = command.model_dump_json(exclude_defaults=True)
    world = {name: value for name, value in vars(facts.people).items() if value}
    return f"{facts.now:%d.%m %H:%M} {facts.actor_id}: {command.type} {words}{told} {world or ''}"


def owed(state: SectionState, step: Alarm) -> set[str]:
    """Whom a step must tell: its roles' people, and of those who are to act only the ones who have not."""
    voted = {vote.person_id for vote in state.votes} if state.phase == "review" else set()
    people = {
        "owner": set(),  # the issue doesn't say who that is
        "coordinator": {state.coordinator_id},
        "editors": set(state.drafters or ()) if state.phase == "drafting" else set(state.editors),
        "reviewers": set(state.voters) - voted if state.phase == "review" else set(state.reviewers),
        "approvers": set(state.signers) - set(state.signatures) if state.phase == "sign_off" else set(state.approvers),
    }
    roles = getattr(state.policy, state.phase).ladder[step.index].tell
    deputies = {one.person_id: one.deputy_id for one in state.passes}
    acting = {"drafting": "editors", "review": "reviewers", "sign_off": "approvers"}[state.phase]
    return {deputies.get(person, person) if role == acting else person for role in roles for person in people[role]}


class Walk:
    """The decider and the model side by side, one step at a time."""

    def __init__(self) -> None:
        self.state, self.model = initial(), SectionModel(CALENDAR)
        self.now = BEGIN
        self.events: list[Any] = []
        self.log: list[str] = []
        self.sequence = SectionSequence()
        self.highest = (1, 0)
        self.agreed: set[str] = set()
        self.signatures: set[str] = set()
        self.signers: set[str] = set()

    @staticmethod
    def pending(state: SectionState) -> list[Alarm]:
        return pending(state, next_alarm, evolve)

    def step(self, number: int) -> None:
        rng = Random(number)
        self.probe(rng, random_world(rng))
        self.now, actor, command = self.sequence.next(rng, self.model, self.now)
        told = frozenset((*PEOPLE, *DEPUTIES)) if rng.random() < 0.7 else frozenset(rng.sample(PEOPLE, 3))
        up = rng.random() < 0.8
        world = random_world(rng)
        facts = Facts(now=self.now, calendar=CALENDAR, actor_id=actor, told=told, up=up, people=world)
        self.take(command, facts)

    def take(self, command: Any, facts: Facts) -> None:
        self.log.append(said(command, facts))
        before, awaited = self.state, self.model.awaited()
        events, code = outcome(decide, before, command, facts)
        expected = self.model.obey(command, facts.actor_id, facts)
        self.log[-1] += f"  -> {code or [event.type for event in events]}"
        same_answer(command, code, expected, self.pending(before), facts.now)
        self.fold(events)
        if isinstance(command, Ring) and code is None:
            self.check_ring(before, events, facts.now)
            self.check_reminders(events, awaited)
        self.compare()
        self.check_invariants()

    def fold(self, events: tuple[Any, ...]) -> None:
        for event in events:
            self.state = folded(evolve, self.state, event, SECTION_EVENT)
            self.note(event)
        self.events += events

    def note(self, event: Any) -> None:
        """Keep from the events alone who agreed and who signed, for the two promises about approval."""
        match event.type:
            case "round_opened":
                self.agreed = set()
                assert event.voters, "a round without voters"
                assert not set(event.barred) & set(event.voters)
            case "verdict_given":
                agrees = event.verdict in (Verdict.AGREE, Verdict.AGREE_WITH_REMARKS)
                (self.agreed.add if agrees else self.agreed.discard)(event.person_id)
            case "verdict_taken_back":
                assert event.person_id in self.model.votes, "who has no voice took one back"
                self.agreed.discard(event.person_id)
            case "silence_counted":
                self.agreed |= set(event.persons)
            case "round_closed":
                assert event.outcome != "in_favour" or self.agreed or event.by == "coordinator", "approved by nobody"
            case "sign_off_opened":
                self.signatures, self.signers = set(), set(event.signers)
            case "recused":
                self.agreed -= {event.person_id}
                self.signers -= {event.person_id}
                self.signatures -= {event.person_id}
                parts = {"editor": self.state.drafters, "reviewer": self.state.voters, "approver": self.state.signers}
                left = parts[event.part] or ()
                assert event.base == len(left)
            case "reassigned" if event.base is not None or event.leaves in self.signers:
                if event.part == "approver":
                    self.signers = self.signers - {event.leaves} | {event.joins}
                assert event.base in (None, len(self.model.seats()))
            case "signed":
                head = self.state.head
                assert head
                assert (event.revision_id, event.text_hash) == (head.revision_id, head.text_hash)
                assert event.person_id in self.signers
                assert head.authors != (event.person_id,)
                self.signatures.add(event.person_id)
            case "approved":
                assert self.state.head
                assert event.revision_id == self.state.head.revision_id
                assert len(self.signatures) >= (self.state.policy.sign.needed or len(self.signers))

    def check_ring(self, state: SectionState, events: tuple[Any, ...], now: datetime) -> None:
        """All that is due is rung or overtaken, once; a reminder is overtaken where a later alarm is due as well."""
        done = {event.alarm.id: event for event in events if isinstance(event, AlarmRang | AlarmOvertaken)}
        due = [alarm for alarm in self.pending(state) if alarm.at <= now]
        ladder = getattr(state.policy, state.phase).ladder
        outcomes = [ladder[alarm.index].outcome if alarm.what == "step" else None for alarm in due]
        ends = [place for place, outcome in enumerate(outcomes) if outcome not in (None, "pass_to_deputy")]
        due = due[: ends[0] + 1] if ends else due  # what was planned after it is cancelled
        assert sorted(done) == sorted(alarm.id for alarm in due)
        told = {person for event in done.values() if isinstance(event, AlarmRang) for person in event.told}
        for alarm in due:
            overtaken = isinstance(done[alarm.id], AlarmOvertaken)
            if not (alarm.what == "step" and overtaken):
                assert overtaken == (alarm.what == "reminder" and alarm is not due[-1]), f"{alarm.id} of {due}"
            if alarm.what == "step" and not any(isinstance(event, DutyPassed | DutyReturned) for event in events):
                assert owed(state, alarm) <= told, "somebody is never told"
        grace = next((event for event in events if isinstance(event, GraceGiven)), None)
        assert (grace is not None) == self.model.graced, f"grace: {grace}, in the model {self.model.graced}"
        if grace:
            self.adopt_grace(state, grace, now)

    def check_reminders(self, events: tuple[Any, ...], awaited: list[str]) -> None:
        """A reminder reaches exactly those who are awaited, the deadline the coordinator as well."""
        for event in events:
            if isinstance(event, DutyPassed):
                before = event.relieves or event.person_id
                awaited = [event.deputy_id if person == before else person for person in awaited]
            if isinstance(event, DutyReturned):
                awaited = [event.person_id if person == event.deputy_id else person for person in awaited]
            if isinstance(event, AlarmRang) and event.alarm.what != "step":
                more = [self.state.coordinator_id] if event.alarm.what == "deadline" else []
                assert sorted(event.told) == sorted({*awaited, *more})

    def adopt_grace(self, before: SectionState, grace: GraceGiven, now: datetime) -> None:
        retried = [alarm for alarm in self.pending(self.state) if alarm.what == "step"]
        ladder = self.state.policy.review.ladder
        assert len(retried) == 1, retried
        outcomes = ("count_silence",) if grace.reason != "below_minimum" else ("count_silence", "close_by_rule")
        assert ladder[retried[0].index].outcome in outcomes
        assert (grace.reason == "below_minimum") == self.model.undecided
        assert all(alarm.at > now for alarm in retried)
        today = now.astimezone(ZoneInfo(dates_model.ZONE)).date()
        working_day = dates_model.end_of(dates_model.nth_working_day(today, 1, CALENDAR))
        assert before.deadline
        if before.deadline.rule.duration is not None:  # a trial's grace is counted as its rule: the issue is silent
            working_day = now
        assert grace.deadline.at > now
        assert grace.deadline.at >= working_day, "the round is open for less than one working day more"
        self.model.deadline = grace.deadline.at
        self.model.alarms = [alarm.model_dump() for alarm in self.pending(self.state)]

    def compare(self) -> None:
        state, model = self.state, self.model
        assert (state.phase, state.cycle, state.round) == (model.phase, model.cycle, model.round)
        assert (state.deadline.at if state.deadline else None) == model.deadline
        compare_alarms(model, self.pending(state), getattr(state.policy, state.phase, None))
        people = {"editor": state.editors, "reviewer": state.reviewers, "approver": state.approvers}
        assert {part: sorted(who) for part, who in people.items()} == {p: sorted(w) for p, w in model.people.items()}
        head = model.head or {}
        assert (state.head.revision_id if state.head else None) == head.get("id")
        assert (state.head.number if state.head else None) == head.get("number")
        if model.coordinator:
            assert state.coordinator_id == model.coordinator
        if model.policy is not None:
            assert (state.policy, state.next_policy) == (model.policy, model.next_policy)
        if model.phase in TIMED:
            assert {one.person_id: one.deputy_id for one in state.passes} == model.deputy
        if model.phase == "drafting":
            assert list(state.drafters or ()) == model.drafters
        if model.phase == "review":
            assert state.undecided == model.undecided
            assert sorted(state.voters) == sorted(model.votes)
            cast = {person: verdict for person, verdict in model.votes.items() if verdict}
            assert {vote.person_id: str(vote.verdict) for vote in state.votes} == cast
        if model.phase == "sign_off":
            assert list(state.signers) == list(model.signed)
            assert sorted(state.signatures) == sorted(p for p, done in model.signed.items() if done)

    def check_invariants(self) -> None:
        state = self.state
        assert (state.phase in TIMED) == (state.deadline is not None)
        assert state.phase in TIMED or next_alarm(state) is None
        assert (state.cycle, state.round) >= self.highest
        self.highest = (state.cycle, state.round)
        assert state.ended == (state.phase in ENDS)
        facts = Facts(now=self.now, calendar=CALENDAR, actor_id=COORDINATOR)
        if not state.ended:
            events, code = outcome(decide, state, Withdraw(note=NOTE), facts)
            assert code is None, f"no way to an end: {code}"
            assert [event.type for event in events] == ["withdrawn"]

    def probe(self, rng: Random, world: People) -> None:
        """Ask without doing: any command by anybody is refused exactly where the model would refuse it."""
        actor, command = self.sequence.anything(rng, self.model, self.now)
        facts = Facts(now=self.now, calendar=CALENDAR, actor_id=actor, people=world)
        _, code = outcome(decide, self.state, command, facts)
        expected = self.model.refusals(command, actor, self.now, world)
        self.log.append(f"asked only: {said(command, facts)}  -> {code}")
        same_answer(command, code, expected, self.pending(self.state), self.now)
        self.log.pop()

    def finish(self) -> None:
        state = initial()
        for event in self.events:
            state = evolve(state, event)
        assert self.state == state, "the fold of the events is not the running state"
