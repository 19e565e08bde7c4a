"""How an actor stands to a document or section, read from its rows."""

from typing import Any

from sqlalchemy import Date, Select, String, bindparam, literal, union_all
from sqlmodel import Session, col, or_, select

from activities.recording.people import TASKS, current
from domain.document.signing import principal_of as principal_in_signing
from domain.document.signing import signers
from domain.rights import Relation
from domain.section.deputies import principal_of
from domain.section.electorate import ACTING, seated
from schemas.actor import Actor
from schemas.document import DocumentState
from schemas.problems import Refused
from schemas.section import Part, SectionState
from services.rights import permit
from storage.tables import (
    BodyMember,
    Document,
    Obligation,
    ObligationPerson,
    Proposal,
    ProposalVoter,
    Responsibility,
    Section,
    SectionPerson,
    Stream,
)

_PARTS = {str(part): Relation(part) for part in Part} | {task: Relation(part) for task, part in TASKS.items()}
"""The relation that a part in the section or a task of the matrix gives; others let in to read only."""

_LACKING = {
    "sections.submit": "not_an_editor",
    "plans.lay": "not_an_editor",
    "proposals.vote": "not_a_voter",
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
    if document.candidate is not None and Relation.LEADER not in found:
        state = DocumentState.model_validate(session.get_one(Stream, f"document/{document.id}").state)
        if actor.id in signers(state) or principal_in_signing(state, actor.id) is not None:
            found |= {Relation.LEADER, Relation.PARTICIPANT}
    asked = {"person": actor.id, "document": document.id, "today": actor.today}
    for relation in session.execute(_TAKING_PART, asked).scalars():
        found |= {Relation(relation), Relation.PARTICIPANT}
    return found


def taking_part(document: Any) -> list[Select[Any]]:
    """What rows give the bound `person` which relations to a document as a whole, on the bound day `today`.

    Who has a part in one of its sections or answers by its matrix, who votes whether to begin, and who owes
    something by the plan in force. Built once: what is built for each request costs more than it asks.
    """
    person = bindparam("person", type_=String)
    part, voter = literal(str(Relation.PARTICIPANT)), literal(str(Relation.VOTER))
    listed = select(part).select_from(SectionPerson).join(Section, col(Section.id) == col(SectionPerson.section_id))
    answers = _answers(person, bindparam("today", type_=Date)).with_only_columns(part)
    votes = select(voter).select_from(ProposalVoter).join(Proposal, col(Proposal.id) == col(ProposalVoter.proposal_id))
    owes = select(part).select_from(ObligationPerson)
    owes = owes.join(Obligation, col(Obligation.id) == col(ObligationPerson.obligation_id))
    return [
        listed.where(Section.document_id == document, SectionPerson.person_id == person),
        answers.where(col(Responsibility.document_id) == document),
        votes.where(Proposal.document_id == document, ProposalVoter.person_id == person),
        owes.where(Obligation.document_id == document, ObligationPerson.person_id == person),
    ]


def relations_to_section(session: Session, actor: Actor, section: Section) -> set[Relation]:
    """Editor, reviewer, approver: by the section's own list, by the matrix, or in the open phase.

    Who acts in the open phase, as a deputy too, keeps the part until it ends, whatever the matrix says by then.
    """
    if actor.is_anonymous:
        return set()
    listed = select(SectionPerson.part).where(
        SectionPerson.section_id == section.id, SectionPerson.person_id == actor.id
    )
    here = or_(col(Responsibility.section_id).is_(None), Responsibility.section_id == section.id)
    matrix = answering(actor).where(col(Responsibility.document_id) == section.document_id, here)
    rows = session.execute(union_all(listed, matrix.with_only_columns(col(Responsibility.task)))).scalars()
    found = {_PARTS[row] for row in rows if row in _PARTS}
    state = SectionState.model_validate(session.get_one(Stream, f"section/{section.id}").state)
    if state.phase in ACTING and (actor.id in seated(state) or principal_of(state, actor.id) is not None):
        found |= {Relation(ACTING[state.phase]), Relation.PARTICIPANT}
    return found


def answering(actor: Actor) -> Select[Any]:
    """The documents in whose matrix of responsibility the actor is named, or a body in which they sit today."""
    return _answers(actor.id, actor.today)


def _answers(person: Any, today: Any) -> Select[Any]:
    bodies = select(BodyMember.body_id).where(BodyMember.person_id == person, *current(today))
    named = or_(Responsibility.person_id == person, col(Responsibility.body_id).in_(bodies))
    return select(Responsibility.document_id).where(named)


_TAKING_PART = union_all(*taking_part(bindparam("document", type_=String)))


def _refusal(operation: str, actor: Actor, relations: set[Relation]) -> str:
    """Who takes part is told what they lack; to others the object does not exist."""
    sees = Relation.PARTICIPANT in relations or actor.role == "administrator"
    return _LACKING.get(operation, "not_allowed") if sees else "not_found"
