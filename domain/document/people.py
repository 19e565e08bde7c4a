"""What happens to a document when its people change: leaders and coordinators replaced, away, or gone."""

from domain.document.deputies import attend, passing, why_not
from domain.document.evolve import evolve
from domain.document.facts import Facts
from domain.document.signing import acting_for, deputy_of, enough_signed, principal_of, signers, waiting
from schemas.document import DocumentPhase, DocumentState
from schemas.document_commands import DelegateSignature, LeaveDocument, ReassignDocument, StandInForLeader
from schemas.document_events import (
    CoordinatorLeft,
    DocumentApproved,
    DocumentEvent,
    DocumentReassigned,
    LeaderLeft,
    SigningReturned,
)
from schemas.problems import Refused


def reassign(state: DocumentState, command: ReassignDocument, _facts: Facts) -> list[DocumentEvent]:
    """Put one person in another's place as leader or coordinator."""
    people = state.approvers if command.part == "leader" else (state.coordinator_id,)
    if command.leaves not in people:
        raise Refused("not_assigned")
    if command.joins in people:
        raise Refused("already_assigned")
    signing = command.part == "leader" and state.phase == DocumentPhase.SIGNING
    if signing and command.leaves in state.signatures:
        raise Refused("already_acted")
    if signing and principal_of(state, command.joins) not in (None, command.leaves):
        raise Refused("deputy_is_voter")
    refills = signing and command.leaves not in signers(state)
    known = {
        "base": len(signers(state)) + 1 if refills else None,
        "relieves": deputy_of(state, command.leaves) if signing else None,
    }
    return [DocumentReassigned.model_validate(command.model_dump(exclude={"type"}) | known)]


def leave(state: DocumentState, command: LeaveDocument, _facts: Facts) -> list[DocumentEvent]:
    """A closed account leaves the open signing, gives back what it stood in for, and is missed as coordinator."""
    person, events = command.person_id, list[DocumentEvent]()
    if state.phase == DocumentPhase.SIGNING:
        principal = principal_of(state, person)
        if principal is not None and principal not in state.signatures:
            events.append(SigningReturned(person_id=principal, deputy_id=person))
        if person in signers(state):
            events += _out(state, person)
    if person == state.coordinator_id:
        events.append(CoordinatorLeft(person_id=person, told=command.administrators))
    return events


def _out(state: DocumentState, person: str) -> list[DocumentEvent]:
    """The base shrinks by a leader and their signature, and those who are left are counted again."""
    assert state.candidate is not None
    left = LeaderLeft(person_id=person, base=len(signers(state)) - 1, relieves=deputy_of(state, person))
    after = evolve(state, left)
    turned = state.policy.sign.order == "in_turn" and waiting(state) != waiting(after)
    following = waiting(after)
    if turned and following:
        left = left.model_copy(update={"next_id": acting_for(after, following[0])})
    done = [DocumentApproved(candidate_hash=state.candidate.hash)] if enough_signed(after) else []
    return [left, *done]


def stand_in(state: DocumentState, command: StandInForLeader, facts: Facts) -> list[DocumentEvent]:
    """A leader, or who stands in for one, is away or back from now on."""
    if state.phase != DocumentPhase.SIGNING:
        return []
    return attend(state, facts.people, missed=(command.person_id, principal_of(state, command.person_id) or ""))


def delegate(state: DocumentState, command: DelegateSignature, facts: Facts) -> list[DocumentEvent]:
    """Hand an open duty to a deputy; one that passed on already stays where it is, so that chains end at one step."""
    person = command.person_id
    if person not in signers(state):
        raise Refused("duty_passed_once" if principal_of(state, person) else "not_a_signer")
    if acting_for(state, person) != person:
        raise Refused("duty_passed_once")
    if person in state.signatures:
        raise Refused("already_acted")
    code = why_not(state, facts.people, command.deputy_id)
    if code is not None:
        raise Refused(code, person_id=command.deputy_id)
    return [passing(state, person, command.deputy_id, "delegation", note=command.note)]
