"""What a command does to a document, given how its sections stand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain import policy as rules
from domain.alarms import due
from domain.document.evolve import evolve
from domain.document.signing import awaited, told_by
from domain.recount import recount
from domain.schedule import opening
from schemas.calendar import Calendar
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
from schemas.section_commands import Recount, Ring
from schemas.section_events import AlarmOvertaken, AlarmRang, DeadlineRecounted

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
    "recount": (DocumentPhase.SIGNING,),
    "ring": (DocumentPhase.SIGNING,),
}
"""In which phases a document takes each command; in any other it is refused."""

STANDING = (DocumentPhase.SIGNING, DocumentPhase.APPROVED, DocumentPhase.PUBLISHING)


@dataclass(frozen=True)
class SectionStanding:
    """How one section stands as the transaction sees it."""

    section_id: str
    phase: Phase
    revision_id: str | None
    text_hash: str | None


@dataclass(frozen=True)
class Facts:
    """The world as one transaction sees it; `sections` in the document's order, `now` in UTC."""

    now: datetime
    calendar: Calendar
    sections: tuple[SectionStanding, ...] = ()
    actor_id: str = ""

    @property
    def included(self) -> tuple[SectionStanding, ...]:
        """The sections that belong to the document still."""
        return tuple(section for section in self.sections if section.phase != Phase.WITHDRAWN)

    @property
    def waiting(self) -> tuple[SectionStanding, ...]:
        """The sections that are not approved yet."""
        return tuple(s for s in self.included if s.phase not in (Phase.APPROVED, Phase.PUBLISHED))


def observe(state: DocumentState, facts: Facts) -> tuple[DocumentEvent, ...]:
    """Everything that follows for the document from how its sections stand now, before any command is looked at."""
    events: list[DocumentEvent] = []
    while (event := _next(state, facts)) is not None:
        events.append(event)
        state = evolve(state, event)
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
    return CandidateOpened(candidate=candidate, signers=state.approvers, **phase)


def _void(state: DocumentState, candidate: Candidate, facts: Facts) -> CandidateVoided | None:
    standing = {s.section_id: s for s in facts.included if s not in facts.waiting}
    left = tuple(
        listed.section_id
        for listed in candidate.sections
        if listed.section_id not in standing or standing[listed.section_id].revision_id != listed.revision_id
    )
    if not left:
        return None
    return CandidateVoided(candidate_hash=candidate.hash, sections=left, signers=state.approvers)


def _launch(_state: DocumentState, command: LaunchDocument, facts: Facts) -> list[DocumentEvent]:
    if not facts.sections:
        raise Refused("document_without_sections")
    if not command.approvers:
        raise Refused("document_without_leaders")
    approvers = tuple(dict.fromkeys(command.approvers))
    rules.check_signers(command.policy, len(approvers))
    return [DocumentLaunched(coordinator_id=command.coordinator_id, approvers=approvers, policy=command.policy)]


def _read(_state: DocumentState, _command: ReadSections, _facts: Facts) -> list[DocumentEvent]:
    return []


def _propose(state: DocumentState, _command: ProposeCandidate, facts: Facts) -> list[DocumentEvent]:
    candidate = _candidate(state, facts)
    if not _ready(candidate, state, facts):
        raise Refused("sections_not_approved", waiting=len(facts.waiting))
    return [_open(state, candidate, facts)]


def _sign(state: DocumentState, command: SignDocument, facts: Facts) -> list[DocumentEvent]:
    _require_signer(state, command.candidate_hash, facts)
    if facts.actor_id in state.signatures:
        raise Refused("already_signed")
    if facts.actor_id not in awaited(state):
        raise Refused("not_your_turn")
    events: list[DocumentEvent] = [DocumentSigned(person_id=facts.actor_id, candidate_hash=command.candidate_hash)]
    if len(state.signatures) + 1 >= (state.policy.sign.needed or len(state.approvers)):
        events.append(DocumentApproved(candidate_hash=command.candidate_hash))
    return events


def _decline(state: DocumentState, command: DeclineDocument, facts: Facts) -> list[DocumentEvent]:
    _require_signer(state, command.candidate_hash, facts)
    return [DocumentDeclined(person_id=facts.actor_id, candidate_hash=command.candidate_hash, note=command.note)]


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
    rule = state.policy.sign_off.model_copy(update={"limit": command.limit})
    phase = opening(rule, facts.now, state.policy.zone, facts.calendar)
    if state.deadline is not None and phase["deadline"].at <= state.deadline.at:
        raise Refused("deadline_not_later", deadline=state.deadline.at.isoformat())
    return [DocumentExtended(note=command.note, **phase)]


def _change_policy(state: DocumentState, command: ChangeDocumentPolicy, facts: Facts) -> list[DocumentEvent]:
    rules.check_rules(command.policy, facts.now)
    rules.check_signers(command.policy, len(state.approvers))
    return [DocumentPolicyChanged(policy=command.policy, note=command.note)]


def _recount(state: DocumentState, command: Recount, facts: Facts) -> list[DocumentEvent]:
    assert state.deadline is not None
    assert state.opened_at is not None
    fields = recount(state.policy.sign_off, state.deadline, state.opened_at, facts.now, facts.calendar)
    return [DeadlineRecounted(note=command.note, **fields)]


def _ring(state: DocumentState, command: Ring, facts: Facts) -> list[DocumentEvent]:
    """Act on every alarm that is due; a reminder is overtaken by whatever else is due after it."""
    if command.alarm_id not in {alarm.id for alarm in state.alarms}:
        raise Refused("wrong_phase", phase=str(state.phase))
    ringing = due(state.alarms, facts.now)
    events: list[DocumentEvent] = []
    for place, alarm in enumerate(ringing, start=1):
        if alarm.what == "reminder" and place < len(ringing):
            events.append(AlarmOvertaken(alarm=alarm, by=ringing[place].id))
        else:
            events.append(AlarmRang(alarm=alarm, told=told_by(state, alarm)))
    return events


def _require_signer(state: DocumentState, candidate_hash: str, facts: Facts) -> None:
    if facts.actor_id not in state.approvers:
        raise Refused("not_a_signer")
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
    "ring": _ring,
}
