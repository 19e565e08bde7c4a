"""What a command does to a document, given how its sections stand."""

from collections.abc import Callable
from functools import reduce
from typing import Any

from domain import policy as rules
from domain.document.deputies import attend
from domain.document.evolve import evolve
from domain.document.facts import Facts
from domain.document.ladder import replanned, ring, unused
from domain.document.people import delegate, leave, reassign, stand_in
from domain.document.signing import can_be_met, enough_signed, seat_of, signers, waiting
from domain.recount import recount
from domain.schedule import opening
from schemas.document import Candidate, CandidateSection, DocumentPhase, DocumentState
from schemas.document_commands import (
    ChangeDocumentPolicy,
    CompleteEdition,
    DeclineDocument,
    DocumentCommand,
    ExtendDocument,
    LaunchDocument,
    OrderPublication,
    ProposeCandidate,
    ReadSections,
    SignDocument,
)
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
from schemas.problems import Refused
from schemas.section import Phase
from schemas.section_commands import Recount
from schemas.section_events import DeadlineRecounted

ALLOWED: dict[str, tuple[DocumentPhase, ...]] = {
    "launch_document": (DocumentPhase.SETUP,),
    "read_sections": tuple(DocumentPhase),
    "propose_candidate": (DocumentPhase.IN_WORK,),
    "sign_document": (DocumentPhase.SIGNING,),
    "decline_document": (DocumentPhase.SIGNING,),
    "order_publication": (DocumentPhase.APPROVED,),
    "complete_edition": (DocumentPhase.PUBLISHING,),
    "extend_document": (DocumentPhase.SIGNING,),
    "change_document_policy": tuple(
        phase for phase in DocumentPhase if phase not in (DocumentPhase.SETUP, DocumentPhase.WITHDRAWN)
    ),
    "reassign_document": tuple(
        phase for phase in DocumentPhase if phase not in (DocumentPhase.SETUP, DocumentPhase.WITHDRAWN)
    ),
    "leave_document": tuple(DocumentPhase),
    "stand_in_for_leader": tuple(DocumentPhase),
    "delegate_signature": (DocumentPhase.SIGNING,),
    "recount": (DocumentPhase.SIGNING,),
    "ring": (DocumentPhase.SIGNING,),
}
"""In which phases a document takes each command; in any other it is refused."""

STANDING = (DocumentPhase.SIGNING, DocumentPhase.APPROVED, DocumentPhase.PUBLISHING)


def observe(state: DocumentState, facts: Facts) -> tuple[DocumentEvent, ...]:
    """Everything that follows for the document from how its sections stand now, before any command is looked at."""
    events: list[DocumentEvent] = []
    while (event := _next(state, facts)) is not None:
        following = [event, *_stood_in_for(evolve(state, event), facts)]
        events += following
        state = reduce(evolve, following, state)
    return tuple(events)


def _next(state: DocumentState, facts: Facts) -> DocumentEvent | None:
    if state.phase in STANDING and state.candidate is not None:
        return _void(state, state.candidate, facts)
    if state.phase == DocumentPhase.PUBLISHED:
        left = tuple(section.section_id for section in facts.included if section.phase != Phase.PUBLISHED)
        return DocumentReopened(cycle=state.cycle + 1, sections=left) if left else None
    if state.phase != DocumentPhase.IN_WORK:
        return None
    if not facts.included:
        return DocumentWithdrawn()
    candidate = _candidate(state, facts)
    if _ready(candidate, state, facts) and candidate.hash != state.declined_hash:
        return _open(state, candidate, facts)
    return None


def decide(state: DocumentState, command: DocumentCommand, facts: Facts) -> tuple[DocumentEvent, ...]:
    """The events that `command` makes. Raises Refused with the reason it cannot be carried out."""
    if state.phase not in ALLOWED[command.type]:
        raise Refused("wrong_phase", phase=str(state.phase))
    return tuple(_DECISIONS[command.type](state, command, facts))


def _ready(candidate: Candidate, state: DocumentState, facts: Facts) -> bool:
    """Whether all sections are approved, and together they are not what is published already."""
    return not facts.waiting and bool(facts.included) and candidate.hash != state.published_hash


def _candidate(state: DocumentState, facts: Facts) -> Candidate:
    return Candidate(
        number=state.candidates + 1,
        sections=tuple(
            CandidateSection(section_id=s.section_id, revision_id=s.revision_id or "", text_hash=s.text_hash or "")
            for s in facts.included
        ),
    )


def _open(state: DocumentState, candidate: Candidate, facts: Facts) -> CandidateOpened:
    policy = state.coming_policy
    phase = opening(policy.sign_off, facts.now, policy.zone, facts.calendar)
    there = tuple(person for person in state.approvers if person not in facts.people.inactive)
    opened = CandidateOpened(candidate=candidate, signers=there, **phase)
    short = not can_be_met(evolve(state, opened))
    return opened.model_copy(update={"missed_by": facts.administrators}) if short else opened


def _stood_in_for(state: DocumentState, facts: Facts) -> list[DocumentEvent]:
    """Leaders who are away as the candidate opens are stood in for from then on."""
    return attend(state, facts.people, missed=signers(state)) if state.phase == DocumentPhase.SIGNING else []


