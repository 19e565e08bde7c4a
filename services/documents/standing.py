"""How a document stands: all its sections at a glance, with who is awaited and how each phase went against its plan."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlmodel import Session, col, func, select

from domain.explanation import waits_for
from domain.section.alarms import awaited
from schemas.actor import Actor
from schemas.deadline import Deadline
from schemas.section import ENDS, Part, SectionState
from schemas.section_events import SECTION_EVENT, PhaseOpened
from schemas.views.standing import PersonNamed, SectionStanding, Span, StandingView
from services.house import House
from services.relations import document_for
from services.sections.opinions import Opinions, hidden_comments, opinions_in
from storage.tables import Comment, Document, Event, Person, Section, SectionPerson
from storage.unanswered import is_unanswered

_OPENS = {
    "launched": "drafting",
    "drafting_resumed": "drafting",
    "reopened": "drafting",
    "round_opened": "review",
    "sign_off_opened": "sign_off",
}
_MOVES = ("extended", "deadline_recounted", "ladder_extended", "grace_given")
_ENDS = ("approved", "published", "withdrawn")


def read_standing(house: House, *, actor: Actor, document_id: str) -> StandingView:
    """How the document stands. Raises Refused as `document_for` does."""
    with house.database.read() as session:
        document = document_for(session, "sections.list", actor, document_id)
        sections = session.exec(
            select(Section).where(Section.document_id == document_id).order_by(col(Section.position))
        ).all()
        seen = {row.id: opinions_in(session, actor, row) for row in sections}
        states = {section_id: one.known for section_id, one in seen.items()}
        spans = _spans(session, [row.id for row in sections])
        unanswered = _unanswered(session, [row.id for row in sections], hidden_comments(session, actor, document_id))
        owners = _owners(session, [row.id for row in sections])
        names = _names(session, document, states.values(), owners.values())
    return StandingView(
        document_id=document_id,
        coordinator=names[document.coordinator_id],
        approvers=[names[one] for one in document.approvers if one in names],
        sections=[
            _standing(row, seen[row.id], spans[row.id], unanswered.get(row.id, 0), owners.get(row.id, ""), names)
            for row in sections
        ],
    )


def _standing(
    row: Section,
    seen: Opinions,
    spans: list[Span],
    unanswered: int,
    owner: str,
    names: dict[str, PersonNamed],
) -> SectionStanding:
    state = seen.known
    open_phase = state.deadline is not None and state.phase not in ENDS
    return SectionStanding(
        id=row.id,
        position=row.position,
        title=row.title,
        phase=row.phase,
        round=row.round,
        revision=row.head_number,
        deadline=Deadline.model_validate(row.deadline) if row.deadline else None,
        overdue=row.overdue,
        since=state.opened_at,
        owner=names.get(owner),
        awaited=[names[one] for one in seen.known_of(awaited(state)) if one in names] if open_phase else [],
        waits_for=waits_for(state) if open_phase else "",
        unanswered=unanswered,
        spans=spans,
    )


def _owners(session: Session, section_ids: Sequence[str]) -> dict[str, str]:
    """Whom each section names first to write it."""
    editors = (SectionPerson.part == str(Part.EDITOR), col(SectionPerson.section_id).in_(section_ids))
    rows = session.exec(select(SectionPerson).where(*editors).order_by(col(SectionPerson.place).desc()))
    return {row.section_id: row.person_id for row in rows}


def _names(
    session: Session, document: Document, states: Iterable[SectionState], owners: Iterable[str]
) -> dict[str, PersonNamed]:
    ids = {document.coordinator_id, *document.approvers, *owners}
    for state in states:
        ids |= set(awaited(state)) if state.deadline is not None else set()
    found = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids)))
    return {person_id: PersonNamed(id=person_id, name=name) for person_id, name in found}


def _unanswered(session: Session, section_ids: Sequence[str], hidden: Collection[str]) -> dict[str, int]:
    counted = (
        select(Comment.section_id, func.count())
        .join(Section, (col(Section.id) == col(Comment.section_id)) & (col(Section.cycle) == col(Comment.cycle)))
        .where(col(Comment.section_id).in_(section_ids), col(Comment.id).not_in(hidden), *is_unanswered())
        .group_by(Comment.section_id)
    )
    return dict(session.exec(counted).all())


def _spans(session: Session, section_ids: Sequence[str]) -> dict[str, list[Span]]:
    """The phases of each section by its record, in order."""
    streams = [f"section/{one}" for one in section_ids]
    telling = (*_OPENS, *_MOVES, *_ENDS)
    rows = session.exec(
        select(Event)
        .where(col(Event.stream_id).in_(streams), col(Event.type).in_(telling))
        .order_by(Event.stream_id, col(Event.seq))
    )
    found: dict[str, list[Span]] = defaultdict(list)
    for row in rows:
        spans, event = found[row.stream_id.removeprefix("section/")], SECTION_EVENT.validate_python(row.data)
        if row.type in _MOVES and spans and isinstance(event, PhaseOpened):
            spans[-1].deadline = event.deadline
            continue
        if spans and spans[-1].ended_at is None:
            spans[-1].ended_at = row.at
        if row.type in _OPENS and isinstance(event, PhaseOpened):
            deadline = event.deadline
            spans.append(Span(phase=_OPENS[row.type], began_at=row.at, planned=deadline, deadline=deadline))
    return found
