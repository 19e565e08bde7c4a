"""A redline as an AST that pandoc can write: its marks become what a subclass writes for them, in its own language."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from domain.text.inlines import Inline, Run, is_inline_list, runs_as_they_are, write_as_they_are
from domain.text.redline_marks import (
    BREAK,
    changes_looks,
    format_mark,
    is_row,
    mark_of,
    move_of,
    remark_at,
    run_mark,
)  # fmt: skip
from schemas.redline import Mark
from schemas.text import Block

_NUMBERS = re.compile(r"\d")


class MarkedBlocks(ABC):
    """Writes blocks of a redline; what is written twice on a page keeps the names of its headings only once."""

    def __init__(self, *, keeps_names: bool = True) -> None:
        self._keeps_names = keeps_names

    @abstractmethod
    def whole(self, inside: list[Block], mark: Mark, move: int) -> list[Block]:
        """Blocks that stand on one side only, or with the number of a `move`, at one of its two places."""

    @abstractmethod
    def changed(self, words: list[Inline], mark: Mark, *, looks_only: bool, has_number: bool) -> list[Inline]:
        """Words that stand on one side only, or look otherwise there; a number among them is to be seen at once."""

    @abstractmethod
    def suggestion(self, parts: list[Inline]) -> list[Inline]:
        """What went and what came for it, as one."""

    @abstractmethod
    def line_break(self) -> Inline:
        """Where one side begins a new paragraph."""

    @abstractmethod
    def note(self, words: list[Inline]) -> list[Inline]:
        """A footnote in place: in two columns its number would mean nothing."""

    @abstractmethod
    def remark(self, number: int, *, is_start: bool) -> list[Inline]:
        """One end of a comment, which are counted from 0."""

    def blocks(self, blocks: Iterable[Block]) -> list[Block]:
        """The same blocks with every mark written."""
        return [written for block in blocks for written in self._block(block)]

    def _block(self, block: Block) -> list[Block]:
        if block["t"] == "Div" and (mark := mark_of(block["c"][0])):
            return self.whole(self.blocks(block["c"][1]), mark, move_of(block["c"][0]))
        if block["t"] == "Header" and not self._keeps_names:
            level, attributes, inlines = block["c"]
            return [{"t": "Header", "c": [level, ["", *attributes[1:]], self._value(inlines)]}]
        return [{key: self._value(item) for key, item in block.items()}]

    def _value(self, value: Any) -> Any:
        if is_inline_list(value):
            return self._inlines(value)
        if isinstance(value, dict):
            return {key: self._value(item) for key, item in value.items()}
        if not isinstance(value, list):
            return value
        if is_row(value) and (mark := mark_of(value[0])):
            return self._row(value, mark)
        if value and all(isinstance(item, dict) and "t" in item for item in value):
            return self.blocks(value)
        return [self._value(item) for item in value]

    def _row(self, row: list[Any], mark: Mark) -> list[Any]:
        """Nothing can stand around a row, but in each of its cells."""
        cells = [[*cell[:4], self.whole(self.blocks(cell[4]), mark, 0)] for cell in row[1]]
        return [["", [mark], []], cells]

    def _inlines(self, inlines: list[Inline]) -> list[Inline]:
        written: list[Inline] = []
        for is_changed, runs in groupby(runs_as_they_are(inlines), key=lambda run: run_mark(run) is not None):
            group = list(runs)
            written += self._changed(group) if is_changed else self._plain(group)
        return written

    def _changed(self, runs: list[Run]) -> list[Inline]:
        """Neighbouring changes; what went and what came for it is one suggestion."""
        parts: list[Inline] = []
        marks = set[Mark]()
        for (mark, looks_only), group in groupby(runs, key=lambda run: (run_mark(run), changes_looks(run))):
            if mark is not None:
                marks.add(mark)
                same = [_unmarked(run) for run in group]
                has_number = any(_NUMBERS.search(run.text) for run in same)
                parts += self.changed(self._plain(same), mark, looks_only=looks_only, has_number=has_number)
        return parts if len(marks) == 1 else self.suggestion(parts)

    def _plain(self, runs: list[Run]) -> list[Inline]:
        return write_as_they_are(written for run in runs for written in self._run(run))

    def _run(self, run: Run) -> list[Run]:
        node = run.node
        if node is None:
            return [run]
        if node == BREAK:
            return [Run("", (), self.line_break())]
        if (place := remark_at(node)) is not None:
            number, is_start = place
            return [Run("", (), one) for one in self.remark(number, is_start=is_start)]
        if node["t"] == "Note":
            return [Run("", (), inline) for inline in self.note(_lines(node["c"]))]
        if node["t"] == "Image":
            return [Run("[", run.marks), *runs_as_they_are(node["c"][1]), Run("]", run.marks)]
        return [run]


def _lines(blocks: list[Block]) -> list[Inline]:
    """The words of paragraphs, one after the other."""
    lines: list[Inline] = []
    for block in blocks:
        lines += [{"t": "Space"}] if lines else []
        lines += block["c"] if block["t"] in {"Para", "Plain"} else []
    return lines


def _unmarked(run: Run) -> Run:
    return run._replace(marks=tuple(format_ for format_ in run.marks if not format_mark(format_)))
