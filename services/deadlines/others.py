"""What a person waits for: the sections they lead or write that others have to bring on."""

from datetime import UTC, datetime

from sqlalchemy import literal
from sqlmodel import Session, col, or_, select

from domain.section.alarms import awaited
from domain.section.electorate import is_blind
from schemas.actor import Actor
from schemas.section import Part, SectionState
from schemas.views.waiting import OthersView
from services.deadlines.waiting import WITH_DEADLINE
from services.house import House
from services.rights import permit
from services.sections.opinions import opinions_in
from storage.tables import Document, Person, Section, SectionPerson, Stream

MOST = 50
"""Sections shown, the first to fall due before others."""


def list_others(house: House, *, actor: Actor) -> list[OthersView]:
    """The sections that the actor coordinates or edits and that wait for others only, the most urgent first."""
    permit("notices.list", actor)
    with house.database.read() as session:
        led = [
            (row, document, state, _others(session, actor, row, state)) for row, document, state in _led(session, actor)
        ]
        waiting = sorted((one for one in led if one[3]), key=lambda one: _due(one[2]))[:MOST]
        ids = {person for *_, people in waiting for person in people}
        names = dict(session.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids))).all())
    return [
        OthersView(
            document=document.title,
            section_id=section.id,
            section=section.title,
            position=section.position,
            phase=section.phase,
            deadline=state.deadline,
            people=[names[one] for one in people if one in names],
        )
        for section, document, state, people in waiting
    ]


def _led(session: Session, actor: Actor) -> list[tuple[Section, Document, SectionState]]:
    edits = select(SectionPerson.section_id).where(
        SectionPerson.person_id == actor.id, SectionPerson.part == str(Part.EDITOR)
    )
    rows = session.exec(
        select(Section, Document, Stream)
        .join(Document, col(Document.id) == col(Section.document_id))
        .join(Stream, col(Stream.id) == literal("section/") + col(Section.id))
        .where(
            or_(Document.coordinator_id == actor.id, col(Section.id).in_(edits)), col(Section.phase).in_(WITH_DEADLINE)
        )
        .order_by(col(Document.title), col(Section.position))
    )
    return [(section, document, SectionState.model_validate(stream.state)) for section, document, stream in rows]


def _others(session: Session, actor: Actor, section: Section, state: SectionState) -> tuple[str, ...]:
    """Whom a section waits for as far as the actor may know it; nobody where it waits for the actor."""
    people = awaited(state)
    if is_blind(state):
        people = opinions_in(session, actor, section).known_of(people)
    return () if actor.id in people else people


def _due(state: SectionState) -> datetime:
    return state.deadline.at if state.deadline else datetime.max.replace(tzinfo=UTC)
