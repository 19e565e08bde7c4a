"""Whom each event of a document is told to, and under which kind of notice."""

from typing import Any

from domain.document import signing
from domain.notices import Told, once
from schemas.document import DocumentState
from schemas.document_events import (
    CandidateOpened,
    CandidateVoided,
    CoordinatorLeft,
    DocumentApproved,
    DocumentDeclined,
    DocumentExtended,
    DocumentReassigned,
    DocumentSigned,
    EditionPublished,
    LeaderLeft,
    LeadersWithoutDeputies,
    SigningExtended,
    SigningPassed,
    SigningReturned,
)
from schemas.section_events import AlarmRang, DeadlineRecounted


def told_of_document(after: DocumentState, event: Any) -> list[Told]:
    """Whom a document's event is told to, given the state after it."""
    match event:
        case CandidateOpened():
            short: list[Told] = [("cannot_be_met", once([after.coordinator_id], event.missed_by))]
            return [("candidate_opened", signing.awaited(after)), *([] if signing.can_be_met(after) else short)]
        case DocumentSigned() if after.policy.sign.order == "in_turn":
            return [("candidate_opened", signing.awaited(after))]
        case CandidateVoided():
            return [("candidate_voided", once(event.signers, [after.coordinator_id]))]
        case DocumentDeclined():
            return [("candidate_declined", (after.coordinator_id,))]
        case DocumentApproved():
            return [("document_approved", once([after.coordinator_id], after.approvers))]
        case EditionPublished():
            return [("published", once([after.coordinator_id], after.approvers))]
        case DocumentExtended():
            return [("extended", signing.awaited(after))]
        case DeadlineRecounted():
            return [("recounted", signing.awaited(after))]
        case DocumentReassigned():
            return _reassigned(after, event)
        case LeaderLeft():
            told: list[Told] = [
                ("base_changed", once(_leaders(after), [after.coordinator_id])),
                ("deputy_relieved", once([event.relieves or ""])),
            ]
            if event.next_id is not None:
                told.append(("candidate_opened", (event.next_id,)))
            return told if signing.can_be_met(after) else [*told, ("cannot_be_met", (after.coordinator_id,))]
        case CoordinatorLeft():
            return [("document_coordinator_left", event.told)]
        case SigningPassed():
            return [
                ("deputy_called", (event.deputy_id,)),
                ("duty_passed", once([event.person_id, after.coordinator_id])),
                ("deputy_relieved", once([event.relieves or ""])),
            ]
        case SigningReturned():
            gone = event.reason == "deactivated"
            relieved: Told = ("deputy_relieved", () if gone else (event.deputy_id,))
            return [("duty_returned", once([event.person_id, after.coordinator_id])), relieved]
        case LeadersWithoutDeputies():
            return [("no_deputy", (after.coordinator_id,))]
        case SigningExtended():
            return [("extended", once(signing.awaited(after), [after.coordinator_id]))]
        case AlarmRang():
            kind = {"reminder": "candidate_reminder", "deadline": "deadline_passed"}.get(event.alarm.what, "escalation")
            return [(kind, event.told)]
    return []


def _leaders(after: DocumentState) -> tuple[str, ...]:
    return tuple(signing.acting_for(after, person) for person in signing.signers(after))


def _reassigned(after: DocumentState, event: DocumentReassigned) -> list[Told]:
    """Who takes over an open duty is invited to it; where their place stood empty, the others hear of the new base."""
    open_duty = event.part == "leader" and event.joins in signing.awaited(after) and after.phase == "signing"
    others = once((one for one in _leaders(after) if one != event.joins), [after.coordinator_id])
    return [
        ("candidate_opened" if open_duty else "document_assigned", (event.joins,)),
        ("document_relieved", (event.leaves,)),
        ("base_restored", others if event.base is not None else ()),
        ("deputy_relieved", once([event.relieves or ""] if event.relieves != event.joins else [])),
    ]
