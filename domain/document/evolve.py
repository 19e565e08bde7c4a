"""How each event changes a document's state; total, and never refuses."""

from typing import Any

from domain.alarms import CLOSED, nearest, opened, without
from schemas.deadline import Alarm
from schemas.document import DocumentPhase, DocumentState
from schemas.document_events import (
    CandidateOpened,
    CandidateVoided,
    DocumentApproved,
    DocumentDeclined,
    DocumentEvent,
    DocumentExtended,
    DocumentLaunched,
    DocumentPolicyChanged,
    DocumentReopened,
    DocumentSigned,
    DocumentWithdrawn,
    EditionPublished,
    PublicationOrdered,
)
from schemas.section_events import AlarmOvertaken, AlarmRang, DeadlineRecounted, PhaseOpened


def evolve(state: DocumentState, event: DocumentEvent) -> DocumentState:
    """The state after `event`."""
    changes = _changes(state, event)
    if isinstance(event, PhaseOpened):
        changes |= opened(event)
    return state.model_copy(update=changes)


def next_alarm(state: DocumentState) -> Alarm | None:
    """The nearest reminder, deadline or ladder step that has not been acted on."""
    return nearest(state.alarms)


def _changes(state: DocumentState, event: DocumentEvent) -> dict[str, Any]:
    match event:
        case DocumentLaunched():
            return {
                "phase": DocumentPhase.IN_WORK,
                "coordinator_id": event.coordinator_id,
                "approvers": event.approvers,
                "policy": event.policy,
            }
        case CandidateOpened():
            return {
                "phase": DocumentPhase.SIGNING,
                "candidate": event.candidate,
                "signatures": (),
                "candidates": event.candidate.number,
                "declined_hash": None,
                "policy": state.coming_policy,
                "next_policy": None,
            }
        case CandidateVoided():
            return {
                "phase": DocumentPhase.IN_WORK,
                "candidate": None,
                "signatures": (),
                "edition_id": None,
                **CLOSED,
            }
        case DocumentSigned():
            return {"signatures": (*state.signatures, event.person_id)}
        case DocumentDeclined():
            return {
                "phase": DocumentPhase.IN_WORK,
                "candidate": None,
                "signatures": (),
                "declined_hash": event.candidate_hash,
                **CLOSED,
            }
        case DocumentApproved():
            return {"phase": DocumentPhase.APPROVED, **CLOSED}
        case PublicationOrdered():
            return {"phase": DocumentPhase.PUBLISHING, "edition_id": event.edition_id}
        case EditionPublished():
            return {
                "phase": DocumentPhase.PUBLISHED,
                "editions": event.number,
                "published_hash": state.candidate.hash if state.candidate else None,
            }
        case DocumentWithdrawn():
            return {"phase": DocumentPhase.WITHDRAWN}
        case DocumentReopened():
            return {
                "phase": DocumentPhase.IN_WORK,
                "cycle": event.cycle,
                "candidate": None,
                "signatures": (),
                "edition_id": None,
            }
        case AlarmRang() | AlarmOvertaken():
            return {"alarms": without(state.alarms, event.alarm)}
        case DocumentPolicyChanged():
            return {"next_policy": event.policy}
        case DocumentExtended() | DeadlineRecounted():
            return {}
    raise AssertionError(event)
