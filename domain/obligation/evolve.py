"""How each event changes an obligation's state; total, and never refuses."""

from typing import Any

from domain.alarms import CLOSED, nearest, opened, without
from schemas.deadline import Alarm
from schemas.obligation import (
    ObligationCancelled,
    ObligationDated,
    ObligationEvent,
    ObligationExtended,
    ObligationFulfilled,
    ObligationPassed,
    ObligationPhase,
    ObligationState,
    ObligationUndated,
    Obliged,
)
from schemas.section_events import AlarmOvertaken, AlarmRang


def evolve(state: ObligationState, event: ObligationEvent) -> ObligationState:
    """The state after `event`."""
    return state.model_copy(update=_changes(state, event))


def next_alarm(state: ObligationState) -> Alarm | None:
    """The nearest reminder, deadline or ladder step that has not been acted on."""
    return nearest(state.alarms)


def _changes(state: ObligationState, event: ObligationEvent) -> dict[str, Any]:
    match event:
        case Obliged():
            return {"phase": ObligationPhase.OPEN, "terms": event.terms, "owed_by": event.terms.owed_by}
        case ObligationDated():
            return opened(event) | {"extended": False}
        case ObligationExtended():
            return opened(event) | {"extended": state.extended or event.by == "ladder"}
        case ObligationUndated():
            return CLOSED | {"extended": False}
        case ObligationPassed():
            kept = (event.joins if person == event.leaves else person for person in state.owed_by)
            return {"owed_by": tuple(dict.fromkeys(kept))}
        case ObligationFulfilled():
            return {"phase": ObligationPhase.FULFILLED, **CLOSED, "deadline": state.deadline}
        case ObligationCancelled():
            return {"phase": ObligationPhase.CANCELLED, **CLOSED, "deadline": state.deadline}
        case AlarmRang() | AlarmOvertaken():
            return {"alarms": without(state.alarms, event.alarm)}
