"""Telling an open page that something has changed, as server-sent events; the page asks again for what it shows."""

import asyncio
from collections.abc import AsyncIterator, Callable

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from schemas.problems import Refused
from services.house import House
from services.identity.actors import find_actor
from services.record.news import News
from web.streams import Streams
from web.visit import Visit

PAUSE = 1.0
"""Seconds between two looks."""

LASTS = 600
"""Looks after which a stream ends; the browser opens the next one by itself."""

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_SILENCE = 20
"""Looks without news after which a comment is sent, so that nothing between us thinks the line is dead."""


def news_stream(visit: Visit, news: News) -> Response:
    """The stream of events `changed`, for as long as the session lasts, each with the tag of what is so then."""
    request = visit.request
    seen = request.headers.get("last-event-id") or request.query_params.get("seen", "")
    events = _placed(request.app.state.streams, visit, _events(visit.house, request, news, seen))
    return StreamingResponse(events, media_type="text/event-stream", headers=_HEADERS)


async def _placed(streams: Streams, visit: Visit, events: AsyncIterator[str]) -> AsyncIterator[str]:
    """The events for as long as newer streams leave room; `ended` has the page stop until it is looked at again."""
    place = streams.enter(visit.actor.id, visit.address)
    try:
        async for event in events:
            if place.is_over:
                yield "event: ended\ndata: \n\n"
                return
            if event:
                yield event
    finally:
        streams.leave(place)


async def _events(house: House, request: Request, news: News, seen: str) -> AsyncIterator[str]:
    """What is to be sent; an empty one at each look without news, so that whoever passes them on can end them."""
    is_ending: Callable[[], bool] = request.app.state.is_ending
    yield "retry: 2000\n\n"
    sign, quiet = "", 0
    for _ in range(LASTS):
        if is_ending():
            return
        try:
            sign, before = await house.database.briefly(news.sign), sign
            if sign != before:
                await find_actor(house, request.state.credential)  # their session may be over by now
                tag = await asyncio.to_thread(news.tag)
                if tag != seen:
                    yield f"event: changed\nid: {tag}\ndata: {tag}\n\n"
                    seen, quiet = tag, 0
        except Refused:
            return
        quiet += 1
        yield "" if quiet % _SILENCE else ": \n\n"
        await asyncio.sleep(PAUSE)
