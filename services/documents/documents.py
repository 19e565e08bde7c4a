"""Documents before and beside their life: making, listing, reading, settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast
from sqlmodel import Session, col, or_, select, union

from domain.document.decide import STANDING
from domain.policy import check_limits
from schemas.act import Act, Receipt
from schemas.actor import Actor
from schemas.document import DocumentState
from schemas.ids import new_id
from schemas.policy import DEFAULT_POLICY, Policy
from schemas.problems import Refused
from schemas.section import SectionState
from schemas.setup_events import DocumentCreated, SettingsChanged
from schemas.typed import Typed
from schemas.views.document_forms import DocumentChange, DocumentForm
from schemas.views.documents import DocumentView
from schemas.views.page import Page, Slice
from services.documents.electorates import require_weighed
from services.house import House
from services.relations import REMOVED, answering, document_for
from services.rights import permit
from storage.earlier_names import Keeping
from storage.journal import INSTALLATION, Journal, carry_out
from storage.paging import page_of
from storage.tables import (
    Document,
    Obligation,
    ObligationPerson,
    Person,
    Proposal,
    ProposalVoter,
    Section,
    SectionBasis,
    SectionPerson,
    Stream,
)
from storage.templates import template


@dataclass(frozen=True)
class PlannedSection:
    """A section to be made; `bases` are positions, from 1, of the sections it rests on."""

    title: str
    brief: str
    bases: tuple[int, ...] = ()


def create_document(house: House, *, actor: Actor, act: Act, form: DocumentForm) -> Receipt:
    """Make a document, empty or from a template; its maker coordinates it. The receipt names `document_id`."""
    permit("documents.create", actor)
    planned: list[PlannedSection] = []
    policy = policy_in(house, form.policy)
    if form.template is not None:
        chosen, english = template(form.template), form.language == "en"
        if form.policy is None:
            policy = policy.model_copy(update={"opinions": chosen.opinions})
        for section in chosen.sections:
            title, brief = section.title, section.brief
            planned.append(
                PlannedSection(title.en if english else title.ru, brief.en if english else brief.ru, section.bases)
            )

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[DocumentCreated]]:
        document = add_document(
            journal,
            coordinator_id=actor.id,
            title=form.title,
            language=form.language,
            approvers=form.approvers,
            policy=policy,
            sections=planned,
        )
        return {"document_id": document.id}, [created(house, journal, document, form.template or "")]

    return carry_out(house.database, house.clock, act, INSTALLATION, effect)


def add_document(
    journal: Journal,
    *,
    coordinator_id: str,
    title: str,
    language: str,
    approvers: Sequence[str],
    policy: Policy,
    sections: Sequence[PlannedSection],
) -> Document:
    """Write a document with its sections and open their streams, inside a transaction."""
    require_people(journal.session, approvers)
    check_limits(policy, journal.now)
    require_weighed(journal.session, policy.vote)
    document = Document(
        id=new_id(),
        title=title,
        language=language,
        coordinator_id=coordinator_id,
        approvers=list(dict.fromkeys(approvers)),
        policy=policy.model_dump(mode="json"),
        made_at=journal.now,
    )
    journal.session.add(document)
    journal.session.flush()
    state = DocumentState(id=document.id, coordinator_id=coordinator_id)
    journal.open(f"document/{document.id}", "document", state.model_dump(mode="json"))
    made = [add_row(journal, document, position, planned) for position, planned in enumerate(sections, start=1)]
    for section, planned in zip(made, sections, strict=True):
        journal.session.add_all(
            SectionBasis(section_id=section.id, basis_id=made[basis - 1].id) for basis in planned.bases
        )
    return document


def created(house: House, journal: Journal, document: Document, source: str) -> DocumentCreated:
    """What stands in the record of a new document and its sections."""
    rows = journal.session.exec(select(Section).where(Section.document_id == document.id).order_by(Section.id))
    sections = tuple(Typed(id=row.id, typed=house.typed(row)) for row in rows)
    return DocumentCreated(document_id=document.id, source=source, typed=house.typed(document), sections=sections)


def add_row(journal: Journal, document: Document, position: int, planned: PlannedSection) -> Section:
    """Write one section's row and open its stream, inside a transaction."""
    section = Section(
        id=new_id(),
        document_id=document.id,
        position=position,
        title=planned.title,
        brief=planned.brief,
        made_at=journal.now,
    )
    journal.session.add(section)
    journal.session.flush()
    state = SectionState(id=section.id, document_id=document.id, coordinator_id=document.coordinator_id)
    journal.open(f"section/{section.id}", "section", state.model_dump(mode="json"))
    return section


