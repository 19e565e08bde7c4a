"""A paper on a screen: its words as they stand on paper, for a page to lay out at any width."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from activities.edition.ast import Element, plain
from activities.papers.layout import LaidOut, lay_out
from schemas.papers import Paper

Cell = tuple[str, ...]
"""The lines of a cell."""


@dataclass(frozen=True)
class ShownTable:
    """A table of a paper; every row has a cell for each title."""

    caption: str
    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class ShownPaper:
    """A paper as people read it: what it is about, its tables with sentences between, and its entry of the record."""

    paper: Paper
    about: tuple[str, ...]
    body: tuple[ShownTable | str, ...]
    entry: str


def shown(paper: Paper) -> ShownPaper:
    """The same words that the files have, without their requisites."""
    return shown_of(lay_out(paper))


def shown_of(laid: LaidOut) -> ShownPaper:
    """The same of a paper that is laid out already."""
    about = tuple(line for style, line in laid.head if style in ("dated", "heading", "text"))
    entry = "".join(line for style, line in laid.foot if style == "entry")
    return ShownPaper(laid.paper, about, tuple(_block(block) for block in laid.blocks), entry)


def _block(block: Element) -> ShownTable | str:
    if block["t"] != "Table":
        return plain(block["c"])
    _, (_, caption), _, (_, head), bodies, _ = block["c"]
    return ShownTable(
        caption=" ".join(_lines(caption)),
        titles=tuple(" ".join(cell) for row in head for cell in _cells(row)),
        rows=tuple(tuple(_cells(row)) for body in bodies for row in body[3]),
    )


def _cells(row: Any) -> Iterable[Cell]:
    return (_lines(cell[4]) for cell in row[1])


def _lines(blocks: list[Element]) -> Cell:
    """What stands between the line ends of a cell, which the paper's tables keep apart."""
    lines: list[list[Element]] = [[]]
    for inline in (inline for block in blocks for inline in block["c"]):
        if inline["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(inline)
    return tuple(text for line in lines if (text := plain(line)))
