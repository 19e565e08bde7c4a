"""From lists to their pages, and from pages to the whole list."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from schemas.problems import Refused
from schemas.views.page import Page, Slice

Item = TypeVar("Item")
_MOST = 200


def cut(items: Sequence[Item], key_of: Callable[[Item], str], page: Page) -> Slice[Item]:
    """One page of `items` as they stand; `key_of` gives each a key of its own.

    Raises Refused("cursor_invalid") for a key that none of them has.
    """
    keys = [key_of(item) for item in items]
    if page.after is not None and page.after not in keys:
        raise Refused("cursor_invalid")
    start = 0 if page.after is None else keys.index(page.after) + 1
    kept = items[start : start + page.limit]
    return Slice(items=kept, next_after=key_of(kept[-1]) if start + page.limit < len(items) else None)


def every(ask: Callable[[Page], Slice[Item]]) -> list[Item]:
    """All items of a list, page after page."""
    found: list[Item] = []
    page = Page(limit=_MOST)
    while True:
        part = ask(page)
        found += part.items
        if part.next_after is None:
            return found
        page = Page(limit=_MOST, after=part.next_after)
