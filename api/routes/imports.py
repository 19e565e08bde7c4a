"""Routes of outlines and templates: what documents are made from."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.act import ThisAct
from api.paging import paged
from api.uploads import UPLOAD
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.outline import DocumentTemplate
from schemas.views.document_forms import ConfirmForm
from schemas.views.documents import ImportView
from schemas.views.form import Line
from schemas.views.made import Made
from schemas.views.page import Items
from services.documents import imports

router = APIRouter(tags=["documents"])

FileName = Annotated[Line, Query(description="The file's name; its ending counts.", examples=["раздел.md"])]


@router.get("/templates", operation_id="templates.list")
def list_templates(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage
) -> Items[DocumentTemplate]:
    """The document templates that ship with the service."""
    return paged(request, response, imports.list_templates(house, actor=actor, page=page))


@router.post("/imports", operation_id="documents.import", status_code=201, openapi_extra=UPLOAD)
async def import_outline(
    request: Request, house: AtHouse, actor: Acting, act: ThisAct, filename: FileName
) -> ImportView:
    """Read an outline (the body is a Markdown, Word or ODT file) into a preview of sections."""
    content = await request.body()
    return await imports.import_outline(house, actor=actor, act=act, filename=filename, content=content)


@router.get("/imports/{import_id}", operation_id="documents.import_read")
def read_import(house: AtHouse, actor: Acting, import_id: Id) -> ImportView:
    """The preview of an outline."""
    return imports.read_import(house, actor=actor, import_id=import_id)


@router.post("/imports/{import_id}/confirm", operation_id="documents.import_confirm", status_code=201)
def confirm_import(house: AtHouse, actor: Acting, act: ThisAct, import_id: Id, form: ConfirmForm) -> Made:
    """Make a document from the confirmed sections."""
    receipt = imports.confirm_import(house, actor=actor, act=act, import_id=import_id, form=form)
    return Made(id=receipt.facts["document_id"])
