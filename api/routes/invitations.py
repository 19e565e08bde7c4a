"""Routes of invitations and of single-use links."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.act import ThisAct
from api.paging import paged
from edge.actor import Acting, AtHouse
from edge.client import client_address
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.invitations import Acceptance, InvitationView, LinkView, NewInvitation
from schemas.views.made import Made
from schemas.views.page import Items
from services.identity import invitations, links

router = APIRouter(tags=["sessions"])

Token = Annotated[str, Path(max_length=200)]


@router.get("/invitations", operation_id="invitations.list")
def list_invitations(
    request: Request, response: Response, house: AtHouse, actor: Acting, page: AskedPage
) -> Items[InvitationView]:
    """Invitations in the order they were made."""
    return paged(request, response, invitations.list_invitations(house, actor=actor, page=page))


@router.post("/invitations", operation_id="invitations.add", status_code=201)
def invite(house: AtHouse, actor: Acting, act: ThisAct, form: NewInvitation) -> Made:
    """Ask somebody in; the letter with the link leaves by itself."""
    return invitations.invite(house, actor=actor, act=act, form=form)


@router.post("/invitations/accept", operation_id="invitations.accept", status_code=201)
def accept(request: Request, house: AtHouse, act: ThisAct, form: Acceptance) -> Made:
    """Join by the link of an invitation; then sign in."""
    return invitations.accept(house, act=act, form=form, address=client_address(request, house.trusted_proxies))


@router.post("/invitations/{invitation_id}/send-again", operation_id="invitations.send_again", status_code=204)
def send_again(house: AtHouse, actor: Acting, act: ThisAct, invitation_id: Id) -> None:
    """Send the letter with a new link."""
    invitations.send_again(house, actor=actor, act=act, invitation_id=invitation_id)


@router.delete("/invitations/{invitation_id}", operation_id="invitations.withdraw", status_code=204)
def withdraw(house: AtHouse, actor: Acting, act: ThisAct, invitation_id: Id) -> None:
    """Take an invitation back."""
    invitations.withdraw(house, actor=actor, act=act, invitation_id=invitation_id)


@router.get("/links/{token}", operation_id="links.read")
def read_link(request: Request, response: Response, house: AtHouse, token: Token) -> LinkView:
    """What a letter's link is good for; opening it changes nothing, however often and by whomever."""
    response.headers["Cache-Control"] = "no-store"
    return links.read_link(house, token=token, address=client_address(request, house.trusted_proxies))
