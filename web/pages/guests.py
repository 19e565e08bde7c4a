"""The outside experts of a section, as its coordinator asks them in and takes it back."""

from fastapi import APIRouter, Response

from edge.paging import AskedPage, cursor_of
from edge.path import Id
from schemas.views.guests import NewGuest
from services.bodies.organisations import list_organisations
from services.guests import inviting
from services.pages import every
from services.sections import shown
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/sections/{section_id}/guests")


@router.get("", operation_id="guests.list")
def list_guests(visit: Visiting, section_id: Id, page: AskedPage) -> Response:
    """Who was asked, how it stands, and the form to ask somebody else."""
    found = inviting.list_guests(visit.house, actor=visit.actor, section_id=section_id, page=page)
    organisations = every(lambda page: list_organisations(visit.house, actor=visit.actor, page=page))
    return visit.page(
        "guest/list.html",
        section=shown.read_section(visit.house, actor=visit.actor, section_id=section_id).view(),
        guests=found.items,
        organisations=[("", ""), *((one.id, one.name) for one in organisations)],
        next_page=cursor_of(found.next_after) if found.next_after is not None else "",
    )


@router.post("", operation_id="guests.invite")
def invite(visit: Visiting, sent: Sending, section_id: Id) -> Response:
    """Ask an outside expert to read the revision under review."""
    inviting.invite(
        visit.house, actor=visit.actor, act=visit.act(sent), section_id=section_id, form=sent.read(NewGuest)
    )
    return visit.go(f"/sections/{section_id}/guests", said="guest.invited")


@router.post("/{guest_id}/send-again", operation_id="guests.send_again")
def send_again(visit: Visiting, sent: Sending, section_id: Id, guest_id: Id) -> Response:
    """Send the letter with a new link."""
    inviting.send_again(visit.house, actor=visit.actor, act=visit.act(sent), guest_id=guest_id)
    return visit.go(f"/sections/{section_id}/guests", said="guest.sent_again")


@router.post("/{guest_id}/revoke", operation_id="guests.revoke")
def revoke(visit: Visiting, sent: Sending, section_id: Id, guest_id: Id) -> Response:
    """Close everything to an outside expert."""
    inviting.revoke(visit.house, actor=visit.actor, act=visit.act(sent), guest_id=guest_id)
    return visit.go(f"/sections/{section_id}/guests", said="guest.revoked")
