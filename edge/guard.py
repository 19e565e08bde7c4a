"""What stands before every edge: room, limits of bodies, known hosts, an answer to mishaps, and security headers."""

from collections.abc import Mapping

from fastapi import FastAPI, Request, Response

from edge.headers import SecurityHeaders
from edge.hosts import KnownHosts
from edge.limits import BodyLimit, TooLarge, TooSlow, large_refusal, limits_of, slow_refusal
from edge.mishaps import Mishaps
from edge.refusing import Refusing
from edge.room import Room


def guard(app: FastAPI, refuse: Refusing, headers: Mapping[str, str] | None = None) -> None:
    """Set all of it before an application whose routes are all there; `headers` replace security headers."""

    async def too_large(request: Request, error: Exception) -> Response:
        assert isinstance(error, TooLarge)
        return large_refusal(request, error.limit, refuse)

    async def too_slow(request: Request, _error: Exception) -> Response:
        return slow_refusal(request, refuse)

    app.add_exception_handler(TooLarge, too_large)
    app.add_exception_handler(TooSlow, too_slow)
    # The last added is the outermost.
    app.add_middleware(Room, refuse=refuse)
    app.add_middleware(BodyLimit, limit_of=limits_of(app), refuse=refuse)
    app.add_middleware(KnownHosts, refuse=refuse)
    app.add_middleware(Mishaps, refuse=refuse)
    app.add_middleware(SecurityHeaders, other=headers)
