"""Views as answers that are sent once: whoever has a view already, by its tag, gets 304 and nothing is put together."""

from collections.abc import Callable

from fastapi import Request, Response
from pydantic import BaseModel

from edge.files import is_known
from services.house import House


async def view_response(request: Request, house: House, tag: str, view: Callable[[], BaseModel]) -> Response:
    """The view as JSON, or 304 where If-None-Match names its tag; kept by whoever asks, and asked about each time."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    made = await house.database.briefly(view)
    return Response(made.model_dump_json(), media_type="application/json", headers=headers)
