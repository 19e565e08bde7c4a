"""What a page shows if it is there, and passes over if it is not."""

from collections.abc import Callable
from typing import TypeVar

from schemas.problems import Refused

Found = TypeVar("Found")


def if_there(read: Callable[[], Found]) -> Found | None:
    """What is read, or None where it is refused as not found; other refusals are raised."""
    try:
        return read()
    except Refused as refused:
        if refused.code != "not_found":
            raise
        return None
