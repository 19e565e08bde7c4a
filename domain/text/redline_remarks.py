"""Putting the ends of comments into a redline, by the characters of either text that they are about."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from domain.text.inlines import Inline, Run, is_inline_list, runs_as_they_are, write_as_they_are
from domain.text.redline_marks import BREAK, SIDES, is_row, mark_of, remark_end, run_mark
from domain.text.tokens import run_text
from schemas.redline import Piece, Redline, Remark, Side
from schemas.text import Block


def with_remarks(redline: Redline, remarks: Sequence[Remark]) -> list[Block]:
    """The blocks of a redline with a node at each end of each remark; a remark without a place gets none."""
    return [_with_ends(piece, remarks) for piece in redline.pieces]


class _End(NamedTuple):
    """One end of a remark, by the block of its side and the character before which it stands."""

    block: int
    offset: int
    is_start: bool
    number: int


def _with_ends(piece: Piece, remarks: Sequence[Remark]) -> Block:
    block = piece.block
    sides: dict[Side, tuple[int, ...]] = {"base": piece.base, "head": piece.head}
    for side, indexes in sides.items():
        ends = [
            end
            for number, remark in enumerate(remarks)
            if remark.side == side and remark.block in indexes
            for end in (
                _End(remark.block, remark.start, is_start=True, number=number),
                _End(remark.block, remark.end, is_start=False, number=number),
            )
        ]
        if ends:
            block = _Walk(side, indexes[0], ends).through(block)
    return block


class _Walk:
    """Goes through one block in reading order, counting the characters of one side as its plain text has them."""

    def __init__(self, side: Side, first_block: int, ends: list[_End]) -> None:
        self._side = side
        self._block = first_block
        self._offset = 0
        self._has_begun = False
        self._waiting = sorted(ends)

    def through(self, value: Any) -> Any:
        """The same, with every end put in that has its place there."""
        if is_inline_list(value):
            self._begin_line()
            return write_as_they_are(self._inlines(value))
        if isinstance(value, dict):
            if value.get("t") == "Div" and self._is_elsewhere(value["c"][0]):
                return value
            if value.get("t") == "CodeBlock":
                self._begin_line()
                self._offset += len(value["c"][1])
            return {key: self.through(value[key]) for key in sorted(value)}
        if is_row(value) and self._is_elsewhere(value[0]):
            return value
        return [self.through(item) for item in value] if isinstance(value, list) else value

    def _is_elsewhere(self, attributes: list[Any]) -> bool:
        mark = mark_of(attributes)
        return mark is not None and SIDES[mark] != self._side

    def _begin_line(self) -> None:
        self._offset += self._has_begun
        self._has_begun = True

    def _inlines(self, inlines: list[Inline]) -> list[Run]:
        found: list[Run] = []
        for run in runs_as_they_are(inlines):
            mark = run_mark(run)
            if mark is not None and SIDES[mark] != self._side:
                found.append(run)
            elif run.node == BREAK:
                found.append(run)
                self._block, self._offset = self._block + 1, 0
            else:
                found += self._run(run)
        return found

    def _run(self, run: Run) -> list[Run]:
        """One run of words, cut where an end falls between them; a node is not cut, but stands between both ends."""
        offset, length = self._offset, len(run_text(run))
        self._offset += length
        ends = []
        while end := self._next(self._offset):
            ends.append(end)
        if run.node is not None:
            starts, stops = ([end for end in ends if end.is_start is is_start] for is_start in (True, False))
            return [*map(_node, starts), run, *map(_node, stops)]
        found: list[Run] = []
        cut = 0
        for end in ends:
            at = max(end.offset - offset, cut)
            found += [run._replace(text=run.text[cut:at]), _node(end)]
            cut = at
        return [*found, run._replace(text=run.text[cut:])]

    def _next(self, until: int) -> _End | None:
        """The next end that has its place before character `until`, or, if nothing begins there, right at it."""
        if not self._waiting:
            return None
        end = self._waiting[0]
        if end.block != self._block or end.offset > until or (end.offset == until and end.is_start):
            return None
        return self._waiting.pop(0)


def _node(end: _End) -> Run:
    return Run("", (), remark_end(end.number, is_start=end.is_start))
