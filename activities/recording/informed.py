"""Whom the matrix of responsibility has told: who answers for information, in person or through a body."""

from collections.abc import Collection
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, or_, select

from activities.recording.kind import Moment
from domain.notices import INFORMED, Told
from domain.terms import covers
from schemas.policy import Policy
from storage.tables import BodyMember, Document, Person, Responsibility


def informed(moment: Moment, event: Any, document: Document, section_id: str | None, told: Collection[Told]) -> Told:
    """Who is to know of the event for information's sake, without those who are `told` of it anyway.

    A section's news goes to those who answer for information in it, and its approval to those of the whole
    document too; of a publication these are told once, by the document's own news.
    """
    kind = INFORMED.get(event.type)
    if kind is None:
        return "", ()
    known = {person for _, people in told for person in people}
    return kind, tuple(person for person in _holders(moment, event, document, section_id) if person not in known)


def _holders(moment: Moment, event: Any, document: Document, section_id: str | None) -> list[str]:
    session = moment.journal.session
    whole = col(Responsibility.section_id).is_(None)
    here = whole if section_id is None else col(Responsibility.section_id) == section_id
    places = here if event.type == "published" else or_(here, whole)
    rows = session.exec(
        select(Responsibility).where(
            Responsibility.document_id == document.id, Responsibility.task == "information", places
        )
    ).all()
    if not rows:
        return []
    day = moment.journal.now.astimezone(ZoneInfo(Policy.model_validate(document.policy).zone)).date()
    bodies = {row.body_id for row in rows if row.body_id}
    seats = session.exec(select(BodyMember).where(col(BodyMember.body_id).in_(bodies))).all()
    ids = {row.person_id for row in rows} | {one.person_id for one in seats if covers(one.since, one.until, day)}
    return list(session.exec(select(Person.id).where(col(Person.id).in_(ids), col(Person.active)).order_by(Person.id)))
