"""What a command does to what somebody owes by a date."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from domain import policy as rules
from domain.alarms import due
from domain.extension import counted_anew, longer
from domain.obligation.evolve import evolve
from domain.obligation.people import attend, hand_over, leave, passing_on
from domain.schedule import alarms, end_of_day
from domain.schedule import due as due_by
from domain.section.facts import People
from schemas.calendar import Calendar
from schemas.deadline import Alarm
from schemas.obligation import (
    CancelObligation,
    ExtendObligation,
    Fulfil,
    ObligationCancelled,
    ObligationCommand,
    ObligationDated,
    ObligationEvent,
    ObligationExtended,
    ObligationFulfilled,
    ObligationPhase,
    ObligationState,
    ObligationUndated,
    Oblige,
    Obliged,
    Terms,
)
from schemas.policy import Limit, PhaseRule, Step
from schemas.problems import Refused
from schemas.section_commands import Recount, Ring
from schemas.section_events import AlarmOvertaken, AlarmRang, DeadlineRecounted

ALLOWED: dict[str, tuple[ObligationPhase, ...]] = {
    "oblige": tuple(ObligationPhase),
    "fulfil": (ObligationPhase.OPEN,),
    "extend_obligation": (ObligationPhase.OPEN,),
    "cancel_obligation": (ObligationPhase.OPEN,),
    "hand_obligation_over": (ObligationPhase.OPEN,),
    "leave_obligation": (ObligationPhase.OPEN,),
    "stand_in_for_owing": (ObligationPhase.OPEN,),
    "recount": (ObligationPhase.OPEN,),
    "ring": (ObligationPhase.OPEN,),
}
"""In which phases an obligation takes each command; in any other it is refused."""


@dataclass(frozen=True)
class Facts:
    """The world as one transaction sees it; `people` are those who owe it, where its ladder passes it to deputies."""

    now: datetime
    calendar: Calendar
    actor_id: str = ""
    people: People = field(default_factory=People)


def decide(state: ObligationState, command: ObligationCommand, facts: Facts) -> tuple[ObligationEvent, ...]:
    """The events that `command` makes. Raises Refused with the reason it cannot be carried out."""
    if state.phase not in ALLOWED[command.type]:
        raise Refused("wrong_phase", phase=str(state.phase))
    return tuple(_DECISIONS[command.type](state, command, facts))


def check_rule(rule: PhaseRule) -> None:
    """Refuse a ladder with outcomes that end a review: ladder_outcome_misplaced."""
    for number, step in enumerate(rule.ladder, start=1):
        if step.outcome not in (None, "pass_to_deputy", "extend"):
            why = "ends_another_phase"
            raise Refused("ladder_outcome_misplaced", phase="plan", step=number, outcome=step.outcome, why=why)


def _oblige(state: ObligationState, command: Oblige, facts: Facts) -> Iterator[ObligationEvent]:
    """New terms, and who is away as they come is stood in for."""
    events = tuple(_on_terms(state, command, facts))
    yield from events
    if any(isinstance(event, Obliged) and event.news for event in events):
        yield from attend(reduce(evolve, events, state), facts.people)


def _on_terms(state: ObligationState, command: Oblige, facts: Facts) -> Iterator[ObligationEvent]:
    """The same terms change nothing, so an extension outlives a plan that is approved again unchanged."""
    before, terms = state.terms, command.terms
    if state.phase == ObligationPhase.FULFILLED or (state.phase == ObligationPhase.OPEN and before == terms):
        return
    runs_on = state.phase == ObligationPhase.OPEN and before is not None
    same = runs_on and before == terms.model_copy(update={"bound_by": before.bound_by if before else ""})
    yield Obliged(terms=terms, news=not same)
    same_dates = before is not None and (before.day, before.rule, before.zone) == (terms.day, terms.rule, terms.zone)
    if state.phase == ObligationPhase.OPEN and same_dates:
        return
    if terms.day is not None:
        yield _dated(terms, facts)
    elif state.deadline is not None:
        yield ObligationUndated()


def _dated(terms: Terms, facts: Facts) -> ObligationDated:
    """The deadline as the plan has it, also where it is past: that it is late is what people are told."""
    assert terms.day is not None
    limit = Limit(at=end_of_day(terms.day, terms.zone))
    deadline = due_by(limit, facts.now, terms.zone, facts.calendar)
    planned = alarms(terms.rule, deadline, facts.now, facts.calendar)
    return ObligationDated(opened_at=facts.now, deadline=deadline, alarms=planned)


def _fulfil(_state: ObligationState, command: Fulfil, facts: Facts) -> Iterator[ObligationEvent]:
    yield ObligationFulfilled(person_id=facts.actor_id, note=command.note)


def _extend(state: ObligationState, command: ExtendObligation, facts: Facts) -> Iterator[ObligationEvent]:
    rules.check_limit(command.limit, facts.now)
    phase = longer(state, command.limit, facts.now, facts.calendar, extended=state.extended)
    if state.deadline is not None and phase["deadline"].at <= state.deadline.at:
        raise Refused("deadline_not_later", deadline=state.deadline.at.isoformat())
    yield ObligationExtended(note=command.note, **phase)


def _recount(state: ObligationState, command: Recount, facts: Facts) -> Iterator[ObligationEvent]:
    yield DeadlineRecounted(note=command.note, **counted_anew(state, facts.now, facts.calendar))


def _cancel(_state: ObligationState, command: CancelObligation, _facts: Facts) -> Iterator[ObligationEvent]:
    yield ObligationCancelled(by="coordinator" if command.note else "plan", note=command.note)


def _ring(state: ObligationState, command: Ring, facts: Facts) -> Iterator[ObligationEvent]:
    """Act on every alarm that is due; a reminder is overtaken by whatever comes after it, a step that only tells by
    a later one that tells the same people. A step that extends ends what is due: everything is planned anew. Who is
    away by now is stood in for first."""
    if command.alarm_id not in {alarm.id for alarm in state.alarms}:
        raise Refused("wrong_phase", phase=str(state.phase))
    waiting = due(state.alarms, facts.now)
    relieved = tuple(attend(state, facts.people)) if waiting else ()
    yield from relieved
    state = reduce(evolve, relieved, state)
    while waiting:
        alarm, *waiting = waiting
        events = tuple(_acted(state, alarm, waiting, facts))
        yield from events
        state = reduce(evolve, events, state)
        if isinstance(events[-1], ObligationExtended):
            return


def _acted(state: ObligationState, alarm: Alarm, later: list[Alarm], facts: Facts) -> Iterator[ObligationEvent]:
    overtaker = _overtaker(state, alarm, later)
    if overtaker is not None:
        yield AlarmOvertaken(alarm=alarm, by=overtaker.id)
        return
    yield AlarmRang(alarm=alarm, told=_told(state, alarm))
    step = _step(state, alarm)
    if step is None:
        return
    if step.outcome == "pass_to_deputy":
        yield from passing_on(state, facts.people)
    elif step.outcome == "extend" and step.by is not None and not state.extended:
        moved = longer(state, step.by, facts.now, facts.calendar, extended=True)
        yield ObligationExtended(by="ladder", **moved)


def _overtaker(state: ObligationState, alarm: Alarm, later: list[Alarm]) -> Alarm | None:
    step = _step(state, alarm)
    if step is None:
        return later[0] if alarm.what == "reminder" and later else None
    if step.outcome is not None:
        return None
    told = set(_told(state, alarm))
    return next((one for one in later if one.what == "step" and told <= set(_told(state, one))), None)


def _step(state: ObligationState, alarm: Alarm) -> Step | None:
    return _terms(state).rule.ladder[alarm.index] if alarm.what == "step" else None


def _told(state: ObligationState, alarm: Alarm) -> tuple[str, ...]:
    """A reminder tells those who owe it, the deadline them and the coordinator, a step whom it names."""
    terms, step = _terms(state), _step(state, alarm)
    if step is None:
        coordinator = (terms.coordinator_id,) if alarm.what == "deadline" else ()
        return tuple(dict.fromkeys((*state.owed_by, *coordinator)))
    roles = {"coordinator": (terms.coordinator_id,), "approvers": terms.leaders}
    return tuple(dict.fromkeys(person for role in step.tell for person in roles.get(role, state.owed_by)))


def _terms(state: ObligationState) -> Terms:
    assert state.terms is not None
    return state.terms


_DECISIONS: dict[str, Callable[[ObligationState, Any, Facts], Iterator[ObligationEvent]]] = {
    "oblige": _oblige,
    "fulfil": _fulfil,
    "extend_obligation": _extend,
    "cancel_obligation": _cancel,
    "hand_obligation_over": lambda state, command, _facts: hand_over(state, command),
    "leave_obligation": lambda state, command, _facts: leave(state, command),
    "stand_in_for_owing": lambda state, _command, facts: attend(state, facts.people),
    "recount": _recount,
    "ring": _ring,
}
