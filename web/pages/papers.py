"""The papers that come out of agreement, on the screen and to take along."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.papers import FORMATS, KINDS, PaperKind
from services.documents import documents, papers
from services.sections import shown
from web.visit import Visiting

router = APIRouter()


@router.get("/sections/{section_id}/papers/{kind}", operation_id="papers.section")
def show_section_paper(visit: Visiting, section_id: Id, kind: PaperKind) -> Response:
    """The agreement sheet, the summary of remarks or the record of disagreements of a section, as it stands."""
    section = shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view()
    found = papers.shown_section_paper(visit.house, actor=visit.actor, section_id=section_id, kind=kind)
    return visit.page("papers/section.html", section=section, found=found, kinds=KINDS, forms_of=FORMATS)


@router.get("/documents/{document_id}/papers/{kind}", operation_id="papers.document")
def show_document_paper(visit: Visiting, document_id: Id, kind: PaperKind) -> Response:
    """The same of the whole document."""
    document = documents.read_document(visit.house, actor=visit.actor, document_id=document_id)
    found = papers.shown_document_paper(visit.house, actor=visit.actor, document_id=document_id, kind=kind)
    return visit.page("papers/document.html", document=document, found=found, kinds=KINDS, forms_of=FORMATS)
