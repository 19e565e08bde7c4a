"""How an actor stands to a document or section, read from its rows."""

from sqlmodel import Session, select

from domain.rights import Relation
from schemas.actor import Actor
from schemas.problems import Refused
from services.rights import permit
from storage.tables import Document, Section, SectionPerson

_LACKING = {
    "sections.submit": "not_an_editor",
    "sections.verdict": "not_a_voter",
    "sections.sign": "not_a_signer",
    "sections.decline": "not_a_signer",
    "documents.sign": "not_a_signer",
    "documents.decline": "not_a_signer",
}
"""What somebody who takes part is told in place of `not_allowed`: the part that the operation takes."""


def document_for(session: Session, operation: str, actor: Actor, document_id: str) -> Document:
    """The document, if the actor may do the operation on it.

    Raises Refused("not_found") both where there is none and where its existence is not for the actor.
    """
    document = session.get(Document, document_id)
    if document is None:
        raise Refused("not_found")
    relations = relations_to_document(session, actor, document)
    permit(operation, actor, relations, refusal=_refusal(operation, actor, relations))
    return document


def section_for(session: Session, operation: str, actor: Actor, section_id: str) -> Section:
    """The section, if the actor may do the operation on it; raises as `document_for` does."""
    section = session.get(Section, section_id)
    document = session.get(Document, section.document_id) if section else None
    if section is None or document is None:
        raise Refused("not_found")
    relations = relations_to_document(session, actor, document) | relations_to_section(session, actor, section)
    permit(operation, actor, relations, refusal=_refusal(operation, actor, relations))
    return section


def relations_to_document(session: Session, actor: Actor, document: Document) -> set[Relation]:
    """Coordinator, leader, participant."""
    found: set[Relation] = set()
    if actor.is_anonymous:
        return found
    if document.coordinator_id == actor.id:
        found |= {Relation.COORDINATOR, Relation.PARTICIPANT}
    if actor.id in document.approvers:
        found |= {Relation.LEADER, Relation.PARTICIPANT}
    parts = (
        select(SectionPerson.part)
        .join(Section, Section.id == SectionPerson.section_id)  # type: ignore[arg-type]
        .where(Section.document_id == document.id, SectionPerson.person_id == actor.id)
        .limit(1)
    )
    if session.exec(parts).first() is not None:
        found.add(Relation.PARTICIPANT)
    return found


def relations_to_section(session: Session, actor: Actor, section: Section) -> set[Relation]:
    """Editor, reviewer, approver."""
    rows = session.exec(
        select(SectionPerson.part).where(SectionPerson.section_id == section.id, SectionPerson.person_id == actor.id)
    )
    return {Relation(part) for part in rows}


def _refusal(operation: str, actor: Actor, relations: set[Relation]) -> str:
    """Who takes part is told what they lack; to others the object does not exist."""
    sees = Relation.PARTICIPANT in relations or actor.role == "administrator"
    return _LACKING.get(operation, "not_allowed") if sees else "not_found"
