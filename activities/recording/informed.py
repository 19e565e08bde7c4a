"""Whom the matrix of responsibility has told: who answers for information, in person or through a body."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Date, bindparam
from sqlmodel import col, or_, select

from activities.recording.kind import Moment
from activities.recording.people import current, day_of
from domain.notices import INFORMED, Told
from storage.prepared import rows_in
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
    session, whole = moment.journal.session, section_id is None
    found = rows_in(session, _ANSWERING, document=document_id, section=section_id)
    rows = [row for row in found if whole or event.type != "published" or row.section_id is not None]
    if not rows:
        return []
    bodies = sorted({row.body_id for row in rows if row.body_id})
    members = rows_in(session, _MEMBERS, bodies=bodies, day=day_of(moment)) if bodies else []
    ids = {row.person_id for row in (*rows, *members) if row.person_id}
    return [row.id for row in rows_in(session, _ACTIVE, people=sorted(ids))]


_ANSWERING = select(Responsibility.section_id, Responsibility.person_id, Responsibility.body_id).where(
    col(Responsibility.document_id) == bindparam("document"),
    col(Responsibility.task) == "information",
    or_(col(Responsibility.section_id).is_(None), col(Responsibility.section_id) == bindparam("section")),
)
_MEMBERS = select(BodyMember.person_id).where(
    col(BodyMember.body_id).in_(bindparam("bodies", expanding=True)), *current(bindparam("day", type_=Date))
)
_ACTIVE = (
    select(col(Person.id))
    .where(col(Person.id).in_(bindparam("people", expanding=True)), col(Person.active))
    .order_by(col(Person.id))
)
