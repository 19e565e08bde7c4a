"""The API and the pages as one application: what lies under /api is the API's, all else the pages'."""

from collections.abc import Callable

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from api.application import application
from services.house import House
from web.application import pages


class Edges:
    """Leads each request to its edge."""

    def __init__(self, api: FastAPI, web: FastAPI) -> None:
        self.api, self.web = api, web

    def answer_for(self, house: House) -> None:
        """Let both answer for this installation."""
        self.api.state.house = self.web.state.house = house

    def end_with(self, is_ending: Callable[[], bool]) -> None:
        """Have streams that are open end as soon as this is so."""
        self.web.state.is_ending = is_ending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        path: str = scope.get("path", "/api")  # the start and the end of the process are told to the API
        edge: ASGIApp = self.api if path == "/api" or path.startswith("/api/") else self.web
        await edge(scope, receive, send)


def edges() -> Edges:
    """Both edges, before they know for which installation they answer."""
    return Edges(application(None), pages(None))
