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
    ObligationHandedOver,
    ObligationLeft,
    ObligationPassed,
    ObligationPhase,
    ObligationReturned,
    ObligationState,
    ObligationUndated,
    Obliged,
    Terms,
)
from schemas.section import Pass
from schemas.section_events import AlarmOvertaken, AlarmRang, DeadlineRecounted


def evolve(state: ObligationState, event: ObligationEvent) -> ObligationState:
    """The state after `event`."""
    return state.model_copy(update=_changes(state, event))


def next_alarm(state: ObligationState) -> Alarm | None:
    """The nearest reminder, deadline or ladder step that has not been acted on."""
    return nearest(state.alarms)


def _changes(state: ObligationState, event: ObligationEvent) -> dict[str, Any]:
    match event:
        case Obliged():
            return {"phase": ObligationPhase.OPEN, "terms": event.terms, **_people(event)}
        case ObligationDated():
            return opened(event) | {"extended": False}
        case ObligationExtended():
            return opened(event) | {"extended": state.extended or event.by == "ladder"}
        case DeadlineRecounted():
            return opened(event)
        case ObligationUndated():
            return CLOSED | {"extended": False}
        case ObligationPassed():
            taken = Pass(person_id=event.leaves, deputy_id=event.joins, until_back=event.by == "absence")
            owed_by = _swapped(state.owed_by, event.relieves or event.leaves, event.joins)
            return {"owed_by": owed_by, "passes": (*_without(state, event.leaves), taken)}
        case ObligationReturned():
            kept = tuple(one for one in state.passes if one.deputy_id != event.deputy_id)
            return {"owed_by": _swapped(state.owed_by, event.deputy_id, event.person_id), "passes": kept}
        case ObligationHandedOver():
            return _handed_over(state, event)
        case ObligationLeft():
            return _left(state, event.person_id)
        case ObligationFulfilled():
            return {"phase": ObligationPhase.FULFILLED, **CLOSED, "deadline": state.deadline}
        case ObligationCancelled():
            return {"phase": ObligationPhase.CANCELLED, **CLOSED, "deadline": state.deadline}
        case AlarmRang() | AlarmOvertaken():
            return {"alarms": without(state.alarms, event.alarm)}


def holder(state: ObligationState, person: str) -> str:
    """Who owes it in a person's place: their deputy, or they themselves."""
    return next((one.deputy_id for one in state.passes if one.person_id == person), person)


def principal_of(state: ObligationState, deputy: str) -> str | None:
    """In whose place somebody owes it."""
    return next((one.person_id for one in state.passes if one.deputy_id == deputy), None)


def _people(event: Obliged) -> dict[str, Any]:
    """New terms begin anew with the people they name; where only another text says the same, deputies stay."""
    return {"owed_by": owed_by(event.terms), "passes": ()} if event.news else {}


def owed_by(terms: Terms) -> tuple[str, ...]:
    """Whom the terms name, or else the coordinator."""
    return terms.owed_by or (terms.coordinator_id,)


def _handed_over(state: ObligationState, event: ObligationHandedOver) -> dict[str, Any]:
    assert state.terms is not None
    if event.part == "leader":
        leaders = _swapped(state.terms.leaders, event.leaves, event.joins)
        return {"terms": state.terms.model_copy(update={"leaders": leaders})}
    terms = state.terms.model_copy(update={"coordinator_id": event.joins})
    if not event.owes:
        return {"terms": terms}
    return {
        "terms": terms,
        "owed_by": _swapped(state.owed_by, holder(state, event.leaves), event.joins),
        "passes": _without(state, event.leaves),
    }


def _left(state: ObligationState, person: str) -> dict[str, Any]:
    assert state.terms is not None
    named = tuple(one for one in state.terms.owed_by if one != person)
    still = tuple(one for one in state.owed_by if one != person)
    return {
        "terms": state.terms.model_copy(update={"owed_by": named}),
        "owed_by": still or (state.terms.coordinator_id,),
        "passes": _without(state, person),
    }


def _without(state: ObligationState, person: str) -> tuple[Pass, ...]:
    return tuple(one for one in state.passes if one.person_id != person)


def _swapped(people: tuple[str, ...], leaves: str, joins: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(joins if person == leaves else person for person in people))
