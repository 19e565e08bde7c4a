"""One's inbox: everything that one was told, the newest first, whatever became of the letters."""

from dataclasses import replace

from fastapi import APIRouter, Response

from edge.paging import AskedPage, cursor_of
from edge.path import Id
from services.notices import inbox, notices
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/notices")


@router.get("", operation_id="notices.list")
def show_inbox(visit: Visiting, page: AskedPage) -> Response:
    """What one was told, with what is unread."""
    newest = replace(page, newest_first=True)
    found = inbox.read_inbox(visit.house, actor=visit.actor, page=newest, language=visit.language)
    return visit.page(
        "notices/list.html",
        told=found.items,
        unread=notices.count_unread(visit.house, actor=visit.actor).unread,
        unread_here=[one.id for one in found.items if one.read_at is None],
        next_page=cursor_of(found.next_after) if found.next_after is not None else "",
    )


@router.post("/read", operation_id="notices.read_mark")
def mark_shown(visit: Visiting, sent: Sending) -> Response:
    """Mark all that were shown as read."""
    ids = sent.many("notice_id")[:200]
    inbox.mark_all_read(visit.house, actor=visit.actor, act=visit.act(sent), notice_ids=ids)
    return visit.go(sent.back or "/notices", said="notices.marked")


@router.post("/{notice_id}/read", operation_id="notices.read_mark")
def mark_read(visit: Visiting, sent: Sending, notice_id: Id) -> Response:
    """Mark one as read."""
    notices.mark_read(visit.house, actor=visit.actor, act=visit.act(sent), notice_id=notice_id)
    return visit.go(sent.back or "/notices", said="notices.marked")
