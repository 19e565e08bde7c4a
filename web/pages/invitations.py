"""Invitations: who was asked in, whether the letter left, and asking again."""

from fastapi import APIRouter, Response

from edge.paging import AskedPage, cursor_of
from edge.path import Id
from schemas.views.invitations import NewInvitation, Seat
from services.identity import invitations
from services.people.names import names_of
from web.choosing import all_bodies
from web.pages.people import account_choices
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/invitations")


@router.get("", operation_id="invitations.list")
def list_invitations(visit: Visiting, page: AskedPage) -> Response:
    """Those that one made; administrators see all."""
    found = invitations.list_invitations(visit.house, actor=visit.actor, page=page)
    following = cursor_of(found.next_after) if found.next_after is not None else ""
    return visit.page(
        "people/invitations.html",
        invitations=found.items,
        names=names_of(visit.house, actor=visit.actor, ids=[one.invited_by for one in found.items]),
        now=visit.house.clock(),
        choices=account_choices(visit),
        bodies=[(one.id, one.name) for one in all_bodies(visit)],
        is_administrator=visit.actor.role == "administrator",
        next_page=following,
    )


@router.post("", operation_id="invitations.add")
def invite(visit: Visiting, sent: Sending) -> Response:
    """Have a letter sent that asks somebody in."""
    places = [Seat(body_id=one) for one in sent.many("bodies")]
    invitations.invite(
        visit.house, actor=visit.actor, act=visit.act(sent), form=sent.read(NewInvitation, bodies=places)
    )
    return visit.go("/invitations", said="people.invited")


@router.post("/{invitation_id}/letter", operation_id="invitations.send_again")
def send_again(visit: Visiting, sent: Sending, invitation_id: Id) -> Response:
    """Send the letter once more, with a new link."""
    invitations.send_again(visit.house, actor=visit.actor, act=visit.act(sent), invitation_id=invitation_id)
    return visit.go(f"/invitations#{invitation_id}", said="people.sent_again")


@router.post("/{invitation_id}/withdrawal", operation_id="invitations.withdraw")
def withdraw(visit: Visiting, sent: Sending, invitation_id: Id) -> Response:
    """Take an invitation back."""
    invitations.withdraw(visit.house, actor=visit.actor, act=visit.act(sent), invitation_id=invitation_id)
    return visit.go(f"/invitations#{invitation_id}", said="people.invitation_withdrawn")
