"""A document from an outline that is written already: read into a preview of sections, of which some are chosen."""

from fastapi import APIRouter, Response

from edge.path import Id
from schemas.views.document_forms import ConfirmedSection, ConfirmForm
from services.documents import imports
from web.sending import UPLOADING, Sending, Unfilled
from web.visit import Visiting

router = APIRouter(prefix="/outlines")


@router.post("", operation_id="documents.import", openapi_extra=UPLOADING)
async def read_outline(visit: Visiting, sent: Sending) -> Response:
    """Read a file into a preview."""
    file = sent.files.get("file")
    if file is None:
        raise Unfilled([{"loc": ("file",), "type": "missing", "msg": "", "input": ""}])
    found = await imports.import_outline(
        visit.house, actor=visit.actor, act=visit.act(sent), filename=file.name, content=file.content
    )
    return visit.go(f"/outlines/{found.id}")


@router.get("/{import_id}", operation_id="documents.import_read")
def show_preview(visit: Visiting, import_id: Id) -> Response:
    """The sections that the outline would make."""
    found = imports.read_import(visit.house, actor=visit.actor, import_id=import_id)
    return visit.page("setup/outline.html", found=found)


@router.post("/{import_id}", operation_id="documents.import_confirm")
def confirm(visit: Visiting, sent: Sending, import_id: Id) -> Response:
    """Make the document of the sections that were chosen."""
    form = sent.read(ConfirmForm, sections=[_section(one) for one in sent.many("sections")])
    receipt = imports.confirm_import(
        visit.house, actor=visit.actor, act=visit.act(sent), import_id=import_id, form=form
    )
    return visit.go(f"/documents/{receipt.facts['document_id']}/setup", said="setup.begun")


def _section(value: str) -> ConfirmedSection:
    """A section by what the form names it: its number and its run."""
    number, _, run = value.partition("-")
    given = [int(one) if one.isdecimal() and len(one) < 7 else 0 for one in (number, run)]
    return ConfirmedSection(number=given[0], run=given[1])
