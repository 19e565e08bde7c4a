"""How an actor stands to a document or section, read from its rows."""

from typing import Any

from sqlalchemy import CompoundSelect, Date, Row, Select, String, bindparam, case, literal, union_all
from sqlmodel import Session, col, or_, select

from activities.recording.people import TASKS, current
from domain.document.signing import principal_of as principal_in_signing
from domain.document.signing import signers
from domain.rights import Relation
from domain.section.deputies import principal_of
from domain.section.electorate import ACTING, owes_position, seated
from schemas.actor import Actor
from schemas.document import DocumentState
from schemas.problems import Refused
from schemas.section import Part, SectionState
from services.rights import permit
from storage.prepared import row_in, rows_in
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

_REMARKING = frozenset({"comments.add", "comments.reply", "annotations.import", "readings.add"})
"""What the head of a body that has one voice does inside it, until its position is sent: they have no second voice."""

_PARTS = {str(part): Relation(part) for part in Part} | {task: Relation(part) for task, part in TASKS.items()}
"""The relation that a part in the section or a task of the matrix gives; others let in to read only."""

REMOVED = "removed"
"""What `Document.demo` says of a demo document that was taken away: it is shown to nobody."""

_LACKING = {
    "sections.submit": "not_an_editor",
    "plans.lay": "not_an_editor",
    "proposals.vote": "not_a_voter",
    "sections.verdict": "not_a_voter",
    "sections.take_back": "not_a_voter",
    "sections.sign": "not_a_signer",
    "sections.decline": "not_a_signer",
    "documents.sign": "not_a_signer",
    "documents.decline": "not_a_signer",
}
"""What somebody who takes part is told in place of `not_allowed`: the part that the operation takes."""


_SAYING = frozenset(
    {
        *("comments.add", "comments.reply", "annotations.import", "readings.add", "materials.add"),
        *("reviews.keep", "reviews.add_remark", "reviews.send"),
    }
)
"""What participants may say in the open."""


def document_for(session: Session, operation: str, actor: Actor, document_id: str) -> Document:
    """The document, if the actor may do the operation on it.

    Raises Refused("not_found") both where there is none and where its existence is not for the actor.
    """
    document = session.get(Document, document_id)
    if document is None or document.demo == REMOVED:
        raise Refused("not_found")
    relations = relations_to_document(session, actor, document)
    permit(operation, actor, relations, refusal=_refusal(operation, actor, relations))
    require_own_voice(operation, relations)
    return document


def section_for(session: Session, operation: str, actor: Actor, section_id: str) -> Section:
    """The section, if the actor may do the operation on it; raises as `document_for` does."""
    let_in(session, operation, actor, section_id)
    return session.get_one(Section, section_id)


def let_in(session: Session, operation: str, actor: Actor, section_id: str) -> None:
    """The same for who needs nothing of the section itself."""
    found = row_in(session, _PLACE, section=section_id)
    if found is None:
        raise Refused("not_found")
    relations = relations_to_document(session, actor, found) | _relations_to(session, actor, section_id, found.id)
    permit(operation, actor, relations, refusal=_refusal(operation, actor, relations))
    require_own_voice(operation, relations)
    require_position_first(session, operation, actor, section_id, relations)


def require_position_first(
    session: Session, operation: str, actor: Actor, section_id: str, relations: set[Relation]
) -> None:
    """Who owes a body's position says nothing in the open before it: Refused("through_association").

    Who leads the section replies as such.
    """
    leads = relations & {Relation.EDITOR, Relation.COORDINATOR}
    if operation not in _REMARKING or (operation == "comments.reply" and leads):
        return
    state = SectionState.model_validate(session.get_one(Stream, f"section/{section_id}").state)
    if owes_position(state, actor.id):
        raise Refused("through_association")


def require_own_voice(operation: str, relations: set[Relation]) -> None:
    """Who is here as a member of a body that has one voice says nothing in the open: Refused("through_association")."""
    if operation in _SAYING and relations <= {Relation.MEMBER, Relation.PARTICIPANT} and Relation.MEMBER in relations:
        raise Refused("through_association")


def relations_to_document(session: Session, actor: Actor, document: Document | Row[Any]) -> set[Relation]:
    """Coordinator, leader, participant; of a document's row its id, coordinator, approvers and candidate are enough."""
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
    rows = rows_in(session, _TAKING_PART, person=actor.id, document=document.id, today=actor.today)
    taken = {Relation(row.relation) for row in rows}
    if taken:
        only_member = not found and taken == {Relation.MEMBER}
        found |= {*(taken - {Relation.MEMBER}), *({Relation.MEMBER} if only_member else ()), Relation.PARTICIPANT}
    return found


def taking_part(document: Any) -> list[Select[Any]]:
    """What rows give the bound `person` which relations to a document as a whole, on the bound day `today`.

    Who has a part in one of its sections or answers by its matrix, who votes whether to begin, and who owes
    something by the plan in force. Built once: what is built for each request costs more than it asks.
    """
    person = bindparam("person", type_=String)
    part = literal(str(Relation.PARTICIPANT)).label("relation")
    voter = literal(str(Relation.VOTER)).label("relation")
    listed = select(part).select_from(SectionPerson).join(Section, col(Section.id) == col(SectionPerson.section_id))
    member = literal(str(Relation.MEMBER)).label("relation")
    relation = case((col(Responsibility.as_one), member), else_=part).label("relation")
    answers = _answers(person, bindparam("today", type_=Date)).with_only_columns(relation)
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
    return _relations_to(session, actor, section.id, section.document_id)


def _relations_to(session: Session, actor: Actor, section_id: str, document_id: str) -> set[Relation]:
    if actor.is_anonymous:
        return set()
    asked = {"section": section_id, "document": document_id, "person": actor.id, "today": actor.today}
    found = {_PARTS[row.part] for row in rows_in(session, _PARTS_OF, **asked) if row.part in _PARTS}
    stream = row_in(session, _STATE, stream=f"section/{section_id}")
    assert stream is not None
    state = SectionState.model_validate(stream.state)
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
_PLACE = (
    select(Document.id, Document.coordinator_id, Document.approvers, Document.candidate)
    .join(Section, col(Section.document_id) == col(Document.id))
    .where(col(Section.id) == bindparam("section"), col(Document.demo) != REMOVED)
)
_HERE = or_(col(Responsibility.section_id).is_(None), col(Responsibility.section_id) == bindparam("section"))
_PARTS_OF: CompoundSelect[Any] = union_all(
    select(col(SectionPerson.part).label("part")).where(
        col(SectionPerson.section_id) == bindparam("section"), col(SectionPerson.person_id) == bindparam("person")
    ),
    _answers(bindparam("person", type_=String), bindparam("today", type_=Date))
    .with_only_columns(col(Responsibility.task).label("part"))
    .where(col(Responsibility.document_id) == bindparam("document"), _HERE, col(Responsibility.as_one).is_(False)),
)
_STATE = select(col(Stream.state)).where(col(Stream.id) == bindparam("stream"))


def _refusal(operation: str, actor: Actor, relations: set[Relation]) -> str:
    """Who takes part is told what they lack; to others the object does not exist."""
    sees = Relation.PARTICIPANT in relations or actor.role == "administrator"
    return _LACKING.get(operation, "not_allowed") if sees else "not_found"
