"""The Link header of lists."""

from typing import TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response

from edge.paging import cursor_of
from schemas.views.page import Items, Slice

Item = TypeVar("Item")


def paged(request: Request, response: Response, found: Slice[Item]) -> Items[Item]:
    """The page as it is answered; sets the Link header to the next page unless this is the last."""
    if found.next_after is not None:
        rest = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
        query = urlencode([*rest, ("cursor", cursor_of(found.next_after))])
        response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return Items(items=list(found.items))
