"""Recording a document's commands, and in the same transaction what they do to its sections."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlmodel import col, select

from activities.lying import require_shown, whole_lying
from activities.recording.kind import Moment, keep_state, standing_of
from activities.recording.ledger import keep_ledger
from activities.recording.notices import plan_document_notices
from activities.recording.obligations import ObligationKind
from activities.recording.people import administrators, day_of, known_people, people_of
from activities.recording.proposals import require_begun
from activities.recording.sections import SectionKind
from domain.document import Facts, SectionStanding, decide, evolve, next_alarm, observe
from domain.policy import check_rules
from domain.section.electorate import check_electable, elect
from schemas.document import DocumentPhase, DocumentState
from schemas.document_commands import (
    DOCUMENT_COMMAND,
    DelegateSignature,
    DocumentCommand,
    LaunchDocument,
    ReadSections,
    SignDocument,
)
from schemas.document_events import (
    CandidateVoided,
    DocumentEvent,
    DocumentPolicyChanged,
    DocumentReassigned,
    EditionPublished,
    PublicationOrdered,
)
from schemas.obligation import HandObligationOver, ObligationPhase
from schemas.policy import Policy
from schemas.problems import Refused
from schemas.record import Standing
from schemas.section import Elector, Part, Phase, SectionState
from schemas.section_commands import ChangeCoordinator, ChangePolicy, Publish
from storage.tables import Document, Edition, Obligation, Section, SectionPerson, Stream

FOLLOWED = frozenset(
    {
        *("document_launched", "publication_ordered", "edition_published"),
        *("leader_left", "signing_passed", "signing_returned"),
    }
)
"""After these, sections are launched, the edition is made, or the sections' workflows have to end; or the stream was
moved from outside its workflow, which has to look at it again."""


class DocumentKind:
    """Streams named `document/ID`."""

    def __init__(self, sections: SectionKind) -> None:
        self._sections = sections

    def command(self, data: dict[str, Any]) -> DocumentCommand:
        """Read a document's command."""
        return DOCUMENT_COMMAND.validate_python(data)

    def standing(self, stream: Stream) -> Standing:
        """How the document's stream stands."""
        return standing_of(stream, next_alarm(DocumentState.model_validate(stream.state)))

    def observe(self, moment: Moment, command: DocumentCommand) -> None:
        """Void, open or reopen what the sections' standing says; publication first locks every section."""
        if command.type == "complete_edition":
            _lock_sections(moment)
        state = DocumentState.model_validate(moment.stream.state)
        self._write(moment, state, observe(state, _facts(moment, state, command)))

    def has_news(self, moment: Moment) -> bool:
        """Whether the sections' standing says something that the document does not know yet."""
        state = DocumentState.model_validate(moment.stream.state)
        return bool(observe(state, _facts(moment, state, ReadSections())))

    def apply(self, moment: Moment, command: DocumentCommand) -> dict[str, Any]:
        """Decide and write; the receipt's facts say the phase and candidate that result."""
        state = DocumentState.model_validate(moment.stream.state)
        facts = _facts(moment, state, command)
        if isinstance(command, LaunchDocument):
            command = _as_set_up(moment, state.id)
        if isinstance(command, SignDocument) and command.shown and state.candidate is not None:
            require_shown(
                whole_lying(moment.journal.session, state, state.candidate, moment.act.actor_id), command.shown
            )
        events = decide(state, command, facts)
        state = self._write(moment, state, events)
        for event in events:
            if isinstance(event, EditionPublished):
                self._publish_sections(moment, facts, event)
            elif isinstance(event, DocumentPolicyChanged):
                self._pass_policy_on(moment, event)
            elif isinstance(event, DocumentReassigned):
                if event.part == "coordinator":
                    self._change_coordinator(moment, facts, event.joins)
                _hand_obligations_over(moment, event)
        return {
            "phase": str(state.phase),
            "cycle": state.cycle,
            "edition_id": state.edition_id,
            "candidate_hash": state.candidate.hash if state.candidate else None,
        }

    def _write(self, moment: Moment, state: DocumentState, events: tuple[DocumentEvent, ...]) -> DocumentState:
        if not events:
            return state
        moment.journal.append(moment.stream, moment.act, events)
        seq = moment.stream.seq - len(events)
        for event in events:
            seq += 1
            before, state = state, evolve(state, event)
            _project_edition(moment, before, event)
            rule = state.policy.sign_off
            row = keep_ledger(moment, seq, event, phase=str(state.phase), round_=state.candidates, rule=rule)
            plan_document_notices(moment, seq, state, event, row)
        keep_state(moment, state, events, followed=FOLLOWED, alarm=next_alarm(state))
        _project_state(moment, state)
        return state

    def _publish_sections(self, moment: Moment, facts: Facts, event: EditionPublished) -> None:
        for section in facts.included:
            if section.phase == Phase.APPROVED:
                publish = Publish(edition_id=event.edition_id, revision_id=section.revision_id or "")
                self._sections.apply(moment.at(f"section/{section.section_id}"), publish)

    def _change_coordinator(self, moment: Moment, facts: Facts, person_id: str) -> None:
        """Every section has the new coordinator from the same moment on; in the order of ids, as others lock them."""
        for section_id in sorted(section.section_id for section in facts.sections):
            change = ChangeCoordinator(coordinator_id=person_id)
            self._sections.apply(moment.at(f"section/{section_id}"), change)

    def _pass_policy_on(self, moment: Moment, event: DocumentPolicyChanged) -> None:
        """The new rules are those of every section that lives and has none of its own."""
        session, document_id = moment.journal.session, moment.stream.id.removeprefix("document/")
        session.get_one(Document, document_id).policy = event.policy.model_dump(mode="json")
        apart = (Phase.PLANNED, Phase.WITHDRAWN)  # what is still to be launched takes the document's rules then
        ids = session.exec(select(Section.id).where(Section.document_id == document_id).order_by(Section.id)).all()
        for section_id in ids:
            there = moment.at(f"section/{section_id}")  # its own rules may be set at this very moment: lock, then look
            section = session.get_one(Section, section_id, populate_existing=True)
            if section.policy is None and section.phase not in apart:
                change = ChangePolicy(policy=event.policy, own=False, note=event.note)
                with _naming(section_id):
                    self._sections.apply(there, change)