def list_documents(house: House, *, actor: Actor, page: Page) -> Slice[DocumentView]:
    """The documents in which the actor takes part; an administrator sees all."""
    permit("documents.list", actor)
    query = select(Document).where(col(Document.demo) != REMOVED)
    if actor.role != "administrator":
        taking_part = (
            select(Section.document_id)
            .join(SectionPerson, col(SectionPerson.section_id) == col(Section.id))
            .where(SectionPerson.person_id == actor.id)
        )
        query = query.where(
            or_(
                col(Document.coordinator_id) == actor.id,
                cast(col(Document.approvers), String).contains(f'"{actor.id}"', autoescape=True),
                col(Document.id).in_(taking_part),
                col(Document.id).in_(answering(actor)),
                col(Document.id).in_(_called_on(actor.id)),
            )
        )
    with house.database.read() as session:
        return page_of(session, query, col(Document.id), lambda row: row.id, page).each(view)


def _called_on(person_id: str) -> Any:
    """The documents whose beginning somebody votes on, or by whose plan they owe something."""
    votes = select(Proposal.document_id).join(ProposalVoter, col(ProposalVoter.proposal_id) == col(Proposal.id))
    owes = select(Obligation.document_id).join(
        ObligationPerson, col(ObligationPerson.obligation_id) == col(Obligation.id)
    )
    voting = votes.where(ProposalVoter.person_id == person_id)
    return union(voting, owes.where(ObligationPerson.person_id == person_id))


def read_document(house: House, *, actor: Actor, document_id: str) -> DocumentView:
    """One document."""
    with house.database.read() as session:
        return view(document_for(session, "documents.read", actor, document_id))


def update_document(
    house: House, *, actor: Actor, act: Act, document_id: str, version: int, change: DocumentChange
) -> Receipt:
    """Change settings made from `version`; rules and approvers only before the launch.

    Raises Refused: version_outdated, wrong_phase, deadline_in_past, limit_is_zero, weight_unknown, person_unknown.
    """
    with house.database.read() as session:
        document_for(session, "documents.update", actor, document_id)

    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[SettingsChanged]]:
        document = journal.session.get_one(Document, document_id)
        if document.version != version:
            raise Refused("version_outdated", version=document.version)
        if document.phase != "setup" and (change.approvers is not None or change.policy is not None):
            raise Refused("wrong_phase", phase=document.phase)
        if change.title is not None:
            require_unsigned(journal.session, document_id)
            called = Keeping(document)
            document.title = change.title
            called.done(journal.session, journal.now)
        if change.approvers is not None:
            require_people(journal.session, change.approvers)
            document.approvers = list(dict.fromkeys(change.approvers))
        if change.policy is not None:
            check_limits(change.policy, journal.now)
            require_weighed(journal.session, change.policy.vote)
            document.policy = policy_in(house, change.policy).model_dump(mode="json")
        document.version += 1
        fields = tuple(sorted(change.model_fields_set))
        changed = SettingsChanged(fields=fields, version=document.version, typed=house.typed(document))
        return {"version": document.version}, [changed]

    return carry_out(house.database, house.clock, act, f"document/{document_id}", effect)


def require_unsigned(session: Session, document_id: str) -> None:
    """Titles stay as they are while a candidate lies before leadership or is being published.

    Raises Refused("wrong_phase").
    """
    document = session.get_one(Document, document_id, with_for_update=True, populate_existing=True)
    if document.phase in STANDING:
        raise Refused("wrong_phase", phase=document.phase)


def policy_in(house: House, given: Policy | None) -> Policy:
    """The rules that were given, or the default ones; where they name no zone, in the installation's."""
    if given is not None and "zone" in given.model_fields_set:
        return given
    return (given or DEFAULT_POLICY).model_copy(update={"zone": house.zone})


def require_people(session: Session, ids: Sequence[str]) -> None:
    """Raises Refused("person_unknown") unless all are active people."""
    found = session.exec(select(Person.id).where(col(Person.id).in_(ids), col(Person.active))).all() if ids else ()
    missing = sorted(set(ids) - set(found))
    if missing:
        raise Refused("person_unknown", person_id=missing[0])


def view(row: Document) -> DocumentView:
    """A document as its participants see it."""
    return DocumentView.model_validate(row, from_attributes=True)
