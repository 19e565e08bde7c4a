"""Routes of what is held of a person: all of it given to them, and erased."""

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from api.act import ThisAct
from edge.actor import Acting, AtHouse
from edge.path import Id
from schemas.views.erasure import ErasureAskedView, ErasureForm, ErasureView
from services.people import erasure, person_export

router = APIRouter(tags=["people"])


@router.get("/people/{person_id}/export", operation_id="people.export", response_class=StreamingResponse)
def export_person(house: AtHouse, actor: Acting, person_id: Id) -> StreamingResponse:
    """Everything that is held of one person, as a zip."""
    pieces = person_export.export_person(house, actor=actor, person_id=person_id)
    headers = {"Content-Disposition": f'attachment; filename="person-{person_id}.zip"'}
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)


@router.post("/people/{person_id}/erasure-request", operation_id="people.ask_erasure")
def ask_erasure(house: AtHouse, actor: Acting, act: ThisAct, person_id: Id) -> ErasureAskedView:
    """Ask to be erased; an administrator sees it and decides."""
    return erasure.ask_erasure(house, actor=actor, act=act, person_id=person_id)


@router.post("/people/{person_id}/erasure", operation_id="people.erase")
def erase_person(house: AtHouse, actor: Acting, act: ThisAct, person_id: Id, form: ErasureForm) -> ErasureView:
    """Erase somebody who was deactivated; the answer lists what was done and what stays."""
    return erasure.erase_person(house, actor=actor, act=act, person_id=person_id, form=form)


@router.post("/notes/{note_id}/erasure", operation_id="notes.erase", status_code=204)
def erase_note(house: AtHouse, actor: Acting, act: ThisAct, note_id: Id) -> None:
    """Erase a typed reason, such as one that names somebody."""
    erasure.erase_note(house, actor=actor, act=act, note_id=note_id)
