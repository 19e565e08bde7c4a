"""What somebody may do in a section, for showing them what they can do at all; services ask again when it is done."""

from collections.abc import Iterable

from schemas.actor import Actor
from services.house import House
from services.relations import relations_to_document, relations_to_section, section_for
from services.rights import may
from storage.tables import Document


def allowed_in(house: House, *, actor: Actor, section_id: str, operations: Iterable[str]) -> frozenset[str]:
    """Those of the operations that the actor's parts in the section allow, whatever its phase is."""
    with house.database.read() as session:
        section = section_for(session, "sections.read", actor, section_id)
        document = session.get_one(Document, section.document_id)
        relations = relations_to_document(session, actor, document) | relations_to_section(session, actor, section)
    return frozenset(operation for operation in operations if may(operation, actor, relations))
