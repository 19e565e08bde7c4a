"""Signing in and out, and the language of the pages."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from edge.session_cookie import give_cookie, take_cookie
from schemas.language import LANGUAGES
from schemas.problems import Refused
from schemas.views.invitations import LinkRequest
from schemas.views.keys import SignIn
from services.identity import links, signin
from web.sending import Sending, read_sent
from web.visit import LANGUAGE, Visit, Visiting, nobodys_visit

router = APIRouter()
Next = Annotated[str, Query(max_length=2000)]
_YEAR = 365 * 86_400


def own_path(path: str) -> str:
    """The path if it leads to a page of ours, else that of the first page."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


@router.get("/sign-in")
def show_sign_in(request: Request, next: Next = "/") -> Response:
    """The form to sign in by."""
    return nobodys_visit(request).page("sign_in/sign_in.html", next=own_path(next))


@router.post("/sign-in", operation_id="sessions.sign_in")
def sign_in(visit: Visiting, sent: Sending) -> Response:
    """Begin a session with e-mail and password."""
    form = sent.read(SignIn, cookie=True)
    begun = signin.sign_in(visit.house, act=visit.act(sent), seed=visit.seed(sent), form=form, address=visit.address)
    return _signed_in(visit, begun.token, sent.one("next"))


@router.get("/sign-in/link")
def show_ask_link(request: Request) -> Response:
    """The form to ask for a link by."""
    return nobodys_visit(request).page("sign_in/ask_link.html")


@router.post("/sign-in/link", operation_id="sessions.ask_link")
def ask_link(visit: Visiting, sent: Sending) -> Response:
    """Have a link sent; the answer is the same whether anybody has that address."""
    links.ask_for_link(visit.house, act=visit.act(sent), form=sent.read(LinkRequest), address=visit.address)
    return visit.go("/sign-in", said="signing_in.link_sent")


@router.post("/sign-out", operation_id="sessions.sign_out")
def sign_out(visit: Visiting, sent: Sending) -> Response:
    """End this session."""
    signin.sign_out(visit.house, actor=visit.actor, act=visit.act(sent))
    response = visit.go("/sign-in", said="signing_in.signed_out")
    take_cookie(response, visit.house)
    return response


@router.post("/language")
async def choose_language(request: Request) -> Response:
    """Keep the language that was chosen, in this browser."""
    sent = await read_sent(request)
    if sent.one("language") not in LANGUAGES:
        raise Refused("not_found")
    response = nobodys_visit(request).go(sent.back or "/")
    response.set_cookie(LANGUAGE, sent.one("language"), max_age=_YEAR, path="/", httponly=True, samesite="lax")
    return response


def _signed_in(visit: Visit, token: str, following: str) -> Response:
    response = visit.go(own_path(following))
    give_cookie(response, visit.house, token)
    return response
