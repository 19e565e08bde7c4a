"""Shapes of a redline: two texts woven into one, each stretch marked by the side it stands on."""

from typing import Literal

from schemas.frozen import Frozen
from schemas.text import Block

Side = Literal["base", "head"]
Mark = Literal["insertion", "deletion", "moved-from", "moved-to"]
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
