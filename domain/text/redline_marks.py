"""The marks of a redline inside a Pandoc AST: how they are put on, found again, and how one side is read."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from domain.text.inlines import Inline, Run, is_inline_list, runs_as_they_are, write_as_they_are
from schemas.canonical import canonical_json
from schemas.redline import Mark, Side
from schemas.text import Block, Token

SIDES: dict[Mark, Side] = {"insertion": "head", "deletion": "base", "moved-from": "base", "moved-to": "head"}
MARK_ON: dict[Side, Mark] = {"head": "insertion", "base": "deletion"}
FORMAT = "format"  # a second class: the words stay, only their looks change
BREAK: Inline = {"t": "Span", "c": [["", ["paragraph-break"], []], []]}
_REMARK = ("remark-start", "remark-end")
PARAGRAPHS = frozenset({"Para", "Plain"})


def marked_run(token: Token, mark: Mark | None, *, looks_only: bool = False) -> Run:
    """A word or node of a block, with a mark inside its links: neither Word nor browsers take it around them."""
    node = json.loads(token.form) if token.kind == "atom" else None
    marks = token.marks
    if mark is not None:
        links = sum(1 for format_ in marks if format_.startswith('["Link"'))
        classes = [mark, FORMAT] if looks_only else [mark]
        marks = (*marks[:links], canonical_json(["Span", ["", classes, []]]), *marks[links:])
    return Run("" if node is not None else token.text, marks, node)


def wrapped(blocks: Sequence[Block], mark: Mark, move: int = 0) -> Block:
    """Whole blocks that stand on one side only."""
    return {"t": "Div", "c": [_attributes(mark, move), list(blocks)]}


def marked_row(row: list[Any], mark: Mark, move: int = 0) -> list[Any]:
    """A whole row of a table that stands on one side only."""
    return [_attributes(mark, move), row[1]]


def _attributes(mark: Mark, move: int) -> list[Any]:
    return ["", [mark], [["move", str(move)]] if move else []]


def mark_of(attributes: list[Any]) -> Mark | None:
    """The mark that a Span, Div or row bears, if it is one of a redline."""
    classes = attributes[1]
    return next((mark for mark in SIDES if classes[:1] == [mark]), None)


def move_of(attributes: list[Any]) -> int:
    """The number of the move that a marked Div or row belongs to, 0 for none."""
    return next((int(value) for key, value in attributes[2] if key == "move"), 0)


def remark_end(number: int, *, is_start: bool) -> Inline:
    """The place where the words of remark `number` begin or end: a node without words."""
    return {"t": "Span", "c": [["", [_REMARK[not is_start]], [["number", str(number)]]], []]}


def remark_at(node: Inline | None) -> tuple[int, bool] | None:
    """Which remark begins (True) or ends (False) at a node, if one does."""
    if node is None or node["t"] != "Span" or node["c"][0][1][:1] not in ([_REMARK[0]], [_REMARK[1]]):
        return None
    return int(node["c"][0][2][0][1]), node["c"][0][1] == [_REMARK[0]]


def run_mark(run: Run) -> Mark | None:
    """The mark on a run of words."""
    return next((mark for format_ in run.marks if (mark := format_mark(format_))), None)


def changes_looks(run: Run) -> bool:
    """Whether a marked run has the same words on the other side, in another format."""
    return any(format_mark(format_) and json.loads(format_)[1][1][1:] == [FORMAT] for format_ in run.marks)


def format_mark(format_: str) -> Mark | None:
    """The mark that one format of a run is, if it is one."""
    return mark_of(json.loads(format_)[1]) if format_.startswith('["Span"') else None


def is_row(value: Any) -> bool:
    """Whether a JSON value is a row of a table: attributes, then cells of five parts each."""
    return (
        isinstance(value, list)
        and len(value) == 2
        and _is_attributes(value[0])
        and isinstance(value[1], list)
        and all(isinstance(cell, list) and len(cell) == 5 for cell in value[1])
        and bool(value[1])
    )


def _is_attributes(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 3 and isinstance(value[0], str)


def one_side(blocks: Iterable[Block], side: Side) -> list[Block]:
    """The blocks of a redline as one of its texts has them, that side's own marks left on."""
    return _OneSide(side).blocks(blocks)


class _OneSide:
    def __init__(self, side: Side) -> None:
        self._side = side

    def blocks(self, blocks: Iterable[Block]) -> list[Block]:
        found: list[Block] = []
        for block in blocks:
            if block["t"] == "Div" and (mark := mark_of(block["c"][0])):
                if SIDES[mark] == self._side:
                    found.append(wrapped(self.blocks(block["c"][1]), mark, move_of(block["c"][0])))
            elif block["t"] in PARAGRAPHS:
                found += [{"t": block["t"], "c": inlines} for inlines in self._paragraphs(block["c"])]
            else:
                found.append(self._value(block))
        return found

    def _paragraphs(self, inlines: list[Inline]) -> list[list[Inline]]:
        runs = self._runs(inlines)
        return [write_as_they_are(group) for group in at_breaks(runs)]

    def _runs(self, inlines: list[Inline]) -> list[Run]:
        runs = runs_as_they_are(inlines)
        return [run for run in runs if (mark := run_mark(run)) is None or SIDES[mark] == self._side]

    def _value(self, value: Any) -> Any:
        if is_inline_list(value):
            return write_as_they_are(self._runs(value))
        if isinstance(value, dict):
            return {key: self._value(item) for key, item in value.items()}
        if not isinstance(value, list):
            return value
        if value and all(isinstance(item, dict) and "t" in item for item in value):
            return self.blocks(value)
        return [self._value(item) for item in value if not self._is_of_other_side(item)]

    def _is_of_other_side(self, item: Any) -> bool:
        if is_row(item):
            mark = mark_of(item[0])
            return mark is not None and SIDES[mark] != self._side
        if isinstance(item, list) and len(item) == 1 and isinstance(item[0], dict) and item[0].get("t") == "Div":
            mark = mark_of(item[0]["c"][0])  # an item of a list
            return mark is not None and SIDES[mark] != self._side
        return False


def at_breaks(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs parted into paragraphs where a `BREAK` stands."""
    return [list(group) for is_break, group in groupby(runs, key=lambda run: run.node == BREAK) if not is_break]


def without_marks(value: Any) -> Any:
    """The same blocks with no mark of a redline on them."""
    if is_inline_list(value):
        return write_as_they_are(_unmarked(run) for run in runs_as_they_are(value))
    if isinstance(value, dict):
        return {key: without_marks(item) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    if is_row(value) and mark_of(value[0]):
        return [["", [], []], without_marks(value[1])]
    found: list[Any] = []
    for item in value:
        is_marked = isinstance(item, dict) and item.get("t") == "Div" and mark_of(item["c"][0])
        found += without_marks(item["c"][1]) if is_marked else [without_marks(item)]
    return found


def _unmarked(run: Run) -> Run:
    return run._replace(marks=tuple(format_ for format_ in run.marks if not format_mark(format_)))
