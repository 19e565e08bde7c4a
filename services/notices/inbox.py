"""A person's inbox as a page shows it: the newest first, what each notice says in the reader's language, and marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from domain.letters.letter import Said, what_is_said
from domain.rights import Relation
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.language import Language
from schemas.setup_events import NoticeRead
from schemas.views.page import Page, Slice
from services.house import House
from services.rights import permit
from storage.journal import INSTALLATION, Journal, carry_out
from storage.paging import page_of
from storage.tables import Note, Notice, Stream


@dataclass(frozen=True)
class Told:
    """One notice: when it was made and marked as read (UTC), and what it says; its link is a path."""

    id: str
    made_at: datetime
    read_at: datetime | None
    said: Said


def read_inbox(house: House, *, actor: Actor, page: Page, language: Language) -> Slice[Told]:
    """One page of the actor's notices, in the order that the page asks for."""
    permit("notices.list", actor)
    with house.database.read() as session:
        query = select(Notice).where(Notice.person_id == actor.id)
        found = page_of(session, query, col(Notice.id), lambda row: row.id, page)
        noted = {row.facts["note_id"] for row in found.items if "note_id" in row.facts}
        notes = dict(session.exec(select(Note.id, Note.text).where(col(Note.id).in_(noted))).all())
    return found.each(lambda row: _told(row, notes.get(row.facts.get("note_id", ""), ""), language))


def mark_all_read(house: House, *, actor: Actor, act: Act, notice_ids: Sequence[str]) -> Receipt:
    """Mark these notices of the actor as read; those of others, or that are read already, stay as they are."""
    permit("notices.read_mark", actor, {Relation.SELF})

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[NoticeRead]]:
        unread = (Notice.person_id == actor.id, col(Notice.read_at).is_(None), col(Notice.id).in_(notice_ids))
        rows = journal.session.exec(select(Notice).where(*unread).order_by(Notice.id)).all()
        for row in rows:
            row.read_at = journal.now
        return {}, [NoticeRead(notice_id=row.id) for row in rows]

    return carry_out(house.database, house.clock, act, INSTALLATION, effect)


def _told(row: Notice, note: str, language: Language) -> Told:
    said = what_is_said(row.kind, row.facts, language=language, base_url="", note_text=note)
    return Told(row.id, row.made_at, row.read_at, said)
