"""A document before its launch: from nothing to work begun, step by step on one page."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.problems import Refused
from schemas.views.document_forms import DocumentChange, DocumentForm, PeopleForm, SectionForm
from schemas.views.people import NewPerson
from services.documents import document_acts, documents, imports
from services.pages import every
from services.people import people
from services.rights import permit
from services.sections import sections
from web.choosing import active_people
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/documents")


def _setup(document_id: str) -> str:
    return f"/documents/{document_id}/setup"


@router.get("/new", operation_id="templates.list")
def show_new(visit: Visiting) -> Response:
    """The form that a document is begun by."""
    permit("documents.create", visit.actor)
    found = every(lambda page: imports.list_templates(visit.house, actor=visit.actor, page=page))
    return visit.page("setup/new.html", templates=found)


@router.post("", operation_id="documents.create")
def create(visit: Visiting, sent: Sending) -> Response:
    """Begin a document, empty or from a template."""
    form = sent.read(DocumentForm)
    receipt = documents.create_document(visit.house, actor=visit.actor, act=visit.act(sent), form=form)
    return visit.go(_setup(receipt.facts["document_id"]), said="setup.begun")


@router.get("/{document_id}/setup", operation_id="documents.read")
def show_setup(visit: Visiting, document_id: Id) -> Response:
    """What is still to be done before work begins."""
    document = documents.read_document(visit.house, actor=visit.actor, document_id=document_id)
    if visit.actor.role != "administrator" and document.coordinator_id != visit.actor.id:
        raise Refused("not_allowed")
    if document.phase != "setup":
        return visit.go(f"/documents/{document_id}")
    found = every(
        lambda page: sections.list_sections(visit.house, actor=visit.actor, document_id=document_id, page=page)
    )
    staffed = [one for one in found if one.editors and one.reviewers and one.approvers]
    return visit.page(
        "setup/setup.html",
        document=document,
        sections=found,
        staffed=staffed,
        people=[(one.id, one.name) for one in active_people(visit)],
        may_add_people=visit.may("people.add"),
        is_ready=bool(found) and len(staffed) == len(found) and bool(document.approvers),
    )


@router.post("/{document_id}/sections", operation_id="sections.add")
def add_section(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Add a section at the end."""
    form = sent.read(SectionForm)
    sections.add_section(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id, form=form)
    return visit.go(f"{_setup(document_id)}#sections", said="setup.section_added")


@router.post("/{document_id}/people", operation_id="people.add")
def add_person(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Write somebody down who signs in by a link from a letter."""
    people.add_person(visit.house, actor=visit.actor, act=visit.act(sent), form=sent.read(NewPerson))
    return visit.go(f"{_setup(document_id)}#people", said="setup.person_added")


@router.post("/{document_id}/sections/{section_id}/people", operation_id="sections.assign")
def assign(visit: Visiting, sent: Sending, document_id: Id, section_id: Id) -> Response:
    """Set who edits, reviews and approves a section."""
    parts = {part: sent.many(part) for part in PeopleForm.model_fields}
    form = sent.read(PeopleForm, **parts)
    sections.assign_people(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, version=sent.version, form=form
    )
    return visit.go(f"{_setup(document_id)}#sections", said="setup.assigned")


@router.post("/{document_id}/approvers", operation_id="documents.update")
def set_approvers(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Set who approves the document as a whole."""
    change = DocumentChange(approvers=sent.many("approvers"))
    documents.update_document(
        visit.house,
        actor=visit.actor,
        act=visit.act(sent),
        document_id=document_id,
        version=sent.version,
        change=change,
    )
    return visit.go(f"{_setup(document_id)}#approvers", said="setup.assigned")


@router.post("/{document_id}/launch", operation_id="documents.launch")
async def launch(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Begin work on all sections."""
    await document_acts.launch(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id)
    return visit.go(f"/documents/{document_id}", said="setup.launched")


@router.post("/{document_id}/publication", operation_id="documents.order_publication")
async def publish(visit: Visiting, sent: Sending, document_id: Id) -> Response:
    """Have the approved whole made into an edition."""
    await document_acts.order_publication(visit.house, actor=visit.actor, act=visit.act(sent), document_id=document_id)
    return visit.go(f"/documents/{document_id}", said="setup.publishing")
