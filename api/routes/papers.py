"""Routes of the papers that come out of agreement."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from edge.actor import Acting, AtHouse
from edge.files import FileAnswer, file_response
from edge.path import Id
from schemas.papers import PaperFormat, PaperKind
from services.documents import papers

router = APIRouter(tags=["papers"])

Form = Annotated[PaperFormat, Query(alias="format")]


@router.get("/sections/{section_id}/papers/{kind}", operation_id="papers.section", response_class=FileAnswer)
def section_paper(
    request: Request, house: AtHouse, actor: Acting, section_id: Id, kind: PaperKind, form: Form = "docx"
) -> Response:
    """The agreement sheet, the summary of remarks or the record of disagreements of a section, as it stands."""
    found = papers.section_paper(house, actor=actor, section_id=section_id, kind=kind, form=form)
    return file_response(request, found)


@router.get("/documents/{document_id}/papers/{kind}", operation_id="papers.document", response_class=FileAnswer)
def document_paper(
    request: Request, house: AtHouse, actor: Acting, document_id: Id, kind: PaperKind, form: Form = "docx"
) -> Response:
    """The same of the whole document: all its sections, and who of leadership signed it."""
    found = papers.document_paper(house, actor=actor, document_id=document_id, kind=kind, form=form)
    return file_response(request, found)
