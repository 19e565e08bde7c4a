"""The section's decider held against the plain model over random commands, and what must hold of both."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from domain.section import Facts, decide, evolve, next_alarm
from schemas.deadline import Alarm
from schemas.problems import PROBLEMS, Refused
from schemas.policy import DEFAULT_POLICY, Limit, Policy, SignRule
from schemas.section import ENDS, Part, SectionState, Verdict
from schemas.section_commands import GiveVerdict, Launch, Publish, Reassign, Ring, Sign, SubmitRevision, Withdraw
from schemas.section_events import SECTION_EVENT, AlarmOvertaken, AlarmRang, GraceGiven
from storage.calendar_ru import russian_calendar
from tests.model import dates_model
from tests.model.section_model import TIMED, SectionModel
from tests.model.section_sequences import COORDINATOR, NOTE, PEOPLE, SYSTEM, SectionSequence, random_launch

EVENT_TYPES = {kind["properties"]["type"]["const"] for kind in SECTION_EVENT.json_schema()["$defs"].values()
               if "type" in kind.get("properties", {})}
SEED, SEQUENCES, STEPS = 20241015, 300, 30
BEGIN = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
CALENDAR = russian_calendar()


def initial() -> SectionState:
    return SectionState(id="section", document_id="document", coordinator_id=COORDINATOR)


def pending(state: SectionState) -> list[Alarm]:
    """The alarms that will ring if nothing else happens, found from outside by ringing them one by one."""
    found: list[Alarm] = []
    while (alarm := next_alarm(state)) is not None:
        assert alarm not in found, f"{alarm.id} rings twice"
        found.append(alarm)
        state = evolve(state, AlarmRang(alarm=alarm))
    return found


def outcome(state: SectionState, command: Any, facts: Facts) -> tuple[tuple[Any, ...], str | None]:
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


def said(command: Any, facts: Facts) -> str:
    told = f" told={sorted(facts.told)} up={facts.up}" if isinstance(command, Ring) else ""
    words = command.model_dump_json(exclude_defaults=True)
    return f"{facts.now:%d.%m %H:%M} {facts.actor_id}: {command.type} {words}{told}"


def owed(state: SectionState, step: Alarm) -> set[str]:
    """Whom a step must tell: its roles' people, and of those who are to act only the ones who have not."""
    voted = {vote.person_id for vote in state.votes} if state.phase == "review" else set()
    people = {
        "owner": set(),  # the issue doesn't say who that is
        "coordinator": {state.coordinator_id},
        "editors": set(state.editors),
        "reviewers": set(state.voters) - voted if state.phase == "review" else set(state.reviewers),
        "approvers": set(state.signers) - set(state.signatures) if state.phase == "sign_off" else set(state.approvers),
    }
    roles = getattr(state.policy, state.phase).ladder[step.index].tell
    return {person for role in roles for person in people[role]}


