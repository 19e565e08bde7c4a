"""Keeping the index of texts: written with what it is an index of, or after it, and then mended at every follow-up."""

from typing import Literal

from sqlalchemy import String, bindparam, literal
from sqlmodel import Session, col, delete, insert, select, update

from activities.texts import Texts
from domain.search.index import Indexed, indexed
from domain.search.stems import plain_form, stems_of
from domain.text.plain import document_text
from storage.database import Database
from storage.prepared import change_in, insert_in, row_in
from storage.tables import Material, Revision, SearchItem, SearchPosting, Section

SearchKind = Literal["material", "section", "comment"]

_ITEM, _POSTING = insert(SearchItem), insert(SearchPosting)
_OF_ITEM = bindparam("item", type_=String)
_NO_POSTINGS = delete(SearchPosting).where(col(SearchPosting.item_id) == _OF_ITEM)
_NO_ITEM = delete(SearchItem).where(col(SearchItem.id) == _OF_ITEM)
_HEAD = (
    select(Section.head_id, Section.title)
    .where(col(Section.id) == bindparam("section", type_=String))
    .with_for_update()
)


def put_item(
    session: Session,
    kind: SearchKind,
    id_: str,
    text: Indexed,
    *,
    document_id: str,
    section_id: str | None,
    source: str,
) -> None:
    """Have a text found, in place of what this thing was found by before; `source` says which text it is."""
    drop_item(session, kind, id_)
    item = {
        "id": f"{kind}/{id_}",
        "kind": kind,
        "document_id": document_id,
        "section_id": section_id,
        "source": source,
        "title": text.title,
        "text": text.text,
    }
    insert_in(session, _ITEM, [item])
    rows = [
        {
            "item_id": item["id"],
            "stem": posting.stem,
            "document_id": document_id,
            "count": posting.times,
            "places": " ".join(f"{start}:{end}" for start, end in posting.places),
            "in_title": posting.in_title,
        }
        for posting in text.postings
    ]
    if rows:
        insert_in(session, _POSTING, rows)


def retitle(session: Session, kind: SearchKind, id_: str, title: str, section_id: str | None) -> None:
    """Have a thing found by another title and in another section; one that is not in the index stays out of it.

    Its text may be long, and is not touched.
    """
    item = session.get(SearchItem, f"{kind}/{id_}")
    if item is None:
        return
    title = plain_form(title)
    before, after = stems_of(item.title), stems_of(title)
    item.title, item.section_id = title, section_id
    item_id, document_id = item.id, item.document_id
    gone = (col(SearchPosting.item_id) == item_id, col(SearchPosting.stem).in_(sorted(before - after)))
    session.exec(delete(SearchPosting).where(*gone, col(SearchPosting.count) == 0))
    session.exec(update(SearchPosting).where(*gone).values(in_title=False))
    there = (col(SearchPosting.item_id) == item_id, col(SearchPosting.stem).in_(sorted(after)))
    known = set(session.exec(select(SearchPosting.stem).where(*there)))
    session.exec(update(SearchPosting).where(*there).values(in_title=True))
    new = {"item_id": item_id, "document_id": document_id, "count": 0, "places": "", "in_title": True}
    if after - known:
        session.execute(insert(SearchPosting), [{**new, "stem": stem} for stem in sorted(after - known)])


def follow_titles(session: Session, person_id: str) -> None:
    """Have the materials that a person put in found by the titles they have now."""
    item_id = literal("material/") + col(Material.id)
    renamed = select(Material).join(SearchItem, col(SearchItem.id) == item_id)
    for row in session.exec(renamed.where(Material.person_id == person_id, SearchItem.title != Material.title)):
        retitle(session, "material", row.id, row.title, row.section_id)


def drop_item(session: Session, kind: SearchKind, id_: str) -> None:
    """Have a thing found no more."""
    change_in(session, _NO_POSTINGS, item=f"{kind}/{id_}")
    change_in(session, _NO_ITEM, item=f"{kind}/{id_}")


class SectionSearch:
    """Has the text of every section's latest revision found."""

    def __init__(self, database: Database, texts: Texts) -> None:
        self._database = database
        self._texts = texts

    def index_head(self, section_id: str) -> None:
        """Index the section's head; repeating it changes nothing, and a head that comes meanwhile is the one kept."""
        while (found := self._unindexed(section_id)) is not None:
            section, head = found
            text = indexed(section.title, document_text(self._texts.ast(head.text_hash)))
            with self._database.write() as session:
                row = row_in(session, _HEAD, section=section_id)
                if row is not None and (row.head_id, row.title) == (head.id, section.title):
                    put_item(
                        session,
                        "section",
                        section.id,
                        text,
                        document_id=section.document_id,
                        section_id=section.id,
                        source=head.id,
                    )

    def _unindexed(self, section_id: str) -> tuple[Section, Revision] | None:
        with self._database.read() as session:
            section = session.get_one(Section, section_id)
            head = session.get(Revision, section.head_id) if section.head_id else None
            item = session.get(SearchItem, f"section/{section_id}")
        if head is None or (item is not None and (item.source, item.title) == (head.id, plain_form(section.title))):
            return None
        return section, head
