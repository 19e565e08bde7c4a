"""A person's inbox: what was told to them, in their language."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from domain.letters import letter
from domain.rights import Relation
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.setup_events import NoticeRead
from schemas.views.channels import Unread
from schemas.views.documents import DeliveryView, NoticeView
from schemas.views.page import Page, Slice
from services.house import House
from services.rights import permit
from storage.journal import INSTALLATION, Journal, carry_out
from storage.paging import page_of
from storage.tables import Delivery, Note, Notice, Person, Stream


def list_notices(house: House, *, actor: Actor, page: Page) -> Slice[NoticeView]:
    """The actor's inbox, oldest first."""
    permit("notices.list", actor)
    with house.database.read() as session:
        query = select(Notice).where(Notice.person_id == actor.id)
        found = page_of(session, query, col(Notice.id), lambda row: row.id, page)
        noted = {row.facts["note_id"] for row in found.items if "note_id" in row.facts}
        notes = dict(session.exec(select(Note.id, Note.text).where(col(Note.id).in_(noted))).all())
        person = session.get_one(Person, actor.id)
        deliveries = _deliveries(session, [row.id for row in found.items])
    return found.each(
        lambda row: _view(house, row, person, notes.get(row.facts.get("note_id", ""), ""), deliveries[row.id])
    )


def count_unread(house: House, *, actor: Actor) -> Unread:
    """How many of the actor's inbox items have not been marked as read."""
    permit("notices.count_unread", actor)
    query = select(func.count()).where(Notice.person_id == actor.id, col(Notice.read_at).is_(None))
    with house.database.read() as session:
        return Unread(unread=session.exec(query).one())


def mark_read(house: House, *, actor: Actor, act: Act, notice_id: str) -> Receipt:
    """Mark an inbox item as read; marking it again changes nothing."""
    with house.database.read() as session:
        row = session.get(Notice, notice_id)
    own = {Relation.SELF} if row is not None and row.person_id == actor.id else set()
    permit("notices.read_mark", actor, own, refusal="not_found")

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[NoticeRead]]:
        notice = journal.session.get(Notice, notice_id)
        if notice is None:
            raise Refused("not_found")
        notice.read_at = notice.read_at or journal.now
        return {"notice_id": notice_id}, [NoticeRead(notice_id=notice_id)]

    return carry_out(house.database, house.clock, act, INSTALLATION, effect)


def _deliveries(session: Session, notice_ids: Sequence[str]) -> dict[str, list[DeliveryView]]:
    found: dict[str, list[DeliveryView]] = defaultdict(list)
    query = select(Delivery).where(col(Delivery.notice_id).in_(notice_ids)).order_by(Delivery.channel)
    for row in session.exec(query):
        found[row.notice_id or ""].append(DeliveryView.model_validate(row.model_dump()))
    return found


def _view(house: House, row: Notice, person: Person, note: str, deliveries: list[DeliveryView]) -> NoticeView:
    told = letter(
        row.kind,
        row.facts,
        language="en" if person.language == "en" else "ru",
        name=person.name,
        base_url=house.public_url,
        note_text=note,
    )
    return NoticeView.model_validate(
        row.model_dump() | {"subject": told.subject, "text": told.text, "deliveries": deliveries}
    )
