"""Whom what is owed by a date, and a vote whether to begin, is told to, and under which kind of notice."""

from domain.proposal import ballot
from schemas.obligation import (
    ObligationCancelled,
    ObligationDated,
    ObligationEvent,
    ObligationExtended,
    ObligationFulfilled,
    ObligationPassed,
    ObligationState,
    Obliged,
)
from schemas.proposal import ProposalDecided, ProposalEvent, ProposalExtended, ProposalOpened, ProposalState
from schemas.section_events import AlarmRang

Told = tuple[str, tuple[str, ...]]

PLAN_KINDS = frozenset(
    {
        "obligation_opened",
        "obligation_reminder",
        "obligation_overdue",
        "obligation_escalation",
        "obligation_extended",
        "obligation_passed",
        "obligation_fulfilled",
        "obligation_cancelled",
        "proposal_opened",
        "proposal_reminder",
        "proposal_overdue",
        "proposal_escalation",
        "proposal_extended",
        "proposal_begun",
        "proposal_refused",
    }
)
_ALARMS = {"reminder": "reminder", "deadline": "overdue"}


def told_of_obligation(after: ObligationState, event: ObligationEvent) -> list[Told]:
    """Whom an obligation's event is told to, given the state after it; dates come with the terms that set them."""
    coordinator = (after.terms.coordinator_id,) if after.terms else ()
    match event:
        case Obliged(news=True):
            return [("obligation_opened", after.owed_by)]
        case ObligationExtended():
            return [("obligation_extended", _once(after.owed_by, coordinator))]
        case ObligationPassed():
            return [("obligation_passed", _once((event.joins, event.leaves), coordinator))]
        case ObligationFulfilled():
            return [("obligation_fulfilled", _once(coordinator, after.owed_by))]
        case ObligationCancelled():
            return [("obligation_cancelled", _once(after.owed_by, coordinator))]
        case AlarmRang():
            return [(f"obligation_{_ALARMS.get(event.alarm.what, 'escalation')}", event.told)]
        case ObligationDated():
            return []
    return []


def told_of_proposal(after: ProposalState, event: ProposalEvent) -> list[Told]:
    """Whom a proposal's event is told to, given the state after it."""
    coordinator = (after.terms.coordinator_id,) if after.terms else ()
    match event:
        case ProposalOpened():
            return [("proposal_opened", ballot(after).voters)]
        case ProposalExtended():
            return [("proposal_extended", _once(ballot(after).silent, coordinator))]
        case ProposalDecided():
            return [(f"proposal_{event.outcome}", _once(coordinator, ballot(after).voters))]
        case AlarmRang():
            return [(f"proposal_{_ALARMS.get(event.alarm.what, 'escalation')}", event.told)]
    return []


def _once(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for group in groups for person in group if person))
