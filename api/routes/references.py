"""Routes of the reference lists: stakeholder kinds, regions, districts, kinds of body, offices."""

from fastapi import APIRouter, Request, Response

from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from schemas.reference import Reference, ReferenceList
from schemas.views.page import Items
from services.bodies import references

router = APIRouter(prefix="/references", tags=["people"])


@router.get("/{name}", operation_id="references.list")
def list_references(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, name: ReferenceList
) -> Items[Reference]:
    """One of the lists that ship with the service; their codes never change."""
    return paged(request, response, references.list_references(house, actor=actor, name=name, page=page))
