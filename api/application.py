"""The HTTP interface, put together on an installation."""

from itertools import chain

from fastapi import FastAPI

from api.directory import Directory
from api.openapi import describe
from api.problems import answer_with_problems, problem_response
from api.routes import FAMILIES
from edge.guard import guard
from services.house import House

PREFIX = "/api/v1"


def application(house: House | None) -> FastAPI:
    """All routes of the API, answering for this installation, or for the one that its `state.house` gets later."""
    app = FastAPI(
        title="Veche",
        version="1",
        summary="Вече: от плана документа до подписанного издания.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.house = house
    app.router.routes.append(Directory(PREFIX, chain.from_iterable(router.routes for router in FAMILIES)))
    for router in FAMILIES:
        app.include_router(router, prefix=PREFIX)
    describe(app)
    answer_with_problems(app)
    guard(app, problem_response)
    return app
