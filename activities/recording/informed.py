"""Whom the matrix of responsibility has told: who answers for information, in person or through a body."""

from collections.abc import Collection
from typing import Any

from sqlmodel import col, or_, select

from activities.recording.kind import Moment
from activities.recording.people import current, day_of
from domain.notices import INFORMED, Told
from storage.tables import BodyMember, Person, Responsibility


def informed(moment: Moment, event: Any, document_id: str, section_id: str | None, told: Collection[Told]) -> Told:
    """Who is to know of the event for information's sake, without those who are `told` of it anyway.

    A section's news goes to those who answer for information in it, and its approval to those of the whole
    document too; of a publication these are told once, by the document's own news.
    """
    kind = INFORMED.get(event.type)
    if kind is None:
        return "", ()
    known = {person for _, people in told for person in people}
    return kind, tuple(person for person in _holders(moment, event, document_id, section_id) if person not in known)


def _holders(moment: Moment, event: Any, document_id: str, section_id: str | None) -> list[str]:
    session = moment.journal.session
    whole = col(Responsibility.section_id).is_(None)
    here = whole if section_id is None else col(Responsibility.section_id) == section_id
    places = here if event.type == "published" else or_(here, whole)
    rows = session.exec(
        select(Responsibility).where(
            Responsibility.document_id == document_id, Responsibility.task == "information", places
        )
    ).all()
    if not rows:
        return []
    bodies = {row.body_id for row in rows if row.body_id}
    members = select(BodyMember.person_id).where(col(BodyMember.body_id).in_(bodies), *current(day_of(moment)))
    ids = {row.person_id for row in rows} | set(session.exec(members).all())
    return list(session.exec(select(Person.id).where(col(Person.id).in_(ids), col(Person.active)).order_by(Person.id)))
