"""Routes of what changed under a section."""

from fastapi import APIRouter, Request, Response

from api.act import ThisAct
from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.bases import BasisChangeView, SeenForm
from schemas.views.documents import Recorded
from schemas.views.page import Items
from services.sections import bases

router = APIRouter(prefix="/sections/{section_id}/bases", tags=["sections"])


@router.get("/changes", operation_id="bases.list_changes")
def list_changes(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage, section_id: Id
) -> Items[BasisChangeView]:
    """The bases that changed in substance since somebody last looked, and what changed in each."""
    return paged(request, response, bases.list_changes(house, actor=actor, section_id=section_id, page=page))


@router.post("/{basis_id}/seen", operation_id="bases.mark_seen")
def mark_seen(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, basis_id: Id, form: SeenForm) -> Recorded:
    """Say that what changed in a basis was looked at."""
    return Recorded.of(
        bases.mark_seen(house, actor=actor, act=act, section_id=section_id, basis_id=basis_id, form=form)
    )
