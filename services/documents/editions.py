"""Published editions, for everybody; one that is being made, for those who take part."""

from collections.abc import Mapping, Sequence
from functools import partial

from sqlmodel import Session, col, select

from domain.rights import Relation
from schemas.actor import Actor
from schemas.problems import Refused
from schemas.views.page import Page, Slice
from schemas.views.texts import EditionView
from services.house import House
from services.pages import cut
from services.relations import relations_to_document
from services.rights import permit
from services.sections.texts import File
from storage.tables import Document, Edition, EditionFile


def list_editions(house: House, *, actor: Actor, document_id: str, page: Page) -> Slice[EditionView]:
    """A document's editions, first to last: the published ones, and for its participants the others too."""
    permit("editions.list", actor)
    with house.database.read() as session:
        query = select(Edition).where(Edition.document_id == document_id)
        if not _takes_part(session, actor, document_id):
            query = query.where(Edition.state == "published")
        rows = session.exec(query.order_by(col(Edition.ordered_at), col(Edition.id))).all()
        found = cut(rows, lambda row: row.id, page)
        files = _files(session, [row.id for row in found.items])
        return found.each(lambda row: _view(row, files))


def read_edition(house: House, *, actor: Actor, edition_id: str) -> EditionView:
    """One edition. Raises Refused("not_found") for one that is not published to who does not take part."""
    permit("editions.read", actor)
    with house.database.read() as session:
        edition = _edition_for(session, actor, edition_id)
        return _view(edition, _files(session, [edition.id]))


def edition_file(house: House, *, actor: Actor, edition_id: str, name: str) -> File:
    """One file of a published edition."""
    permit("editions.file", actor)
    with house.database.read() as session:
        edition = _edition_for(session, actor, edition_id)
        row = session.get(EditionFile, (edition_id, name))
    if row is None or edition.state != "published":
        raise Refused("not_found")
    return File(row.name, partial(house.store.lasting.get, row.address), row.media_type, row.address)


def _edition_for(session: Session, actor: Actor, edition_id: str) -> Edition:
    edition = session.get(Edition, edition_id)
    if edition is None or (edition.state != "published" and not _takes_part(session, actor, edition.document_id)):
        raise Refused("not_found")
    return edition


def _takes_part(session: Session, actor: Actor, document_id: str) -> bool:
    document = session.get(Document, document_id)
    if document is None:
        return False
    return actor.role == "administrator" or Relation.PARTICIPANT in relations_to_document(session, actor, document)


def _files(session: Session, ids: Sequence[str]) -> dict[str, list[EditionFile]]:
    """The files of editions, by edition; one query for any number of them."""
    rows = session.exec(select(EditionFile).where(col(EditionFile.edition_id).in_(ids)).order_by(col(EditionFile.name)))
    found: dict[str, list[EditionFile]] = {}
    for row in rows:
        found.setdefault(row.edition_id, []).append(row)
    return found


def _view(row: Edition, files: Mapping[str, Sequence[EditionFile]]) -> EditionView:
    listed = [
        {"name": file.name, "size": file.size, "sha256": file.address, "media_type": file.media_type}
        for file in files.get(row.id, ())
    ]
    return EditionView.model_validate(row.model_dump() | {"files": listed if row.state == "published" else []})
