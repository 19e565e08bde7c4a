"""Routes of editions: open to everybody once they are published."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.files import FileAnswer, file_response
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.page import Items
from schemas.views.texts import EditionView
from services.documents import editions, latest

router = APIRouter(tags=["editions"])


@router.get("/documents/{document_id}/editions", operation_id="editions.list")
def list_editions(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, document_id: Id
) -> Items[EditionView]:
    """A document's editions."""
    return paged(request, response, editions.list_editions(house, actor=actor, document_id=document_id, page=page))


@router.get("/documents/{document_id}/editions/latest", operation_id="editions.latest", response_class=FileAnswer)
def latest_edition(request: Request, house: AtHouse, actor: Acting, document_id: Id) -> Response:
    """Which edition is the latest, signed and good for a week: what `veche verify --latest` takes."""
    return file_response(request, latest.latest_edition(house, actor=actor, document_id=document_id))


@router.get("/editions/{edition_id}", operation_id="editions.read")
def read_edition(house: AtHouse, actor: Acting, edition_id: Id) -> EditionView:
    """One edition and its files, or how far its making is."""
    return editions.read_edition(house, actor=actor, edition_id=edition_id)


@router.get("/editions/{edition_id}/files/{name}", operation_id="editions.file", response_class=FileAnswer)
def edition_file(
    request: Request,
    house: AtHouse,
    actor: Acting,
    edition_id: Id,
    name: Annotated[str, Path(pattern=r"^[a-z][a-z.]{1,40}$")],
) -> Response:
    """One file of a published edition."""
    return file_response(request, editions.edition_file(house, actor=actor, edition_id=edition_id, name=name))
