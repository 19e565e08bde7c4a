"""Routes of lists of people: a file is read into a preview, and the preview confirmed."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.act import ThisAct
from api.uploads import SHEET
from edge.actor import Acting, AtHouse
from edge.path import Id
from schemas.views.form import Line
from schemas.views.people_import import ConfirmPeople, PeopleImported, PeopleImportView
from services.people import people_import

router = APIRouter(prefix="/people/imports", tags=["people"])

SheetName = Annotated[Line, Query(description="The file's name; its ending counts.", examples=["люди.csv"])]


@router.post("", operation_id="people.import", status_code=201, openapi_extra=SHEET)
async def import_people(
    request: Request, house: AtHouse, actor: Acting, act: ThisAct, filename: SheetName
) -> PeopleImportView:
    """Read a list of people (the body is a CSV or XLSX file with headings in any order) into a preview."""
    content = await request.body()
    return await people_import.import_people(house, actor=actor, act=act, filename=filename, content=content)


@router.get("/{import_id}", operation_id="people.import_read")
def read_import(house: AtHouse, actor: Acting, import_id: Id) -> PeopleImportView:
    """The preview as things stand now."""
    return people_import.read_import(house, actor=actor, import_id=import_id)


@router.post("/{import_id}/confirm", operation_id="people.import_confirm")
def confirm_import(house: AtHouse, actor: Acting, act: ThisAct, import_id: Id, form: ConfirmPeople) -> PeopleImported:
    """Make the people, organisations and memberships of the preview; rows that are wrong are left out."""
    return people_import.confirm_import(house, actor=actor, act=act, import_id=import_id, form=form)