class Walk:
    """The decider and the model side by side, one step at a time."""

    def __init__(self) -> None:
        self.state, self.model = initial(), SectionModel(CALENDAR)
        self.now, self.events, self.log = BEGIN, [], []
        self.sequence = SectionSequence()
        self.highest = (1, 0)
        self.agreed: set[str] = set()
        self.signatures: set[str] = set()
        self.signers: set[str] = set()

    def step(self, number: int) -> None:
        rng = Random(number)
        self.probe(rng)
        self.now, actor, command = self.sequence.next(rng, self.model, self.now)
        told = frozenset(PEOPLE) if rng.random() < 0.7 else frozenset(rng.sample(PEOPLE, 3))
        facts = Facts(now=self.now, calendar=CALENDAR, actor_id=actor, told=told, up=rng.random() < 0.8)
        self.take(command, facts)

    def take(self, command: Any, facts: Facts) -> None:
        self.log.append(said(command, facts))
        events, code = outcome(self.state, command, facts)
        before = self.state
        expected = self.model.obey(command, facts.actor_id, facts.now, facts.told, facts.up)
        self.log[-1] += f"  -> {code or [event.type for event in events]}"
        if expected is None:
            assert code is None, f"refused with {code}, the model obeys"
        else:
            assert code in expected, f"{code or 'obeyed'}, the model refuses with {sorted(expected)}"
        self.fold(events)
        if isinstance(command, Ring) and code is None:
            self.check_ring(before, events, facts.now)
        self.compare(facts.now)
        self.check_invariants()

    def fold(self, events: tuple[Any, ...]) -> None:
        for event in events:
            assert SECTION_EVENT.validate_json(SECTION_EVENT.dump_json(event)) == event
            before, dumped = self.state, self.state.model_dump_json()
            self.state = evolve(before, event)
            assert before.model_dump_json() == dumped, "evolving changed the state it was given"
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
            case "silence_counted":
                self.agreed |= set(event.persons)
            case "round_closed":
                assert event.outcome != "in_favour" or self.agreed, "approved by nobody"
            case "sign_off_opened":
                self.signatures, self.signers = set(), set(event.signers)
                assert event.signers, "nobody may sign"
            case "reassigned" if event.leaves in self.signers and event.part == "approver":
                self.signers = self.signers - {event.leaves} | {event.joins}
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
        due = [alarm for alarm in pending(state) if alarm.at <= now]
        assert sorted(done) == sorted(alarm.id for alarm in due)
        told = {person for event in done.values() if isinstance(event, AlarmRang) for person in event.told}
        for alarm in due:
            overtaken = isinstance(done[alarm.id], AlarmOvertaken)
            if not (alarm.what == "step" and overtaken):
                assert overtaken == (alarm.what == "reminder" and alarm is not due[-1]), f"{alarm.id} of {due}"
            if alarm.what == "step":
                assert owed(state, alarm) <= told, "somebody is never told"
        grace = next((event for event in events if isinstance(event, GraceGiven)), None)
        assert (grace is not None) == self.model.graced, f"grace: {grace}, in the model {self.model.graced}"
        if grace:
            self.adopt_grace(state, grace, now)

    def adopt_grace(self, before: SectionState, grace: GraceGiven, now: datetime) -> None:
        retried = [alarm for alarm in pending(self.state) if alarm.what == "step"]
        ladder = self.state.policy.review.ladder
        assert [ladder[alarm.index].outcome for alarm in retried] == ["count_silence"], retried
        assert all(alarm.at > now for alarm in retried)
        today = now.astimezone(dates_model.ZoneInfo(dates_model.ZONE)).date()
        working_day = dates_model.end_of(dates_model.nth_working_day(today, 1, CALENDAR))
        # Trials count in durations and get a grace in durations, which the issue leaves open.
        in_durations = before.deadline is not None and before.deadline.rule.duration is not None
        assert grace.deadline.at > now if in_durations else grace.deadline.at >= working_day, "the round is open for less than one working day more"
        self.model.deadline = grace.deadline.at
        self.model.alarms = [alarm.model_dump() for alarm in pending(self.state)]

    def compare(self, now: datetime) -> None:
        state, model = self.state, self.model
        found = pending(state)
        if any(alarm["at"] is None for alarm in model.alarms):  # dates in days are the schedule's own business
            certain = {alarm["id"] for alarm in model.alarms if alarm["what"] != "reminder"}
            assert certain <= {alarm.id for alarm in found} <= {alarm["id"] for alarm in model.alarms}
            planned = len(getattr(state.policy, state.phase).reminders)
            reminders = [alarm.index for alarm in found if alarm.what == "reminder"]
            assert planned not in reminders or reminders == [planned], "a reminder more than the rule names"
            assert all(now < alarm.at for alarm in found)
            model.alarms = [alarm.model_dump() for alarm in found]
        assert (state.phase, state.cycle, state.round) == (model.phase, model.cycle, model.round)
        assert (state.deadline.at if state.deadline else None) == model.deadline
        assert [(alarm.id, alarm.at) for alarm in found] == [(a["id"], a["at"]) for a in model.alarms]
        people = {"editor": state.editors, "reviewer": state.reviewers, "approver": state.approvers}
        assert {part: sorted(who) for part, who in people.items()} == {p: sorted(w) for p, w in model.people.items()}
        head = model.head or {}
        assert (state.head.revision_id if state.head else None) == head.get("id")
        assert (state.head.number if state.head else None) == head.get("number")
        if model.phase == "review":
            assert sorted(state.voters) == sorted(model.votes)
            cast = {person: verdict for person, verdict in model.votes.items() if verdict}
            assert {vote.person_id: str(vote.verdict) for vote in state.votes} == cast
        if model.phase == "sign_off":
            assert sorted(state.signers) == sorted(model.signed)
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
            events, code = outcome(state, Withdraw(note=NOTE), facts)
            assert code is None, f"no way to an end: {code}"
            assert [event.type for event in events] == ["withdrawn"]

    def probe(self, rng: Random) -> None:
        """Ask without doing: any command by anybody is refused exactly where the model would refuse it."""
        for _ in range(2):
            actor, command = self.sequence.anything(rng, self.model, self.now)
            facts = Facts(now=self.now, calendar=CALENDAR, actor_id=actor)
            _, code = outcome(self.state, command, facts)
            expected = self.model.refusals(command, actor, self.now)
            self.log.append(f"asked only: {said(command, facts)}  -> {code}")
            assert code in (expected or {None}), f"{code}, the model: {sorted(expected)}"
            self.log.pop()


def run(numbers: list[int]) -> tuple[Walk, str | None]:
    """Walk these steps; what went wrong, if anything, and where."""
    walk = Walk()
    try:
        for number in numbers:
            walk.step(number)
        assert walk.state == fold_of(walk.events), "the fold of the events is not the running state"
    except Exception as wrong:  # whatever it is, it is shown with the shortest way to it
        return walk, f"{type(wrong).__name__}: {wrong}"
    return walk, None


