"""What an outside expert sees: a letter's link, and behind it the one revision, as long as its round is open."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import SecretStr

from edge.actor import operation_of
from edge.path import Id
from schemas.problems import Refused
from schemas.views.disagreements import UpholdForm
from schemas.views.guests import GuestComment, GuestOpening, GuestVerdict
from services.guests import entering, visiting
from services.guests.entering import Visitor
from services.identity.consent import read_text
from web.sending import Sending
from web.visit import Visit, Visiting

router = APIRouter()
Token = Annotated[str, Path(max_length=200)]
COOKIE = "veche_guest"
"""Keeps what opens the revision; sent to its own page only, so that several revisions can lie open side by side."""


def _visitor(visit: Visiting, guest_id: Id) -> Visitor:
    token = visit.request.cookies.get(COOKIE, "")
    found = entering.visitor(visit.house, operation_of(visit.request), token=token, address=visit.address)
    if found.guest.id != guest_id:
        raise Refused("guest_link_unknown")
    return found


Visited = Annotated[Visitor, Depends(_visitor)]


def link_page(visit: Visit, token: str) -> Response:
    """What a guest's link shows before it is opened; looking changes nothing."""
    try:
        guest = entering.look(visit.house, token=token, address=visit.address)
    except Refused as refused:
        if refused.code != "guest_link_opened":
            raise
        return visit.page("guest/opened.html", token=token, status=410)
    consent = read_text(visit.house, actor=visit.actor)
    return visit.page("guest/open.html", token=token, guest=guest, consent=consent)


@router.post("/links/{token}/open", operation_id="guest.open")
def open_link(visit: Visiting, sent: Sending, token: Token) -> Response:
    """Open the link in this browser; from then on its token is in no address."""
    if not sent.one("consent"):
        raise Refused("consent_unknown")
    form = sent.read(GuestOpening, token=token)
    entered = entering.open_link(
        visit.house, act=visit.act(sent), seed=visit.seed(sent), form=form, address=visit.address
    )
    path = f"/guest/{entered.guest_id}"
    response = visit.go(path)
    lasts = round((entered.expires_at - visit.house.clock()).total_seconds())
    secure = visit.house.public_url.startswith("https://")
    response.set_cookie(COOKIE, entered.token, max_age=lasts, path=path, secure=secure, httponly=True, samesite="lax")
    return response


@router.post("/links/{token}/renew", operation_id="guest.renew")
def renew(visit: Visiting, sent: Sending, token: Token) -> Response:
    """Have a new link sent to the address that was invited."""
    entering.send_new_link(visit.house, act=visit.act(sent), token=SecretStr(token), address=visit.address)
    return visit.go("/guest/sent")


@router.get("/guest/sent", operation_id="consent.read")
def sent_page(visit: Visiting) -> Response:
    """That a new link is on its way."""
    return visit.page("guest/sent.html")


@router.get("/guest/{guest_id}", operation_id="guest.read")
def read(visit: Visiting, visited: Visited, remark: Annotated[int | None, Query(ge=0)] = None) -> Response:
    """The revision, what was said about it, and the forms to speak; `remark` opens the one beside that block."""
    page, sheet = visiting.page_of(visit.house, visited=visited)
    return visit.page(
        "guest/show.html",
        page=page,
        sheet=sheet,
        names=sheet.names,
        remark=remark if page.open else None,
        allowed=(),
    )


@router.post("/guest/{guest_id}/comments", operation_id="guest.comment")
def add_comment(visit: Visiting, sent: Sending, visited: Visited, guest_id: Id) -> Response:
    """Comment on words of the text."""
    visiting.add_comment(visit.house, visited=visited, act=visit.act(sent), form=sent.read(GuestComment))
    block = sent.one("block")
    return visit.go(f"/guest/{guest_id}#block-{block if block.isdecimal() else 0}", said="guest.commented")


@router.post("/guest/{guest_id}/comments/{comment_id}/resolve", operation_id="guest.resolve")
async def resolve(visit: Visiting, sent: Sending, visited: Visited, guest_id: Id, comment_id: Id) -> Response:
    """Be content with the answer to one's own remark."""
    await visiting.resolve(visit.house, visited=visited, act=visit.act(sent), comment_id=comment_id)
    return visit.go(f"/guest/{guest_id}#thread-{comment_id}", said="guest.contented")


@router.post("/guest/{guest_id}/comments/{comment_id}/uphold", operation_id="guest.uphold")
async def uphold(visit: Visiting, sent: Sending, visited: Visited, guest_id: Id, comment_id: Id) -> Response:
    """Stand by one's own remark in spite of its answer."""
    form = sent.read(UpholdForm)
    await visiting.uphold(visit.house, visited=visited, act=visit.act(sent), comment_id=comment_id, form=form)
    return visit.go(f"/guest/{guest_id}#thread-{comment_id}", said="guest.upheld")


@router.post("/guest/{guest_id}/verdict", operation_id="guest.verdict")
async def give_verdict(visit: Visiting, sent: Sending, visited: Visited, guest_id: Id) -> Response:
    """Give or change one's verdict."""
    await visiting.give_verdict(visit.house, visited=visited, act=visit.act(sent), form=sent.read(GuestVerdict))
    return visit.go(f"/guest/{guest_id}", said="guest.verdict_given")
