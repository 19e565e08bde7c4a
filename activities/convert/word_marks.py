"""Finding the places of tracked changes and comments in the canonical text, by signs put into the file for a moment.

What pandoc makes of a Word file is not for us to guess: the file is converted once with signs of private use around
everything of note, and their places are counted in characters that are not blank, which no tidying of spaces moves.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from lxml import etree

from activities.convert.word_package import MATH, W
from activities.convert.word_walk import Piece
from domain.text.canonical import normalise
from domain.text.plain import block_text
from schemas.text import Ast

_OPENING, _CLOSING = "\U000f0000", "\U000f0001"
_SIGN = re.compile(f"{_OPENING}([cw])([0-9]+){_CLOSING}")
_AROUND = frozenset({*(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")), f"{MATH}oMathPara"})
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Family = Literal["c", "w"]


class Spot(NamedTuple):
    """Pieces [first, end) of the file that change (`c`) or comment (`w`) `number` is about."""

    family: Family
    number: int
    first: int
    end: int


class Reach(NamedTuple):
    """Characters [start, end) of a text, blanks not counted."""

    start: int
    end: int


def put_signs(pieces: Sequence[Piece], spots: Iterable[Spot]) -> bool:
    """Put signs into the tree before and after every spot; False, and nothing, if the text has such signs itself."""
    if any(_OPENING in piece.text or _CLOSING in piece.text for piece in pieces):
        return False
    for family, number, first, end in spots:
        sign = f"{_OPENING}{family}{number}{_CLOSING}"
        inside = [piece for piece in pieces[first:end] if not piece.ends]
        if inside:
            _beside(inside[0].element, sign, after=False)
            _beside(inside[-1].element, sign, after=True)
        elif first < end:  # an end of a paragraph alone
            paragraph = pieces[first].element
            paragraph.append(_run(sign))
            paragraph.append(_run(sign))
    return True


def read_signs(marked: Ast, plain: Ast) -> dict[tuple[Family, int], Reach] | None:
    """Where every spot stands in the plain text; None if the two texts differ in more than the signs."""
    text = _unblanked(marked)
    reaches: dict[tuple[Family, int], Reach] = {}
    place, counted, kept = 0, 0, []
    for sign in _SIGN.finditer(text):
        kept.append(text[place : sign.start()])
        counted += sign.start() - place
        place = sign.end()
        key: tuple[Family, int] = ("c" if sign[1] == "c" else "w", int(sign[2]))
        known = reaches.get(key)
        reaches[key] = Reach(min(known.start, counted), max(known.end, counted)) if known else Reach(counted, counted)
    kept.append(text[place:])
    return reaches if "".join(kept) == _unblanked(plain) else None


class Counted:
    """A canonical text whose places can be given in characters that are not blank, and back."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self.texts = list(blocks)
        self._inked = [[i for i, sign in enumerate(text) if not sign.isspace()] for text in self.texts]
        self._starts = list(accumulate(map(len, self._inked), initial=0))

    def place(self, reach: Reach) -> tuple[int, int, int] | None:
        """The block in which a reach begins, and characters [start, end) of it, no further than its end."""
        if not 0 <= reach.start < self._starts[-1]:
            return None
        block = bisect_right(self._starts, reach.start) - 1
        inked = self._inked[block]
        first, last = (min(place - self._starts[block], len(inked)) for place in reach)
        return block, inked[first], inked[last - 1] + 1 if last > first else inked[first]

    def beyond(self, reach: Reach) -> str:
        """The words of a reach after the block in which it begins."""
        first = bisect_right(self._starts, reach.start)
        words = []
        for block in range(first, min(bisect_left(self._starts, reach.end), len(self.texts))):
            inked = self._inked[block]
            last = min(reach.end - self._starts[block], len(inked))
            words.append(self.texts[block][: inked[last - 1] + 1] if last else "")
        return "\n".join(filter(None, words))

    def reach(self, block: int, start: int, end: int) -> Reach:
        """Characters [start, end) of a block, blanks not counted."""
        first, last = (bisect_left(self._inked[block], place) + self._starts[block] for place in (start, end))
        return Reach(first, last)


def _beside(run: etree._Element, sign: str, *, after: bool) -> None:
    """Put a sign next to a run, outside of what is taken out with it."""
    beside = run
    while (above := beside.getparent()) is not None and above.tag in _AROUND:
        beside = above
    if after:
        beside.addnext(_run(sign))
    else:
        beside.addprevious(_run(sign))


def _run(sign: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    words = etree.SubElement(run, f"{W}t")
    words.set(_XML_SPACE, "preserve")
    words.text = sign
    return run


def _unblanked(ast: Ast) -> str:
    return "".join("".join(block_text(block).split()) for block in normalise(ast)["blocks"])
