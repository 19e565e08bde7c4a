"""A redline as the AST that pandoc writes into HTML: changes become `ins` and `del`, footnotes stand in the text."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import Any

from domain.text.inlines import Inline, Run, is_inline_list, runs_as_they_are, write_as_they_are
from domain.text.redline_marks import (
    BREAK,
    SIDES,
    changes_looks,
    format_mark,
    is_row,
    mark_of,
    move_of,
    remark_at,
    run_mark,
)  # fmt: skip
from schemas.language import Language
from schemas.redline import Mark
from schemas.text import Block

_ELEMENTS = {"base": "del", "head": "ins"}
_ROLES = {"del": "deletion", "ins": "insertion"}
_NUMBERS = re.compile(r"\d")
_MOVES: dict[Language, dict[Mark, str]] = {
    "ru": {"moved-from": "Перемещение {move}: отсюда", "moved-to": "Перемещение {move}: сюда"},
    "en": {"moved-from": "Move {move}: from here", "moved-to": "Move {move}: to here"},
}


class HtmlBlocks:
    """Writes blocks of a redline; what is written twice on a page keeps the names of its headings only once."""

    def __init__(self, language: Language, *, keeps_names: bool = True) -> None:
        self._moves = _MOVES[language]
        self._keeps_names = keeps_names

    def blocks(self, blocks: Iterable[Block]) -> list[Block]:
        """The same blocks with raw HTML for every mark."""
        return [written for block in blocks for written in self._block(block)]

    def _block(self, block: Block) -> list[Block]:
        if block["t"] == "Div" and (mark := mark_of(block["c"][0])):
            return self._whole(block["c"][1], mark, move_of(block["c"][0]))
        if block["t"] == "Header" and not self._keeps_names:
            level, attributes, inlines = block["c"]
            return [{"t": "Header", "c": [level, ["", *attributes[1:]], self._value(inlines)]}]
        return [{key: self._value(item) for key, item in block.items()}]

    def _whole(self, blocks: list[Block], mark: Mark, move: int) -> list[Block]:
        element = _ELEMENTS[SIDES[mark]]
        inside = self.blocks(blocks)
        if not move:
            return [_raw_block(f'<{element} class="whole">'), *inside, _raw_block(f"</{element}>")]
        label = f'<p class="move">{self._link(mark, move)}</p>'
        if mark == "moved-from":
            inside = [_raw_block(f'<{element} class="whole">'), *inside, _raw_block(f"</{element}>")]
        return [_raw_block(f'<div class="{mark}" id="{mark}-{move}">{label}'), *inside, _raw_block("</div>")]

    def _link(self, mark: Mark, move: int) -> str:
        other: Mark = "moved-to" if mark == "moved-from" else "moved-from"
        told = escape(self._moves[mark].format(move=move))
        return f'<a href="#{other}-{move}">{told}</a>'

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
        """Browsers take no `ins` around a row, but in each of its cells."""
        cells = [[*cell[:4], self._whole(cell[4], mark, 0)] for cell in row[1]]
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
        marks = []
        for (mark, looks_only), group in groupby(runs, key=lambda run: (run_mark(run), changes_looks(run))):
            same = [_unmarked(run) for run in group]
            if mark is not None:
                marks.append(mark)
                classes = _classes(same, looks_only=looks_only)
                element = _ELEMENTS[SIDES[mark]]
                # A suggestion owns roles, not elements: not every reader knows what <del> and <ins> stand for in it.
                role = _ROLES[element]
                parts += [_raw(f'<{element} role="{role}"{classes}>'), *self._plain(same), _raw(f"</{element}>")]
        if len(set(marks)) == 1:
            return parts
        return [_raw('<span role="suggestion">'), *parts, _raw("</span>")]

    def _plain(self, runs: list[Run]) -> list[Inline]:
        return write_as_they_are(written for run in runs for written in self._run(run))

    def _run(self, run: Run) -> list[Run]:
        node = run.node
        if node is None:
            return [run]
        if node == BREAK:
            return [Run("", (), _raw('<span class="break">¶</span><br>'))]
        if (place := remark_at(node)) is not None:
            return [Run("", (), one) for one in self._remark(*place)]
        if node["t"] == "Note":
            return [Run("", (), inline) for inline in _note(node["c"])]
        if node["t"] == "Image":
            return [Run("[", run.marks), *runs_as_they_are(node["c"][1]), Run("]", run.marks)]
        return [run]

    def _remark(self, number: int, is_start: bool) -> list[Inline]:
        if not is_start:
            return [_raw(f'<sup class="remark"><a href="#remark-{number + 1}">[{number + 1}]</a></sup>')]
        return [_raw(f'<span id="remark-{number + 1}-place"></span>')] if self._keeps_names else []


def _classes(runs: list[Run], *, looks_only: bool) -> str:
    names = ["looks"] if looks_only else []
    names += ["number"] if any(_NUMBERS.search(run.text) for run in runs) else []
    return f' class="{" ".join(names)}"' if names else ""


def _note(blocks: list[Block]) -> list[Inline]:
    """A footnote in place: in two columns its number would mean nothing."""
    lines: list[Inline] = []
    for block in blocks:
        lines += [{"t": "Space"}] if lines else []
        lines += block["c"] if block["t"] in {"Para", "Plain"} else []
    return [_raw('<span class="note" role="note">['), *lines, _raw("]</span>")]


def _unmarked(run: Run) -> Run:
    return run._replace(marks=tuple(format_ for format_ in run.marks if not format_mark(format_)))


def _raw(html: str) -> Inline:
    return {"t": "RawInline", "c": ["html", html]}


def _raw_block(html: str) -> Block:
    return {"t": "RawBlock", "c": ["html", html]}
