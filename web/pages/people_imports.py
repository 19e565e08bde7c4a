"""A list of people from a file: read into a preview, looked at, then made with their organisations and memberships."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.people_import import ConfirmPeople
from services.people import people_import
from services.rights import permit
from web.sending import UPLOADING, Sending, Unfilled
from web.visit import Visiting

router = APIRouter(prefix="/people/imports")


@router.get("", operation_id="people.import_read")
def show_form(visit: Visiting) -> Response:
    """What the file is to look like, and the form that takes it."""
    permit("people.import", visit.actor)
    return visit.page("people/import.html")


@router.post("", operation_id="people.import", openapi_extra=UPLOADING)
async def read_list(visit: Visiting, sent: Sending) -> Response:
    """Read a file into a preview."""
    file = sent.files.get("file")
    if file is None:
        raise Unfilled([{"loc": ("file",), "type": "missing", "msg": "", "input": ""}])
    found = await people_import.import_people(
        visit.house, actor=visit.actor, act=visit.act(sent), filename=file.name, content=file.content
    )
    return visit.go(f"/people/imports/{found.id}")


@router.get("/{import_id}", operation_id="people.import_read")
def show_preview(visit: Visiting, import_id: Id) -> Response:
    """What would be made, row by row."""
    found = people_import.read_import(visit.house, actor=visit.actor, import_id=import_id, language=visit.language)
    return visit.page("people/import_preview.html", found=found)


@router.post("/{import_id}", operation_id="people.import_confirm")
def confirm(visit: Visiting, sent: Sending, import_id: Id) -> Response:
    """Make what the preview shows."""
    people_import.confirm_import(
        visit.house, actor=visit.actor, act=visit.act(sent), import_id=import_id, form=sent.read(ConfirmPeople)
    )
    return visit.go(f"/people/imports/{import_id}", said="imports.done")
