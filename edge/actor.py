"""Who sends a request: found by its Authorization header or its session cookie, and admitted to the operation."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from domain.rights import RIGHTS, Relation
from edge.hosts import is_loopback
from schemas.actor import ANONYMOUS, Actor, Scope
from schemas.problems import Refused
from services.house import House
from services.identity.actors import find_actor
from services.rights import admit

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_SIGNING_IN = ("sessions.sign_in", "sessions.ask_link", "sessions.sign_in_by_link", "invitations.accept")
_SIGNING_OUT = "sessions.sign_out"
_IN_A_PAUSE = ("sessions.sign_in", _SIGNING_OUT)
_RECORDED_READS = ("people.export",)


async def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


def cookie_name(public_url: str) -> str:
    """The session cookie's name: browsers take and keep the __Host- one over HTTPS only."""
    return "__Host-veche" if public_url.startswith("https://") else "veche"


AtHouse = Annotated[House, Depends(_house)]


def operation_of(request: Request) -> str:
    """The operation id of the route that answers the request."""
    return str(request.scope["route"].operation_id)


async def admitted(request: Request, house: AtHouse) -> Actor:
    """The actor of a request, anonymous without a credential.

    Raises Refused with `credential_invalid`, `cross_site`, `sign_in_required` or `scope_missing`, and with `paused`
    for whatever would change something in an installation that is held; signing in to read does not count.
    """
    operation = operation_of(request)
    changes = RIGHTS[operation].scope is not Scope.READ and operation not in _IN_A_PAUSE
    held = changes or operation in _RECORDED_READS
    if held and await house.database.briefly(house.pause) is not None:
        raise Refused("paused", retry_after=60)
    credential = _credential(request, house.public_url)
    request.state.credential = credential
    _require_same_site(request, house.public_url)
    actor = await _actor_with(house, credential, operation)
    request.state.actor = actor
    admit(operation, actor)
    return actor


async def _actor_with(house: House, credential: str, operation: str) -> Actor:
    # Signing in starts from nobody even with a cookie, or its repetition would be somebody else's act.
    if not credential or operation in _SIGNING_IN:
        return ANONYMOUS
    try:
        return await find_actor(house, credential, ended=operation == _SIGNING_OUT)
    except Refused as refused:
        # What is open to anyone stays open to a browser whose session is over.
        if refused.code == "credential_invalid" and Relation.ANYONE in RIGHTS[operation].who:
            return ANONYMOUS
        raise


def _credential(request: Request, public_url: str) -> str:
    authorization = request.headers.get("authorization")
    if authorization is not None:
        scheme, _, credential = authorization.partition(" ")
        if scheme.lower() != "bearer" or not credential.strip():
            raise Refused("credential_invalid")
        return credential.strip()
    # The plain name does not count where the other is used: a neighbour under the same domain could set it.
    return request.cookies.get(cookie_name(public_url), "")


def _require_same_site(request: Request, public_url: str) -> None:
    # A browser sends a cookie by itself, so a request with one must show that our own page made it.
    by_cookie = "authorization" not in request.headers and request.state.credential
    if by_cookie and request.method not in SAFE_METHODS and not is_same_site(request, public_url):
        raise Refused("cross_site")


def is_same_site(request: Request, public_url: str) -> bool:
    """Whether a browser says that a page of ours sent the request."""
    fetched_from = request.headers.get("sec-fetch-site")
    if fetched_from is not None:
        return fetched_from in ("same-origin", "none")
    origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
    return origin == _origin_of(public_url) or (is_loopback(host) and origin == f"http://{host}")


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


Acting = Annotated[Actor, Depends(admitted)]
