"""What outside experts who are no voters advised: who takes part sees it, and it moves nothing."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from schemas.actor import Actor
from schemas.section import Verdict
from schemas.views.guests import OutsideOpinionView
from schemas.views.page import Page, Slice
from services.house import House
from services.relations import section_for
from services.sections.opinions import opinions_in
from storage.paging import page_of
from storage.tables import Note, OutsideOpinion, Person


def list_opinions(house: House, *, actor: Actor, section_id: str, page: Page) -> Slice[OutsideOpinionView]:
    """All that outside experts advised on a section, in the order in which they did.

    While the actor has to give their own opinion first, nothing of the open round.
    """
    with house.database.read() as session:
        section = section_for(session, "guests.list_opinions", actor, section_id)
        query = select(OutsideOpinion).where(OutsideOpinion.section_id == section_id)
        if (opening := opinions_in(session, actor, section).opening) is not None:
            query = query.where(OutsideOpinion.at < opening.at)
        found = page_of(session, query, col(OutsideOpinion.id), lambda row: row.id, page)
        people = [row.person_id for row in found.items]
        named = {row.id: row for row in session.exec(select(Person).where(col(Person.id).in_(people)))}
        notes = [row.note_id for row in found.items]
        texts = dict(session.exec(select(Note.id, Note.text).where(col(Note.id).in_(notes))).all())

    def view(row: OutsideOpinion) -> OutsideOpinionView:
        person = named[row.person_id]
        told = {"name": person.name, "organisation_id": person.organisation_id, "text": texts.get(row.note_id or "")}
        return OutsideOpinionView.model_validate(row.model_dump() | told)

    return found.each(view)


def last_opinions(session: Session, guest_ids: Sequence[str]) -> dict[str, Verdict]:
    """The last opinion of each of these guests who gave one."""
    query = select(OutsideOpinion.guest_id, OutsideOpinion.verdict).order_by(col(OutsideOpinion.id))
    rows = session.exec(query.where(col(OutsideOpinion.guest_id).in_(guest_ids))).all()
    return {guest_id: Verdict(verdict) for guest_id, verdict in rows}
