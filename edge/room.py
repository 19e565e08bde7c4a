"""How many requests a process works on at once: past that, a new one is told at once to come again."""

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from edge.refusing import Refusing

MOST_AT_WORK = 300
"""Some seconds of work on a small machine: who came after them would wait longer than people and clients do."""
_HEALTH = "/health/"
"""What watches over the process shall be answered however busy it is."""
_LATER = {"Retry-After": "2"}


class Room:
    """Refuses a request with `overloaded` while too many are being worked on.

    A request is at work from its arrival to the start of its answer, except while its body is waited for: neither
    slow clients nor streams that stay open take room from others.
    """

    def __init__(self, app: ASGIApp, refuse: Refusing) -> None:
        self.app = app
        self.refuse = refuse
        self.at_work = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while there is room, or refuse it."""
        if scope["type"] != "http" or _HEALTH in scope["path"]:
            await self.app(scope, receive, send)
        elif self.at_work >= MOST_AT_WORK:
            await self.refuse(Request(scope), "overloaded", {}, _LATER)(scope, receive, send)
        else:
            await self._work(scope, receive, send)

    async def _work(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = 1

        def take(now: int) -> None:
            nonlocal place
            self.at_work += now - place
            place = now

        async def waited() -> Message:
            was = place
            take(0)
            try:
                return await receive()
            finally:
                take(was)

        async def answered(message: Message) -> None:
            take(0)
            await send(message)

        self.at_work += 1
        try:
            await self.app(scope, waited, answered)
        finally:
            take(0)
