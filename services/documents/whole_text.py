"""The latest texts of all sections of a document, to be read one after the other."""

from functools import partial

from sqlmodel import col, select

from activities.renderings import Renderings
from schemas.actor import Actor
from schemas.canonical import canonical_json, sha256_hex
from services.house import House
from services.relations import document_for
from storage.tables import Revision, Section

WRITING_VERSION = "1"
"""To be raised by whatever makes an equal text give other HTML."""


def whole_text(house: House, *, actor: Actor, document_id: str) -> dict[str, bytes]:
    """The HTML of each section that has a text, by the section's id.

    What a text is written as depends on nothing but the text, so it is written once and kept under its hash.
    """
    with house.database.read() as session:
        document_for(session, "sections.list", actor, document_id)
        heads = select(Section.id, Revision.text_hash).join(Revision, col(Revision.id) == col(Section.head_id))
        found = session.exec(heads.where(Section.document_id == document_id)).all()
    kept = Renderings(house.database, house.store)
    return {
        section_id: kept.drawn(_key(text_hash), partial(_written, house, text_hash)) for section_id, text_hash in found
    }


def _key(text_hash: str) -> str:
    return sha256_hex(canonical_json({"reading": WRITING_VERSION, "text": text_hash}).encode())


def _written(house: House, text_hash: str) -> bytes:
    return house.converter.from_ast(house.texts.ast(text_hash), "html")
