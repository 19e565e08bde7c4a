"""Routes of outside experts: a coordinator asks them in, and they come by a link, without an account."""

import asyncio

from fastapi import APIRouter, Request, Response

from api.act import ThisAct, TokenSeed
from api.paging import paged
from api.routes.sections import Form
from edge.actor import Acting, AtHouse, operation_of
from edge.client import client_address
from edge.files import FileAnswer, file_response
from edge.paging import AskedPage
from edge.path import Id
from schemas.views.disagreements import UpholdForm
from schemas.views.guests import (
    GuestComment,
    GuestEntered,
    GuestOpening,
    GuestPage,
    GuestSaid,
    GuestVerdict,
    GuestView,
    NewGuest,
    OutsideOpinionView,
)
from schemas.views.invitations import LinkToken
from schemas.views.made import Made
from schemas.views.page import Items
from services.guests import entering, inviting, opinions, visiting
from services.guests.entering import Visitor
from services.house import House

router = APIRouter(tags=["guests"])


def _visitor(request: Request, house: House) -> Visitor:
    """Who comes with a guest's key; asked once the form is read, so that a mistake in it is told to anybody."""
    address = client_address(request, house.trusted_proxies)
    return entering.visitor(house, operation_of(request), token=request.state.credential, address=address)


@router.get("/sections/{section_id}/guests", operation_id="guests.list")
def list_guests(
    request: Request, response: Response, house: AtHouse, actor: Acting, section_id: Id, page: AskedPage
) -> Items[GuestView]:
    """The outside experts who were asked to read a section, and how their invitations stand."""
    return paged(request, response, inviting.list_guests(house, actor=actor, section_id=section_id, page=page))


@router.post("/sections/{section_id}/guests", operation_id="guests.invite", status_code=201)
def invite(house: AtHouse, actor: Acting, act: ThisAct, section_id: Id, form: NewGuest) -> Made:
    """Ask an outside expert to read the revision under review; the letter with the link leaves by itself."""
    return inviting.invite(house, actor=actor, act=act, section_id=section_id, form=form)


@router.post("/guests/{guest_id}/send-again", operation_id="guests.send_again", status_code=204)
def send_again(house: AtHouse, actor: Acting, act: ThisAct, guest_id: Id) -> None:
    """Send the letter with a new link; the one before no longer opens."""
    inviting.send_again(house, actor=actor, act=act, guest_id=guest_id)


@router.delete("/guests/{guest_id}", operation_id="guests.revoke", status_code=204)
def revoke(house: AtHouse, actor: Acting, act: ThisAct, guest_id: Id) -> None:
    """Close everything to an outside expert, at once."""
    inviting.revoke(house, actor=actor, act=act, guest_id=guest_id)


@router.get("/sections/{section_id}/outside-opinions", operation_id="guests.list_opinions")
def list_opinions(
    request: Request, response: Response, house: AtHouse, actor: Acting, section_id: Id, page: AskedPage
) -> Items[OutsideOpinionView]:
    """What outside experts who are no voters advised."""
    return paged(request, response, opinions.list_opinions(house, actor=actor, section_id=section_id, page=page))


@router.post("/guest/session", operation_id="guest.open", status_code=201)
def open_link(
    request: Request, response: Response, house: AtHouse, act: ThisAct, seed: TokenSeed, form: GuestOpening
) -> GuestEntered:
    """Open a letter's link, once; what comes back opens the revision from then on."""
    response.headers["Cache-Control"] = "no-store"
    address = client_address(request, house.trusted_proxies)
    return entering.open_link(house, act=act, seed=seed, form=form, address=address)


@router.post("/guest/links", operation_id="guest.renew", status_code=204)
def renew(request: Request, house: AtHouse, act: ThisAct, form: LinkToken) -> None:
    """Have a new link sent to the address that was invited, by a link that was opened already."""
    address = client_address(request, house.trusted_proxies)
    entering.send_new_link(house, act=act, token=form.token, address=address)


@router.get("/guest", operation_id="guest.read")
def read(request: Request, house: AtHouse, _actor: Acting, response: Response) -> GuestPage:
    """What the guest was asked to read, and what they have said."""
    response.headers["Cache-Control"] = "no-store"
    return visiting.read(house, visited=_visitor(request, house))


@router.get("/guest/text", operation_id="guest.text", response_class=FileAnswer)
def read_text(
    request: Request,
    house: AtHouse,
    _actor: Acting,
    form: Form = "markdown",
) -> Response:
    """The one revision, as a file."""
    return file_response(request, visiting.text_file(house, visited=_visitor(request, house), form=form))


@router.post("/guest/comments", operation_id="guest.comment", status_code=201)
def add_comment(request: Request, house: AtHouse, act: ThisAct, form: GuestComment) -> Made:
    """Comment on words of the revision, or propose others."""
    return visiting.add_comment(house, visited=_visitor(request, house), act=act, form=form)


@router.post("/guest/verdict", operation_id="guest.verdict", status_code=201)
async def give_verdict(request: Request, house: AtHouse, act: ThisAct, form: GuestVerdict) -> GuestSaid:
    """Give or change one's verdict on the revision."""
    visited = await asyncio.to_thread(_visitor, request, house)
    return await visiting.give_verdict(house, visited=visited, act=act, form=form)


@router.post("/guest/comments/{comment_id}/resolve", operation_id="guest.resolve", status_code=204)
async def resolve(request: Request, house: AtHouse, act: ThisAct, comment_id: Id) -> None:
    """Be content with the answer to one's own remark."""
    visited = await asyncio.to_thread(_visitor, request, house)
    await visiting.resolve(house, visited=visited, act=act, comment_id=comment_id)


@router.post("/guest/comments/{comment_id}/uphold", operation_id="guest.uphold", status_code=204)
async def uphold(request: Request, house: AtHouse, act: ThisAct, comment_id: Id, form: UpholdForm) -> None:
    """Stand by one's own remark in spite of its answer: a disagreement, until it has its outcome."""
    visited = await asyncio.to_thread(_visitor, request, house)
    await visiting.uphold(house, visited=visited, act=act, comment_id=comment_id, form=form)
