"""How each event changes a document's state; total, and never refuses."""

from typing import Any

from domain.alarms import CLOSED, nearest, opened, without
from schemas.deadline import Alarm
from schemas.document import DocumentPhase, DocumentState
from schemas.document_events import (
    CandidateOpened,
    CandidateVoided,
    CoordinatorLeft,
    DocumentApproved,
    DocumentDeclined,
    DocumentEvent,
    DocumentExtended,
    DocumentLaunched,
    DocumentPolicyChanged,
    DocumentReassigned,
    DocumentReopened,
    DocumentSigned,
    DocumentWithdrawn,
    EditionPublished,
    LeaderLeft,
    LeadersWithoutDeputies,
    PublicationOrdered,
    SigningExtended,
    SigningPassed,
    SigningReturned,
)
from schemas.section import Pass
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
                "signers": event.signers,
                "passes": (),
                "used_steps": (),
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
        case DocumentReassigned():
            return _reassigned(state, event)
        case LeaderLeft():
            return {
                "signers": _without(state.approvers if state.signers is None else state.signers, event.person_id),
                "signatures": _without(state.signatures, event.person_id),
                "passes": _others(state, event.person_id),
            }
        case SigningPassed():
            passed = Pass(person_id=event.person_id, deputy_id=event.deputy_id, until_back=event.until_back)
            return {"passes": (*_others(state, event.person_id), passed)}
        case SigningReturned():
            return {"passes": _others(state, event.person_id)}
        case SigningExtended():
            return {"used_steps": (*state.used_steps, event.step)}
        case CoordinatorLeft() | LeadersWithoutDeputies():
            return {}
        case DocumentPolicyChanged():
            return {"next_policy": event.policy}
        case DocumentExtended() | DeadlineRecounted():
            return {}
    raise AssertionError(event)


def _others(state: DocumentState, leader: str) -> tuple[Pass, ...]:
    """The duties of other leaders that passed on."""
    return tuple(one for one in state.passes if one.person_id != leader)


def _without(people: tuple[str, ...], leaves: str) -> tuple[str, ...]:
    return tuple(person for person in people if person != leaves)


def _reassigned(state: DocumentState, event: DocumentReassigned) -> dict[str, Any]:
    """A new leader takes the place in the open signing too, also that of one who has left it already."""
    if event.part == "coordinator":
        return {"coordinator_id": event.joins}

    def swapped(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(event.joins if person == event.leaves else person for person in people))

    changes: dict[str, Any] = {"approvers": swapped(state.approvers)}
    if state.phase != DocumentPhase.SIGNING:
        return changes
    signers = state.approvers if state.signers is None else state.signers
    taken = swapped(signers) if event.leaves in signers else tuple(dict.fromkeys((*signers, event.joins)))
    return changes | {"signers": taken, "passes": _others(state, event.leaves)}
