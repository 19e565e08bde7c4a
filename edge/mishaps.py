"""What nobody foresaw: answered like a refusal, and told in the log."""

import logging

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from edge.refusing import Refusing
from schemas.ids import new_id
from schemas.mishap import kind_and_place

_LOG = logging.getLogger("veche.edge")


class Mishaps:
    """Answers what nobody foresaw with the refusal `internal`, and logs where it happened.

    The log tells the kind and the place of an error and not its message, which may quote what somebody sent.
    """

    def __init__(self, app: ASGIApp, refuse: Refusing) -> None:
        self.app = app
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer in its place if it fails."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            incident = new_id()
            mishap = kind_and_place(error)
            _LOG.error("incident %s: %s\n%s", incident, mishap["error"], mishap["where"])
            response = self.refuse(Request(scope), "internal", {"incident": incident})
            await response(scope, receive, send)
