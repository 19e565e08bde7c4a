"""Who saw which revision of a section when: so that each is shown what has changed since they were last there."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from domain.visits import Seen, following
from schemas.actor import Actor
from schemas.problems import Refused
from services.house import House
from services.relations import section_for
from storage.tables import Section, Visit

_CLOSE = timedelta(minutes=1)
"""How exactly it is kept when somebody was last there."""


def read_visit(house: House, *, actor: Actor, section_id: str, head_id: str | None) -> Seen:
    """The visit that the actor is on by looking at this head now, and the one before it."""
    with house.database.read() as session:
        section_for(session, "sections.read", actor, section_id)
        return following(_last(session, actor, section_id), head_id, house.clock())


def read_by(house: House, *, actor: Actor, section_ids: Collection[str]) -> dict[str, bool]:
    """Which of the sections the actor has looked at, and whether that was the revision that stands there now."""
    with house.database.read() as session:
        rows = session.exec(
            select(Visit.section_id, Visit.revision_id, Section.head_id)
            .join(Section, col(Section.id) == col(Visit.section_id))
            .where(Visit.person_id == actor.id, col(Visit.section_id).in_(section_ids))
        )
        return {section_id: revision_id == head_id for section_id, revision_id, head_id in rows}


def note_visit(house: House, *, actor: Actor, section_id: str, seen: Seen) -> None:
    """Keep what `read_visit` gave; where that cannot be written down now nothing is lost but a mark."""
    if house.pause() is not None:
        return
    with house.database.read() as session:
        last = _last(session, actor, section_id)
    if last is not None and last == replace(seen, at=last.at) and seen.at - last.at < _CLOSE:
        return
    with suppress(IntegrityError, Refused), house.database.write() as session:
        session.merge(Visit(person_id=actor.id, section_id=section_id, **vars(seen)))


def _last(session: Session, actor: Actor, section_id: str) -> Seen | None:
    row = session.get(Visit, (actor.id, section_id))
    return Seen(row.revision_id, row.at, row.before_id, row.before_at) if row is not None else None
