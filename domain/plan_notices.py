"""Whom what is owed by a date, and a vote whether to begin, is told to, and under which kind of notice."""

from domain.proposal import ballot, can_be_met
from schemas.obligation import (
    ObligationCancelled,
    ObligationDated,
    ObligationEvent,
    ObligationExtended,
    ObligationFulfilled,
    ObligationHandedOver,
    ObligationLeft,
    ObligationPassed,
    ObligationReturned,
    ObligationState,
    Obliged,
)
from schemas.proposal import (
    ProposalDecided,
    ProposalEvent,
    ProposalExtended,
    ProposalOpened,
    ProposalRecused,
    ProposalState,
)
from schemas.section_events import AlarmRang, DeadlineRecounted

Told = tuple[str, tuple[str, ...]]

PLAN_KINDS = frozenset(
    {
        "obligation_opened",
        "obligation_reminder",
        "obligation_overdue",
        "obligation_escalation",
        "obligation_extended",
        "obligation_recounted",
        "obligation_passed",
        "obligation_stood_in",
        "obligation_taken_back",
        "obligation_relieved",
        "obligation_taken_over",
        "obligation_left",
        "obligation_fulfilled",
        "obligation_cancelled",
        "proposal_opened",
        "proposal_reminder",
        "proposal_overdue",
        "proposal_escalation",
        "proposal_extended",
        "proposal_recounted",
        "proposal_base_changed",
        "proposal_cannot_be_met",
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
        case ObligationPassed(by="absence"):
            stood_in: Told = ("obligation_stood_in", _once((event.joins, event.leaves), coordinator))
            return [stood_in, ("obligation_relieved", _once((event.relieves or "",)))]
        case ObligationPassed():
            return [("obligation_passed", _once((event.joins, event.leaves), coordinator))]
        case ObligationHandedOver(owes=True):
            return [("obligation_taken_over", (event.joins,))]
        case ObligationReturned(reason="absence_over" | "deputy_away"):
            back: Told = ("obligation_taken_back", _once((event.person_id,), coordinator))
            return [back, ("obligation_relieved", (event.deputy_id,))]
        case ObligationReturned():
            return [("obligation_taken_over", _once((event.person_id,), coordinator))]
        case ObligationLeft():
            kind = "obligation_left" if event.base else "obligation_taken_over"
            return [(kind, _once(after.owed_by, coordinator))]
        case DeadlineRecounted():
            return [("obligation_recounted", _once(after.owed_by, coordinator))]
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
        case DeadlineRecounted():
            return [("proposal_recounted", _once(ballot(after).silent, coordinator))]
        case ProposalRecused():
            return _recused(after, event)
        case ProposalDecided():
            return [(f"proposal_{event.outcome}", _once(coordinator, ballot(after).voters))]
        case AlarmRang():
            return [(f"proposal_{_ALARMS.get(event.alarm.what, 'escalation')}", event.told)]
    return []


def _recused(after: ProposalState, event: ProposalRecused) -> list[Told]:
    """Everybody who still votes hears of the new base; where the rest are too few, the coordinator is to decide."""
    coordinator = (after.terms.coordinator_id,) if after.terms else ()
    leaves = () if event.reason == "deactivated" else (event.person_id,)
    told = [("proposal_base_changed", _once(ballot(after).voters, leaves, coordinator))]
    return told if can_be_met(after) else [*told, ("proposal_cannot_be_met", _once(coordinator, event.told))]


def _once(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for group in groups for person in group if person))
