"""Routes of sessions: signing in and out."""

from fastapi import APIRouter, Request, Response

from api.act import ThisAct, TokenSeed
from edge.actor import Acting, AtHouse
from edge.client import client_address
from edge.session_cookie import give_cookie, take_cookie
from schemas.views.invitations import LinkRequest, LinkSignIn
from schemas.views.keys import SessionView, SignedIn, SignIn
from services.identity import links, signin
from services.people.people import read_person

router = APIRouter(prefix="/sessions", tags=["sessions"])


@router.post("", operation_id="sessions.sign_in", status_code=201)
def sign_in(
    request: Request, response: Response, house: AtHouse, act: ThisAct, seed: TokenSeed, form: SignIn
) -> SignedIn:
    """Begin a session with e-mail and password."""
    address = client_address(request, house.trusted_proxies)
    begun = signin.sign_in(house, act=act, seed=seed, form=form, address=address)
    if form.cookie:
        give_cookie(response, house, begun.token)
    return begun


@router.post("/links", operation_id="sessions.ask_link", status_code=204)
def ask_link(request: Request, house: AtHouse, act: ThisAct, form: LinkRequest) -> None:
    """Have a link to sign in sent by e-mail; the answer is the same whether anybody has that address."""
    links.ask_for_link(house, act=act, form=form, address=client_address(request, house.trusted_proxies))


@router.post("/by-link", operation_id="sessions.sign_in_by_link", status_code=201)
def sign_in_by_link(
    request: Request, response: Response, house: AtHouse, act: ThisAct, seed: TokenSeed, form: LinkSignIn
) -> SignedIn:
    """Begin a session by the link that a letter brought."""
    address = client_address(request, house.trusted_proxies)
    begun = links.sign_in_by_link(house, act=act, seed=seed, form=form, address=address)
    if form.cookie:
        give_cookie(response, house, begun.token)
    return begun


@router.get("/current", operation_id="sessions.read")
def read_session(house: AtHouse, actor: Acting) -> SessionView:
    """Who is signed in."""
    scopes = None if actor.scopes is None else sorted(actor.scopes)
    return SessionView(person=read_person(house, actor=actor, person_id=actor.id), scopes=scopes)


@router.delete("/current", operation_id="sessions.sign_out", status_code=204)
def sign_out(response: Response, house: AtHouse, actor: Acting, act: ThisAct) -> None:
    """End this session."""
    signin.sign_out(house, actor=actor, act=act)
    take_cookie(response, house)


@router.delete("", operation_id="sessions.sign_out_elsewhere", status_code=204)
def sign_out_elsewhere(house: AtHouse, actor: Acting, act: ThisAct) -> None:
    """End one's other sessions."""
    signin.sign_out_elsewhere(house, actor=actor, act=act)