def fold_of(events: list[Any]) -> SectionState:
    state = initial()
    for event in events:
        state = evolve(state, event)
    return state


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


def test_section_decider_agrees_with_the_plain_model(count: Callable[..., None]) -> None:
    reached = set()
    for numbers in sequences():
        walk, wrong = run(numbers)
        if wrong:
            walk, wrong = run(shortest(numbers))
            pytest.fail("\n".join([f"seed {SEED}", *walk.log, str(wrong)]), pytrace=False)
        lead_to_publication(walk)
        reached |= {event.type for event in walk.events}
        count("model sequences: section")
        count("model steps: section", len(numbers))
    assert reached == EVENT_TYPES, f"never happened: {sorted(EVENT_TYPES - reached)}"


def lead_to_publication(walk: Walk) -> None:
    """From wherever a walk stands there is a way to publication, if everybody does what they may."""
    if walk.model.phase == "withdrawn":
        return
    for _ in range(20):
        model, head = walk.model, walk.model.head or {}
        if model.phase == "published":
            return
        if model.phase == "planned":
            actor, command = SYSTEM, random_launch(Random(SEED))
        elif model.phase == "drafting":
            actor, command = model.people["editor"][0], walk.sequence.submission(model, ("anna", "boris"))
        elif model.phase == "review":
            actor = next(person for person, verdict in model.votes.items() if verdict != "agree")
            command = GiveVerdict(revision_id=head["id"], verdict=Verdict.AGREE)
        elif model.phase == "sign_off":
            actor, command = model.unsigned()[0], Sign(revision_id=head["id"], text_hash=head["text_hash"])
        else:
            actor, command = SYSTEM, Publish(edition_id="edition", revision_id=head["id"])
        walk.take(command, Facts(now=walk.now, calendar=CALENDAR, actor_id=actor))
    pytest.fail("\n".join([*walk.log, "no way to publication"]), pytrace=False)


def test_evolve_takes_every_event_in_every_state() -> None:
    states, events = {}, {}
    for numbers in sequences()[:60]:
        walk = run(numbers)[0]
        state = initial()
        for event in walk.events:
            states[state.phase, len(state.votes), len(state.signatures)] = state
            events[event.type, len(events) % 3] = event
            state = evolve(state, event)
    for state in states.values():
        for event in events.values():
            assert isinstance(evolve(state, event), SectionState)


def launched(policy: Policy, approvers: tuple[str, ...] = ("vera",)) -> SectionState:
    """In drafting with one editor, anna, and two reviewers, boris and gleb."""
    launch = Launch(
        policy=policy, coordinator_id=COORDINATOR, editors=("anna",), reviewers=("boris", "gleb"), approvers=approvers
    )
    return obeyed(initial(), launch, SYSTEM)


def obeyed(state: SectionState, command: Any, actor: str, now: datetime = BEGIN) -> SectionState:
    for event in decide(state, command, Facts(now=now, calendar=CALENDAR, actor_id=actor)):
        state = evolve(state, event)
    return state


FIRST = SubmitRevision(revision_id="r1", text_hash="text", authors=("anna",))


@pytest.mark.parametrize(("approvers", "needed"), [(("vera",), None), (("vera", "dina"), 2)])
def test_sign_off_opens_with_enough_signers_whoever_was_reassigned(
    approvers: tuple[str, ...], needed: int | None
) -> None:
    """M3: who wrote the text alone can't take the seat of a signer whom the rule can't do without."""
    state = launched(DEFAULT_POLICY.model_copy(update={"sign": SignRule(needed=needed)}), approvers)
    state = obeyed(state, FIRST, "anna")
    swap = Reassign(part=Part.APPROVER, leaves="vera", joins="anna", note=NOTE)
    try:
        state = obeyed(state, swap, COORDINATOR)
    except Refused as refusal:
        assert refusal.code in ("wrote_it_alone", "nobody_to_judge", "policy_unreachable")
        return
    for person in ("boris", "gleb"):
        state = obeyed(state, GiveVerdict(revision_id="r1", verdict=Verdict.AGREE), person)
    assert len(state.signers) >= (needed or 1)


def test_review_leaves_time_when_its_exact_instant_has_passed() -> None:
    """M12: a deadline in the past is refused or moved; a round never opens with its ladder already over."""
    review = DEFAULT_POLICY.review.model_copy(update={"limit": Limit(at=BEGIN + timedelta(days=3))})
    state = launched(DEFAULT_POLICY.model_copy(update={"review": review}))
    now = BEGIN + timedelta(days=40)
    try:
        state = obeyed(state, FIRST, "anna", now)
    except Refused as refusal:
        assert refusal.code == "deadline_in_past"
        return
    assert state.deadline
    assert state.deadline.at > now
