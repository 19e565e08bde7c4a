"""Marking words of a text by the characters that somebody quoted, for a page on which the text is read."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from domain.text.canonical import addressed
from domain.text.inlines import Inline, Run, is_inline_list, runs_as_they_are, write_as_they_are
from domain.text.redline_marks import remark_at
from domain.text.redline_remarks import with_remarks
from schemas.canonical import canonical_json
from schemas.redline import Piece, Redline, Remark
from schemas.text import Ast, Block

OF = "of"
"""The attribute of a mark that lists the numbers of the remarks it belongs to, parted by spaces."""


def highlighted(ast: Ast, remarks: Sequence[Remark]) -> list[Block]:
    """The top-level blocks of a text, in each a Span of class `mark` around the words of every remark on its head.

    Words of several remarks are in one Span that names all of their numbers, counted from 0.
    """
    text = addressed(ast)
    pieces = tuple(Piece(state="kept", base=(), head=(index,), block=one) for index, one in enumerate(text.blocks))
    same = Redline(engine="", base_hash=text.hash, head_hash=text.hash, pieces=pieces)
    return [_Marking().through(block) for block in with_remarks(same, remarks)]


class _Marking:
    """Goes through one block in reading order and knows which remarks are open."""

    def __init__(self) -> None:
        self._open: set[int] = set()

    def through(self, value: Any) -> Any:
        if is_inline_list(value):
            return write_as_they_are(self._marked(value))
        if isinstance(value, dict):
            return {key: self.through(value[key]) for key in sorted(value)}
        return [self.through(item) for item in value] if isinstance(value, list) else value

    def _marked(self, inlines: list[Inline]) -> list[Run]:
        found: list[Run] = []
        for is_end, runs in groupby(runs_as_they_are(inlines), key=_is_end):
            for run in runs:
                if is_end:
                    self._turn(run)
                elif self._open:
                    found.append(run._replace(marks=(*run.marks, self._mark())))
                else:
                    found.append(run)
        return found

    def _turn(self, end: Run) -> None:
        place = remark_at(end.node)
        assert place is not None
        number, begins = place
        (self._open.add if begins else self._open.discard)(number)

    def _mark(self) -> str:
        numbers = " ".join(map(str, sorted(self._open)))
        return canonical_json(["Span", ["", ["mark"], [[OF, numbers]]]])


def _is_end(run: Run) -> bool:
    return remark_at(run.node) is not None
