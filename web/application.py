"""The pages, put together on an installation."""

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from edge.guard import guard
from services.house import House
from web import static_files
from web.pages import FAMILIES
from web.refusals import answer_with_pages, refusal_page
from web.streams import Streams

POLICY = "; ".join(
    (
        *("default-src 'none'", "script-src 'self'", "style-src 'self'", "font-src 'self'", "img-src 'self'"),
        *("connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
    )
)
"""What a page may load and do: what comes from our own address, and nothing that is written into it."""

# Where no referrer is sent at all, neither is an Origin, and that is what shows that a form is our own.
_HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}


def pages(house: House | None) -> FastAPI:
    """All pages, answering for this installation, or for the one that its `state.house` gets later."""
    app = FastAPI(title="Veche", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.house = house
    app.state.is_ending = lambda: False  # whoever serves it says when open streams have to end
    app.state.streams = Streams()
    app.include_router(static_files.router)
    for router in FAMILIES:
        app.include_router(router)
    answer_with_pages(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    guard(app, refusal_page, _HEADERS)
    return app