def _void(state: DocumentState, candidate: Candidate, facts: Facts) -> CandidateVoided | None:
    standing = {s.section_id: s for s in facts.included if s not in facts.waiting}
    left = tuple(
        listed.section_id
        for listed in candidate.sections
        if listed.section_id not in standing or standing[listed.section_id].revision_id != listed.revision_id
    )
    if not left:
        return None
    return CandidateVoided(candidate_hash=candidate.hash, sections=left, signers=signers(state))


def _launch(_state: DocumentState, command: LaunchDocument, facts: Facts) -> list[DocumentEvent]:
    if not facts.sections:
        raise Refused("document_without_sections")
    if not command.approvers:
        raise Refused("document_without_leaders")
    approvers = tuple(dict.fromkeys(command.approvers))
    rules.check_signers(command.policy, len(approvers), whole=True)
    return [DocumentLaunched(coordinator_id=command.coordinator_id, approvers=approvers, policy=command.policy)]


def _read(_state: DocumentState, _command: ReadSections, _facts: Facts) -> list[DocumentEvent]:
    return []


def _propose(state: DocumentState, _command: ProposeCandidate, facts: Facts) -> list[DocumentEvent]:
    candidate = _candidate(state, facts)
    if not _ready(candidate, state, facts):
        raise Refused("sections_not_approved", waiting=len(facts.waiting))
    opened = _open(state, candidate, facts)
    return [opened, *_stood_in_for(evolve(state, opened), facts)]


def _sign(state: DocumentState, command: SignDocument, facts: Facts) -> list[DocumentEvent]:
    leader, deputy = seat_of(state, facts.actor_id)
    _require_candidate(state, command.candidate_hash)
    if leader in state.signatures:
        raise Refused("already_signed")
    if leader not in waiting(state):
        raise Refused("not_your_turn")
    known = command.model_dump(exclude={"type"})
    signed = DocumentSigned.model_validate({"person_id": leader, "deputy_id": deputy, **known})
    done = enough_signed(evolve(state, signed))
    return [signed, *([DocumentApproved(candidate_hash=command.candidate_hash)] if done else [])]


def _decline(state: DocumentState, command: DeclineDocument, facts: Facts) -> list[DocumentEvent]:
    leader, deputy = seat_of(state, facts.actor_id)
    _require_candidate(state, command.candidate_hash)
    declined = {"person_id": leader, "deputy_id": deputy, "candidate_hash": command.candidate_hash}
    return [DocumentDeclined.model_validate(declined | {"note": command.note})]


def _order(state: DocumentState, command: OrderPublication, _facts: Facts) -> list[DocumentEvent]:
    assert state.candidate is not None
    return [PublicationOrdered(edition_id=command.edition_id, candidate=state.candidate)]


def _complete(state: DocumentState, command: CompleteEdition, _facts: Facts) -> list[DocumentEvent]:
    if command.edition_id != state.edition_id:
        raise Refused("wrong_phase", phase=str(state.phase))
    return [
        EditionPublished(edition_id=command.edition_id, number=state.editions + 1, manifest_hash=command.manifest_hash)
    ]


def _extend(state: DocumentState, command: ExtendDocument, facts: Facts) -> list[DocumentEvent]:
    rules.check_limit(command.limit, facts.now)
    phase = replanned(state, command.limit, facts)
    if state.deadline is not None and phase["deadline"].at <= state.deadline.at:
        raise Refused("deadline_not_later", deadline=state.deadline.at.isoformat())
    return [DocumentExtended(note=command.note, **phase)]


def _change_policy(state: DocumentState, command: ChangeDocumentPolicy, facts: Facts) -> list[DocumentEvent]:
    rules.check_rules(command.policy, facts.now)
    rules.check_signers(command.policy, len(state.approvers), whole=True)
    return [DocumentPolicyChanged(policy=command.policy, note=command.note)]


def _recount(state: DocumentState, command: Recount, facts: Facts) -> list[DocumentEvent]:
    assert state.deadline is not None
    assert state.opened_at is not None
    fields = recount(state.policy.sign_off, state.deadline, state.opened_at, facts.now, facts.calendar)
    fields["alarms"] = unused(state, fields["alarms"])
    return [DeadlineRecounted(note=command.note, **fields)]


def _require_candidate(state: DocumentState, candidate_hash: str) -> None:
    if state.candidate is None or state.candidate.hash != candidate_hash:
        raise Refused("outdated_candidate")


_DECISIONS: dict[str, Callable[[DocumentState, Any, Facts], list[DocumentEvent]]] = {
    "launch_document": _launch,
    "read_sections": _read,
    "propose_candidate": _propose,
    "sign_document": _sign,
    "decline_document": _decline,
    "order_publication": _order,
    "complete_edition": _complete,
    "extend_document": _extend,
    "change_document_policy": _change_policy,
    "recount": _recount,
    "reassign_document": reassign,
    "leave_document": leave,
    "stand_in_for_leader": stand_in,
    "delegate_signature": delegate,
    "ring": ring,
}