def _hand_obligations_over(moment: Moment, event: DocumentReassigned) -> None:
    """Everything still owed has the new coordinator or leader too; what is not owed yet is locked, and reads them."""
    document_id = moment.stream.id.removeprefix("document/")
    owed = select(Obligation.id).where(Obligation.document_id == document_id, col(Obligation.ended_at).is_(None))
    change = HandObligationOver(part=event.part, leaves=event.leaves, joins=event.joins)
    for obligation_id in moment.journal.session.exec(owed.order_by(Obligation.id)).all():
        there = moment.at(f"obligation/{obligation_id}")
        if there.stream.state["phase"] == ObligationPhase.OPEN:
            ObligationKind().apply(there, change)


def _as_set_up(moment: Moment, document_id: str) -> LaunchDocument:
    """The launch with the settings as they stand under lock, so that an edit at the same moment is in it or refused.

    Raises Refused: proposal_open, proposal_refused, section_not_staffed, and what `domain.policy.check` raises for
    a section's rules and people.
    """
    session = moment.journal.session
    document = session.get_one(Document, document_id, with_for_update=True, populate_existing=True)
    require_begun(session, document_id)
    for section, staff in _staffed(moment, document_id):
        if not all(staff.values()):
            raise Refused("section_not_staffed", position=section.position)
        policy = Policy.model_validate(section.policy or document.policy)
        with _naming(section.id):
            check_rules(policy, moment.journal.now)
            check_electable(policy, staff[Part.REVIEWER], staff[Part.APPROVER])
    return LaunchDocument(
        coordinator_id=document.coordinator_id,
        approvers=tuple(document.approvers),
        policy=Policy.model_validate(document.policy),
    )


@contextmanager
def _naming(section_id: str) -> Iterator[None]:
    """What is refused of one section among several says of which; its title is no part of what processes record."""
    try:
        yield
    except Refused as refused:
        raise refused.about(section_id=section_id) from refused


