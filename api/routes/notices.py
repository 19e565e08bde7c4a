"""Routes of the inbox."""

from fastapi import APIRouter, Request, Response

from api.act import ThisAct
from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.channels import Unread
from schemas.views.documents import NoticeView
from schemas.views.made import Made
from schemas.views.page import Items
from services.notices import notices

router = APIRouter(prefix="/notices", tags=["notices"])


@router.get("", operation_id="notices.list")
def list_notices(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage
) -> Items[NoticeView]:
    """One's inbox, oldest first."""
    return paged(request, response, notices.list_notices(house, actor=actor, page=page))


@router.get("/unread", operation_id="notices.count_unread")
def count_unread(house: AtHouse, actor: Acting) -> Unread:
    """How many items of one's inbox are unread."""
    return notices.count_unread(house, actor=actor)


@router.post("/{notice_id}/read", operation_id="notices.read_mark")
def mark_read(house: AtHouse, actor: Acting, act: ThisAct, notice_id: Id) -> Made:
    """Mark an inbox item as read."""
    notices.mark_read(house, actor=actor, act=act, notice_id=notice_id)
    return Made(id=notice_id)
