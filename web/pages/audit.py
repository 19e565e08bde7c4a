"""The record as administrators see it: what was administered, refused attempts, checkpoints, and its check."""

from fastapi import APIRouter, Response

from edge.paging import AskedPage, cursor_of
from services.pages import every
from services.people.names import names_of
from services.record import audit
from services.record.told import installation_told
from services.record.verification import verify_record
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/audit")


@router.get("", operation_id="audit.list_checkpoints")
def show_audit(visit: Visiting, page: AskedPage) -> Response:
    """What was administered, the latest first, and the checkpoints that sign it."""
    told = installation_told(visit.house, actor=visit.actor, page=page, language=visit.language)
    checkpoints = every(lambda page: audit.list_checkpoints(visit.house, actor=visit.actor, page=page))
    following = cursor_of(told.next_after) if told.next_after is not None else ""
    return visit.page("audit/audit.html", told=told.items, checkpoints=checkpoints[-10:], next_page=following)


@router.get("/refusals", operation_id="audit.list_refusals")
def show_refusals(visit: Visiting, page: AskedPage) -> Response:
    """Attempts that were refused."""
    found = audit.list_refusals(visit.house, actor=visit.actor, page=page)
    names = names_of(visit.house, actor=visit.actor, ids=[one.actor_id for one in found.items])
    following = cursor_of(found.next_after) if found.next_after is not None else ""
    return visit.page("audit/refusals.html", refusals=found.items, names=names, next_page=following)


@router.post("/verification", operation_id="audit.list_checkpoints")
def verify(visit: Visiting, _sent: Sending) -> Response:
    """Check the whole record now; nothing is written."""
    found = verify_record(visit.house, actor=visit.actor, language=visit.language)
    return visit.page("audit/verified.html", found=found)