def _staffed(moment: Moment, document_id: str) -> list[tuple[Section, dict[Part, tuple[Elector, ...]]]]:
    """The sections that are to be launched, each with the people that every part would have today."""
    session = moment.journal.session
    query = select(Section).where(Section.document_id == document_id, Section.phase == Phase.PLANNED)
    sections = session.exec(query.order_by(col(Section.position)).execution_options(populate_existing=True)).all()
    rows = session.exec(select(SectionPerson).where(col(SectionPerson.section_id).in_([one.id for one in sections])))
    listed: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        listed[row.section_id, row.part] = (*listed.get((row.section_id, row.part), ()), row.person_id)
    staffed = []
    for section in sections:
        named = {f"{part}s": listed.get((section.id, part), ()) for part in Part}
        state = SectionState(id=section.id, document_id=document_id, coordinator_id="").model_copy(update=named)
        people = people_of(moment, document_id, section.id, [one for part in named.values() for one in part])
        staffed.append((section, {part: elect(state, people, part) for part in Part}))
    return staffed


def _lock_sections(moment: Moment) -> None:
    document_id = moment.stream.id.removeprefix("document/")
    ids = moment.journal.session.exec(select(Section.id).where(Section.document_id == document_id).order_by(Section.id))
    for section_id in ids.all():
        moment.journal.lock(f"section/{section_id}")


def _facts(moment: Moment, state: DocumentState, command: DocumentCommand) -> Facts:
    standing = select(Section.id, Section.phase, Section.head_id, Section.text_hash)
    query = standing.where(Section.document_id == state.id).order_by(col(Section.position))
    sections = tuple(
        SectionStanding(section_id=id_, phase=Phase(phase), revision_id=head, text_hash=text_hash)
        for id_, phase, head, text_hash in moment.journal.session.exec(query)
    )
    named = {command.deputy_id} if isinstance(command, DelegateSignature) else set()
    leaders = {*state.approvers, *(state.signers or ()), *(one.deputy_id for one in state.passes)}
    return Facts(
        now=moment.journal.now,
        calendar=moment.calendar,
        sections=sections,
        actor_id=moment.act.actor_id,
        people=known_people(moment.journal.session, {*leaders, *named}, day_of(moment)),
        # who is told when a candidate opens that cannot be signed
        administrators=administrators(moment.journal.session) if state.phase == DocumentPhase.IN_WORK else (),
    )


def _project_edition(moment: Moment, before: DocumentState, event: DocumentEvent) -> None:
    session = moment.journal.session
    if isinstance(event, PublicationOrdered):
        session.add(
            Edition(
                id=event.edition_id,
                document_id=before.id,
                candidate_hash=event.candidate.hash,
                ordered_at=moment.journal.now,
            )
        )
    elif isinstance(event, EditionPublished):
        edition = session.get_one(Edition, event.edition_id)
        if edition.manifest_hash != event.manifest_hash:
            raise Refused("wrong_phase", phase=before.phase)
        # Asked before this one is published, or it would be the latest itself.
        edition.supersedes_id = _latest_edition(moment, before.id)
        edition.state, edition.number, edition.published_at = "published", event.number, moment.journal.now
    elif isinstance(event, CandidateVoided) and before.edition_id is not None:
        session.get_one(Edition, before.edition_id).state = "void"


def _latest_edition(moment: Moment, document_id: str) -> str | None:
    return moment.journal.session.exec(
        select(Edition.id)
        .where(Edition.document_id == document_id, Edition.state == "published", col(Edition.number).is_not(None))
        .order_by(col(Edition.number).desc())
        .limit(1)
    ).first()


def _project_state(moment: Moment, state: DocumentState) -> None:
    document = moment.journal.session.get_one(Document, state.id)
    document.cycle = state.cycle
    if state.phase != DocumentPhase.SETUP:  # till then the row is the authority: its people, and whether it is proposed
        document.phase = str(state.phase)
        document.coordinator_id, document.approvers = state.coordinator_id, list(state.approvers)
    document.candidate = state.candidate.model_dump(mode="json") if state.candidate else None
    document.deadline = state.deadline.model_dump(mode="json") if state.deadline else None
