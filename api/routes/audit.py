"""Routes of the record's own care."""

from fastapi import APIRouter, Request, Response

from api.actor import Acting, AtHouse
from api.paging import AskedPage, paged
from schemas.views.audit import CheckpointView
from schemas.views.page import Items
from services import audit

router = APIRouter(prefix="/audit", tags=["service"])


@router.get("/checkpoints", operation_id="audit.list_checkpoints")
def list_checkpoints(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage
) -> Items[CheckpointView]:
    """The signed checkpoints over the whole record, first to last."""
    return paged(request, response, audit.list_checkpoints(house, actor=actor, page=page))
