"""The HTTP interface, put together on an installation."""

from itertools import chain

from fastapi import FastAPI

from api.directory import Directory
from api.headers import SecurityHeaders
from api.hosts import KnownHosts
from api.limits import BodyLimit, TooLarge, TooSlow, limits_of, too_large, too_slow
from api.openapi import describe
from api.problems import Mishaps, answer_with_problems
from api.routes import FAMILIES
from services.house import House

PREFIX = "/api/v1"


def application(house: House) -> FastAPI:
    """All routes of the API, answering for this installation."""
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
    app.add_exception_handler(TooLarge, too_large)
    app.add_exception_handler(TooSlow, too_slow)
    # The last added is the outermost.
    app.add_middleware(BodyLimit, limit_of=limits_of(app))
    app.add_middleware(KnownHosts)
    app.add_middleware(Mishaps)
    app.add_middleware(SecurityHeaders)
    return app
