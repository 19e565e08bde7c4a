"""What a letter's link opens: the way in, or the form to join by; opening it does nothing, the button does."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from edge.session_cookie import give_cookie
from schemas.problems import Refused
from schemas.views.invitations import Acceptance, LinkSignIn
from services.guests.entering import is_guests
from services.identity import invitations, links
from services.identity.consent import read_text
from services.identity.passwords import SHORTEST
from web.pages.guest import link_page
from web.sending import Sending
from web.visit import Visiting

router = APIRouter(prefix="/links")
Token = Annotated[str, Path(max_length=200)]


@router.get("/{token}", operation_id="links.read")
def show_link(visit: Visiting, token: Token) -> Response:
    """What the link is good for."""
    if is_guests(visit.house, token):
        return link_page(visit, token)
    link = links.read_link(visit.house, token=token, address=visit.address)
    if link.kind == "sign_in":
        return visit.page("sign_in/by_link.html", token=token)
    if link.kind == "confirm":
        return visit.page("signing/confirm.html", token=token)
    consent = read_text(visit.house, actor=visit.actor)
    return visit.page("sign_in/join.html", token=token, consent=consent, shortest=SHORTEST)


@router.post("/{token}/sign-in", operation_id="sessions.sign_in_by_link")
def sign_in_by_link(visit: Visiting, sent: Sending, token: Token) -> Response:
    """Begin a session by the link."""
    form = LinkSignIn.model_validate({"token": token, "cookie": True})
    begun = links.sign_in_by_link(
        visit.house, act=visit.act(sent), seed=visit.seed(sent), form=form, address=visit.address
    )
    response = visit.go("/")
    give_cookie(response, visit.house, begun.token)
    return response


@router.post("/{token}/join", operation_id="invitations.accept")
def join(visit: Visiting, sent: Sending, token: Token) -> Response:
    """Join by the link of an invitation; who has joined signs in."""
    if not sent.one("consent"):
        raise Refused("consent_unknown")
    invitations.accept(visit.house, act=visit.act(sent), form=sent.read(Acceptance, token=token), address=visit.address)
    return visit.go("/sign-in", said="signing_in.joined")
