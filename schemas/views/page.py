"""Pages of a list: what is asked for, and what is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

Item = TypeVar("Item")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Page:
    """A wish for at most `limit` items, those after the key `after` if it is given; the newest first where asked."""

    limit: int = 50
    after: str | None = None
    newest_first: bool = False


@dataclass(frozen=True)
class Slice(Generic[Item]):
    """The items of one page in order; `next_after` is the key to go on from, None at the end."""

    items: Sequence[Item]
    next_after: str | None = None

    def each(self, make: Callable[[Item], Made]) -> "Slice[Made]":
        """The same page with every item turned into what `make` makes of it."""
        return Slice(items=[make(item) for item in self.items], next_after=self.next_after)


class Items(BaseModel, Generic[Item]):
    """One page of a list; the way to the next stands in the Link header."""

    items: list[Item]
