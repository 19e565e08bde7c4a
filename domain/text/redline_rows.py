"""What of a redline goes into a table of comparison: changed blocks only, each with its place in the text."""

from typing import NamedTuple

from domain.text.plain import block_text
from domain.text.redline_marks import one_side, without_marks
from schemas.redline import Piece, Redline, Side, State
from schemas.text import Block


class Row(NamedTuple):
    """One changed block: the headings above it, outermost first, and what became of it."""

    place: tuple[str, ...]
    state: State
    base: tuple[int, ...]
    block: Block
    move: int


def comparison_rows(redline: Redline) -> list[Row]:
    """A row for every block that changed, in reading order; the headings are the head's, for what went the base's."""
    rows = []
    above: dict[Side, dict[int, str]] = {"base": {}, "head": {}}
    for piece in redline.pieces:
        for side, headings in above.items():
            _note_heading(piece, side, headings)
        if piece.state != "kept":
            headings = above["base" if piece.state in {"removed", "moved-from"} else "head"]
            place = tuple(headings[level] for level in sorted(headings))
            rows.append(Row(place, piece.state, piece.base, piece.block, piece.move))
    return rows


def _note_heading(piece: Piece, side: Side, headings: dict[int, str]) -> None:
    for block in without_marks(one_side([piece.block], side)):
        if block["t"] == "Header":
            level = block["c"][0]
            for deeper in [known for known in headings if known >= level]:
                del headings[deeper]
            headings[level] = block_text(block)
