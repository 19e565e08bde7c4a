"""Reading texts: revisions, drafts, their originals, and what changed between two of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlmodel import col, select

from activities.convert.return_code import stamp
from domain.edition import media_type
from domain.rights import Relation
from schemas.actor import Actor
from schemas.conversion import TargetFormat
from schemas.problems import Refused
from schemas.views.page import Page, Slice
from schemas.views.texts import ComparisonView, RevisionView
from services.house import House
from services.relations import relations_to_document, section_for
from services.sections.submission import draft_for
from storage.paging import page_of
from storage.tables import Document, Revision

ENDINGS: dict[TargetFormat, str] = {"markdown": "md", "html": "html", "docx": "docx", "odt": "odt"}


@dataclass(frozen=True)
class File:
    """Bytes to be sent to somebody, with their name; `etag` names exactly what `read` gives."""

    name: str
    read: Callable[[], bytes]
    media_type: str
    etag: str


def list_revisions(house: House, *, actor: Actor, section_id: str, page: Page) -> Slice[RevisionView]:
    """The chain of a section's revisions, first to last."""
    with house.database.read() as session:
        section_for(session, "revisions.list", actor, section_id)
        query = select(Revision).where(Revision.section_id == section_id, Revision.state == "accepted")
        return page_of(session, query, col(Revision.id), lambda row: row.id, page).each(_view)


def list_drafts(house: House, *, actor: Actor, section_id: str, page: Page) -> Slice[RevisionView]:
    """The texts set aside in a section: one's own, for its coordinator everybody's."""
    with house.database.read() as session:
        section = section_for(session, "drafts.list", actor, section_id)
        document = session.get_one(Document, section.document_id)
        query = select(Revision).where(Revision.section_id == section.id, Revision.state != "accepted")
        if Relation.COORDINATOR not in relations_to_document(session, actor, document):
            query = query.where(Revision.person_id == actor.id)
        return page_of(session, query, col(Revision.id), lambda row: row.id, page).each(_view)


def read_revision(house: House, *, actor: Actor, revision_id: str) -> RevisionView:
    """One revision."""
    return _view(revision_for(house, "revisions.read", actor, revision_id))


def read_draft(house: House, *, actor: Actor, draft_id: str) -> RevisionView:
    """One draft."""
    return _view(draft_for(house, "drafts.read", actor, draft_id))


def section_text(house: House, *, actor: Actor, section_id: str, form: TargetFormat) -> File:
    """The latest revision's text; a Word file carries a return code. Raises Refused("not_found") before the first."""
    with house.database.read() as session:
        section = section_for(session, "sections.text", actor, section_id)
        head = session.get(Revision, section.head_id) if section.head_id else None
    if head is None:
        raise Refused("not_found")
    return _text(house, head, form)


def revision_text(house: House, *, actor: Actor, revision_id: str, form: TargetFormat) -> File:
    """A revision's text; a Word file carries the code by which it comes back to it."""
    return _text(house, revision_for(house, "revisions.text", actor, revision_id), form)


def draft_text(house: House, *, actor: Actor, draft_id: str, form: TargetFormat) -> File:
    """A draft's text, such as a proposed merge."""
    return _text(house, draft_for(house, "drafts.text", actor, draft_id), form)


def revision_original(house: House, *, actor: Actor, revision_id: str) -> File:
    """The file as its sender uploaded it."""
    row = revision_for(house, "revisions.original", actor, revision_id)
    original = row.original_hash
    return File(row.filename, partial(house.store.get, original), "application/octet-stream", original)


def compare_revisions(house: House, *, actor: Actor, base_id: str, head_id: str) -> ComparisonView:
    """What changed from one text of a section to another; either may be a draft that the actor may see."""
    base = revision_for(house, "revisions.compare", actor, base_id)
    head = revision_for(house, "revisions.compare", actor, head_id)
    if base.section_id != head.section_id:
        raise Refused("not_found")
    comparison = house.texts.comparison(base.text_hash, head.text_hash)
    diff = house.texts.diff(base.text_hash, head.text_hash)
    return ComparisonView(base_id=base.id, head_id=head.id, change=comparison.change, diff=diff.model_dump(mode="json"))


def revision_for(house: House, operation: str, actor: Actor, revision_id: str) -> Revision:
    """An accepted revision for who takes part; what was set aside is its sender's and coordinator's only."""
    with house.database.read() as session:
        row = session.get(Revision, revision_id)
        if row is None:
            raise Refused("not_found")
        if row.state == "accepted":
            section_for(session, operation, actor, row.section_id)
            return row
    return draft_for(house, "drafts.read", actor, revision_id)


def _text(house: House, row: Revision, form: TargetFormat) -> File:
    returns = form == "docx" and row.state == "accepted"

    def converted() -> bytes:
        written = house.converter.from_ast(house.texts.ast(row.text_hash), form)
        return stamp(written, row.id) if returns else written

    name = f"{row.filename.rsplit('.', 1)[0]}.{ENDINGS[form]}"
    etag = f"{row.text_hash}-{form}"
    return File(name, converted, media_type(name), f"{etag}-{row.id}" if returns else etag)


def _view(row: Revision) -> RevisionView:
    return RevisionView.model_validate(row, from_attributes=True)
