"""What happens around the deadline of the signing of the whole: reminders, the deadline, and the ladder after it."""

from functools import reduce
from typing import Any

from domain.alarms import due
from domain.document.deputies import attend, pass_on
from domain.document.evolve import evolve
from domain.document.facts import Facts
from domain.document.signing import told_by, waiting
from domain.schedule import opening
from schemas.deadline import Alarm
from schemas.document import DocumentState
from schemas.document_events import DocumentEvent, SigningExtended
from schemas.policy import Limit
from schemas.problems import Refused
from schemas.section_commands import Ring
from schemas.section_events import AlarmOvertaken, AlarmRang


def ring(state: DocumentState, command: Ring, facts: Facts) -> list[DocumentEvent]:
    """Act on every alarm that is due; a reminder is overtaken by whatever else is due after it.

    A step that moves the deadline cancels what was planned after it.
    """
    if command.alarm_id not in {alarm.id for alarm in state.alarms}:
        raise Refused("wrong_phase", phase=str(state.phase))
    ringing = due(state.alarms, facts.now)
    events = attend(state, facts.people) if ringing else []
    state = reduce(evolve, events, state)
    for place, alarm in enumerate(ringing, start=1):
        if alarm.what == "reminder" and place < len(ringing):
            events.append(AlarmOvertaken(alarm=alarm, by=ringing[place].id))
            continue
        step = state.policy.sign_off.ladder[alarm.index] if alarm.what == "step" else None
        following: list[DocumentEvent] = [AlarmRang(alarm=alarm, told=told_by(state, alarm))]
        if step is not None and step.outcome == "pass_to_deputy":
            following += pass_on(state, facts.people, waiting(state), by="ladder")
        elif step is not None and step.by is not None:
            moved = replanned(state, step.by, facts, used=alarm.index)
            return [*events, *following, SigningExtended(step=alarm.index, **moved)]
        events += following
        for event in following:
            state = evolve(state, event)
    return events


def replanned(state: DocumentState, limit: Limit, facts: Facts, used: int | None = None) -> dict[str, Any]:
    """The fields of an event that moves the open deadline: `limit` from now, and the ladder without its used steps.

    `used` is a step that is used up by this very event.
    """
    rule = state.policy.sign_off.model_copy(update={"limit": limit})
    fields = opening(rule, facts.now, state.policy.zone, facts.calendar)
    alarms = (alarm for alarm in unused(state, fields["alarms"]) if alarm.what != "step" or alarm.index != used)
    return fields | {"alarms": tuple(alarms)}


def unused(state: DocumentState, alarms: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
    """The alarms without those of steps that act once and have."""
    return tuple(alarm for alarm in alarms if alarm.what != "step" or alarm.index not in state.used_steps)
