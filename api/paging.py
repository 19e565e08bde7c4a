"""Opaque cursors and the Link header of lists."""

import base64
import binascii
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response

from schemas.problems import Refused
from schemas.views.page import Items, Page, Slice

LARGEST = 200
_LONGEST_CURSOR = 300
Item = TypeVar("Item")


async def _page(
    limit: Annotated[int, Query(ge=1, le=LARGEST, description="How many items at most.")] = 50,
    cursor: Annotated[str | None, Query(description="From the Link header of the page before.")] = None,
) -> Page:
    return Page(limit=limit, after=None if cursor is None else _key_of(cursor))


AskedPage = Annotated[Page, Depends(_page)]


def paged(request: Request, response: Response, found: Slice[Item]) -> Items[Item]:
    """The page as it is answered; sets the Link header to the next page unless this is the last."""
    if found.next_after is not None:
        rest = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        query = urlencode([*rest, ("cursor", _cursor(found.next_after))])
        response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return Items(items=list(found.items))


def _cursor(key: str) -> str:
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _key_of(cursor: str) -> str:
    """Raises Refused("cursor_invalid") for what `_cursor` never made."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        key = ""
    if not key or len(cursor) > _LONGEST_CURSOR or not key.isprintable():
        raise Refused("cursor_invalid")
    return key
