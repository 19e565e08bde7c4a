"""Under which names the service answers: a request for another host is refused before anything looks at it."""

from functools import lru_cache
from urllib.parse import urlsplit

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from edge.refusing import Refusing
from services.house import House

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class KnownHosts:
    """Refuses a request whose Host is neither the public address's, nor loopback, nor one that was allowed.

    A page that had its own name point here (DNS rebinding) gets nothing, and no answer can carry a foreign name.
    """

    def __init__(self, app: ASGIApp, refuse: Refusing) -> None:
        self.app = app
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and not _is_known(Request(scope), scope["app"].state.house):
            await self.refuse(Request(scope), "host_unknown", {})(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Whether a Host header names this machine itself."""
    return _name(host) in LOOPBACK


def _is_known(request: Request, house: House) -> bool:
    given = request.headers.getlist("host")
    return len(given) == 1 and _name(given[0]) in _ours(house.public_url, house.other_hosts)


@lru_cache(maxsize=8)
def _ours(public_url: str, other_hosts: frozenset[str]) -> frozenset[str]:
    return frozenset({_name(urlsplit(public_url).netloc), *LOOPBACK, *other_hosts})


@lru_cache(maxsize=64)
def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
