"""A coordinator's desk: what is open in all documents that they coordinate, what was escalated, who is away."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, literal, or_, select

from domain.document.signing import awaited as awaited_in_document
from domain.explanation import waits_for
from domain.section.alarms import awaited as awaited_in_section
from schemas.actor import Actor
from schemas.deadline import Deadline
from schemas.document import DocumentPhase, DocumentState
from schemas.obligation import ObligationState
from schemas.section import Phase
from schemas.views.desk import Away, DeskView, OpenDeadline
from schemas.views.standing import PersonNamed
from services.deadlines.moving import STREAMS
from services.deadlines.waiting import soon
from services.house import House
from services.people.names import names_in
from services.relations import REMOVED
from services.rights import permit
from services.sections.opinions import opinions_in
from storage.tables import Absence, Alarm, Document, Obligation, Section, Stream

MOST = 300
"""So many of each kind are shown, the most urgent first."""
Wheres = list[ColumnElement[bool] | bool]
_OPEN = (Phase.DRAFTING, Phase.REVIEW, Phase.SIGN_OFF)


def coordinates(house: House, *, actor: Actor) -> bool:
    """Whether the actor coordinates any document: who does has a desk."""
    if actor.is_anonymous:
        return False
    with house.database.read() as session:
        return session.exec(select(Document.id).where(Document.coordinator_id == actor.id).limit(1)).first() is not None


def read_desk(house: House, *, actor: Actor, document_id: str | None = None) -> DeskView:
    """The desk over the documents that the actor coordinates, or over that one; an administrator sees those of all."""
    permit("documents.list", actor)
    now = house.clock()
    of = _mine(actor) if document_id is None else [*_mine(actor), Document.id == document_id]
    with house.database.read() as session:
        sections = list(_sections(session, actor, of, now))
        whole = [*_signings(session, of, now), *_milestones(session, of, now)]
        found = sorted([*sections[:MOST], *whole[:MOST]], key=lambda one: (not one.is_coordinators, one.deadline.at))
        _escalate(session, found)
        _name(session, found)
        away = _away(session, found, now.astimezone(ZoneInfo(house.zone)).date())
    return DeskView(open=found, away=away, is_whole=len(sections) <= MOST and len(whole) <= MOST)


def _mine(actor: Actor) -> Wheres:
    every = actor.role == "administrator"
    return [or_(col(Document.coordinator_id) == actor.id, literal(every)), col(Document.demo) != REMOVED]


def _sections(session: Session, actor: Actor, of: Wheres, now: datetime) -> Iterator[OpenDeadline]:
    # The streams are read along, so that `opinions_in` finds each in the session.
    rows = session.exec(
        select(Section, Document, Stream)
        .join(Document, col(Document.id) == col(Section.document_id))
        .join(Stream, col(Stream.id) == literal("section/") + col(Section.id))
        .where(*of, col(Section.phase).in_(_OPEN))
        .order_by(col(Section.deadline)["at"].as_string(), Section.id)
        .limit(MOST + 1)
    ).all()
    for section, document, _ in rows:
        seen = opinions_in(session, actor, section)
        state = seen.known
        if state.deadline is None:
            continue
        yield OpenDeadline(
            kind="section",
            id=section.id,
            document_id=document.id,
            document=document.title,
            title=section.title,
            position=section.position,
            phase=section.phase,
            when=soon(state.deadline, now),
            deadline=state.deadline,
            since=state.opened_at,
            awaited=_unnamed(seen.known_of(awaited_in_section(state))),
            waits_for=waits_for(state),
        )


def _signings(session: Session, of: Wheres, now: datetime) -> Iterator[OpenDeadline]:
    rows = session.exec(
        select(Document, Stream)
        .join(Stream, col(Stream.id) == literal("document/") + col(Document.id))
        .where(*of, Document.phase == str(DocumentPhase.SIGNING))
        .order_by(Document.id)
        .limit(MOST + 1)
    )
    for document, stream in rows:
        state = DocumentState.model_validate(stream.state)
        if state.deadline is not None:
            yield OpenDeadline(
                kind="signing",
                id=document.id,
                document_id=document.id,
                document=document.title,
                title="",
                position=None,
                phase="signing",
                when=soon(state.deadline, now),
                deadline=state.deadline,
                since=state.opened_at,
                awaited=_unnamed(awaited_in_document(state)),
                waits_for="signature",
            )


def _milestones(session: Session, of: Wheres, now: datetime) -> Iterator[OpenDeadline]:
    rows = session.exec(
        select(Obligation, Document, Stream)
        .join(Document, col(Document.id) == col(Obligation.document_id))
        .join(Stream, col(Stream.id) == literal("obligation/") + col(Obligation.id))
        .where(*of, col(Obligation.ended_at).is_(None))
        .order_by(col(Obligation.deadline)["at"].as_string(), Obligation.id)
        .limit(MOST + 1)
    )
    for owed, document, stream in rows:
        state = ObligationState.model_validate(stream.state)
        deadline: Deadline | None = state.deadline
        if deadline is not None and not state.ended:
            yield OpenDeadline(
                kind="milestone",
                id=owed.id,
                document_id=document.id,
                document=document.title,
                title=owed.title,
                position=None,
                phase="obligation",
                when=soon(deadline, now),
                deadline=deadline,
                since=state.opened_at,
                awaited=_unnamed(state.owed_by),
                waits_for="",
            )


def _unnamed(ids: Iterable[str]) -> list[PersonNamed]:
    return [PersonNamed(id=one, name="") for one in ids]


def _name(session: Session, found: list[OpenDeadline]) -> None:
    names = names_in(session, (person.id for one in found for person in one.awaited))
    for one in found:
        one.awaited = [PersonNamed(id=person.id, name=names.get(person.id, "")) for person in one.awaited]


def _escalate(session: Session, found: list[OpenDeadline]) -> None:
    """Tell of each how far the ladder of its open phase has come."""
    streams = {_stream_of(one): one for one in found}
    rung = (col(Alarm.stream_id).in_(streams), Alarm.what == "step", Alarm.state == "rung")
    for row in session.exec(select(Alarm).where(*rung).order_by(col(Alarm.rung_at))):
        one = streams[row.stream_id]
        if row.rung_at is not None and (one.since is None or row.rung_at >= one.since):
            one.steps += 1
            one.escalated_at = row.rung_at


def _stream_of(one: OpenDeadline) -> str:
    return f"{STREAMS[one.kind]}/{one.id}"


def _away(session: Session, found: list[OpenDeadline], today: date) -> list[Away]:
    """Who of those awaited is away now, or will be before the last of these deadlines."""
    if not found:
        return []
    awaited = {person.id: person for one in found for person in one.awaited}
    last = max(one.deadline.last_day for one in found)
    days = (col(Absence.until) >= today, col(Absence.since) <= max(last, today), col(Absence.ended_at).is_(None))
    query = select(Absence).where(col(Absence.person_id).in_(awaited), *days).order_by(col(Absence.since), Absence.id)
    rows = session.exec(query).all()
    deputies = names_in(session, (row.deputy_id for row in rows if row.deputy_id))
    return [
        Away(
            absence_id=row.id,
            person=awaited[row.person_id],
            deputy=deputies.get(row.deputy_id or ""),
            since=row.since,
            until=row.until,
        )
        for row in rows
    ]
