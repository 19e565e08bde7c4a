"""How large a request's body may be, and how slow: a larger or slower one is refused before it is read."""

import asyncio
from collections.abc import Callable

from fastapi import FastAPI, Request, Response
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from edge.refusing import Refusing

BODY_BYTES = 1_000_000
UPLOAD_BYTES = 26_000_000
BODY_SECONDS = 30.0
"""How long a body may be waited for in all, besides the time that what has arrived earned it."""
SLOWEST = 16_000
"""Bytes that earn a second more: whoever sends this many each second is never cut off."""
_CLOSE = {"Connection": "close"}
"""What was not read of the body would be taken for the next request."""


class TooLarge(HTTPException):
    """More than `limit` bytes came although fewer, or no number, had been announced."""

    def __init__(self, limit: int) -> None:
        super().__init__(413)
        self.limit = limit


class TooSlow(HTTPException):
    """The body, or the rest of it, did not come in time."""

    def __init__(self) -> None:
        super().__init__(408)


def slow_refusal(request: Request, refuse: Refusing) -> Response:
    """The answer to a body that did not come in time."""
    return refuse(request, "body_too_slow", {"rate": SLOWEST}, _CLOSE)


def large_refusal(request: Request, limit: int, refuse: Refusing) -> Response:
    """The answer to a body larger than `limit` bytes."""
    return refuse(request, "body_too_large", {"limit": limit}, _CLOSE)


class BodyLimit:
    """Refuses a body by its Content-Length, or as soon as more has arrived than the route takes or it is too slow."""

    def __init__(self, app: ASGIApp, limit_of: Callable[[Scope], int], refuse: Refusing) -> None:
        self.app = app
        self.limit_of = limit_of
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its body counted, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.limit_of(scope)
        announced = Request(scope).headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            await large_refusal(Request(scope), limit, self.refuse)(scope, receive, send)
        else:
            await self.app(scope, _counted(receive, limit), send)


def _counted(receive: Receive, limit: int) -> Receive:
    arrived, waited, is_whole = 0, 0.0, False
    clock = asyncio.get_running_loop().time

    async def counting() -> Message:
        nonlocal arrived, waited, is_whole
        if is_whole:  # whoever asks now waits for the client to leave
            return await receive()
        began = clock()
        try:
            message = await asyncio.wait_for(receive(), BODY_SECONDS + arrived / SLOWEST - waited)
        except TimeoutError:
            raise TooSlow from None
        waited += clock() - began
        is_whole = not message.get("more_body", False)
        arrived += len(message.get("body", b""))
        if arrived > limit:
            raise TooLarge(limit)
        return message

    return counting


def limits_of(app: FastAPI) -> Callable[[Scope], int]:
    """The limit of a request by the route it goes to; the routes are looked at once, when all are there."""
    uploads = []
    for context in iter_route_contexts(app.routes):
        larger = (getattr(context, "openapi_extra", None) or {}).get("x-body-limit")
        if larger is not None:
            uploads.append((context.path_regex, int(larger)))

    def limit_of(scope: Scope) -> int:
        if scope["method"] in ("GET", "HEAD"):
            return BODY_BYTES
        return next((larger for path, larger in uploads if path.match(scope["path"])), BODY_BYTES)

    return limit_of
