"""Shapes of a redline: two texts woven into one, each stretch marked by the side it stands on."""

from datetime import datetime
from typing import Literal

from schemas.frozen import Frozen
from schemas.text import Block

Side = Literal["base", "head"]
Mark = Literal["insertion", "deletion", "moved-from", "moved-to"]
RedlineForm = Literal["docx", "html", "html-columns", "pdf", "txt", "json"]
TableForm = Literal["docx", "html"]
State = Literal["kept", "changed", "added", "removed", "moved-from", "moved-to"]


class Piece(Frozen):
    """What became of one block, or of several that were split or joined.

    `base` and `head` are the indexes of its blocks in either text. `move` numbers a moved block from 1: its two
    places have one number. In `block`, what stands on one side only is inside a Span, a Div or a table row of a
    class that names its `Mark`; an empty Span `paragraph-break` stands where one side begins a new paragraph.
    """

    state: State
    base: tuple[int, ...]
    head: tuple[int, ...]
    block: Block
    move: int = 0


class Redline(Frozen):
    """Two texts as one, in reading order; `base_hash` and `head_hash` name them, `engine` what compared them."""

    engine: str
    base_hash: str
    head_hash: str
    pieces: tuple[Piece, ...]


class Reply(Frozen):
    """A reply in a thread; `at` is empty where nobody knows."""

    author: str
    at: datetime | None
    text: str


class Remark(Reply):
    """A comment for the margin of a redline, with its thread.

    Its words are the characters [start, end) of the plain text of block `block` on `side`; no side means that they
    stand in neither text: then `quote` says which they were.
    """

    side: Side | None = None
    block: int = 0
    start: int = 0
    end: int = 0
    quote: str = ""
    resolved: bool = False
    replies: tuple[Reply, ...] = ()


class Authorship(Frozen):
    """Under whose name and at which instant (UTC) the changes of a redline stand."""

    author: str
    at: datetime | None = None
