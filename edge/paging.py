"""Opaque cursors: which page of a list is asked for, and how the next one is named."""

import base64
import binascii
from typing import Annotated

from fastapi import Depends, Query

from schemas.problems import Refused
from schemas.views.page import Page

LARGEST = 200
_LONGEST_CURSOR = 300


async def _page(
    limit: Annotated[int, Query(ge=1, le=LARGEST, description="How many items at most.")] = 50,
    cursor: Annotated[str | None, Query(description="From the Link header of the page before.")] = None,
) -> Page:
    return Page(limit=limit, after=None if cursor is None else _key_of(cursor))


AskedPage = Annotated[Page, Depends(_page)]


def cursor_of(key: str) -> str:
    """How the page after the item with this key is named."""
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
