"""What a redline amounts to, counted as people count edits: under each heading."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any, Literal

from domain.text.inlines import is_inline_list, runs_as_they_are
from domain.text.redline_marks import SIDES, changes_looks, is_row, mark_of, one_side, run_mark, without_marks
from domain.text.tokens import run_text
from schemas.redline import Mark, Redline, Side
from schemas.text import Block

Kind = Literal["inserted", "deleted", "replaced", "moved", "looks"]

_KINDS: dict[frozenset[Side], Kind] = {
    frozenset(): "looks",
    frozenset({"head"}): "inserted",
    frozenset({"base"}): "deleted",
}


@dataclass(frozen=True)
class Tally:
    """How many edits there are of each kind; words that came in the place of others are one, so is a move."""

    inserted: int = 0
    deleted: int = 0
    replaced: int = 0
    moved: int = 0
    looks: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def total(self) -> int:
        """All of them."""
        return sum(getattr(self, one.name) for one in fields(self))


def tallies(redline: Redline) -> list[tuple[str, Tally]]:
    """The headings under which something changed, in reading order, each with its edits; "" is before any heading."""
    found = [("", Tally())]
    for piece in redline.pieces:
        if (heading := _heading(piece.block)) is not None:
            found.append((heading, Tally()))
        if piece.state != "kept":
            name, tally = found[-1]
            found[-1] = name, sum((Tally(**{kind: 1}) for kind in _edits(piece.block)), tally)
    return [(heading, tally) for heading, tally in found if tally.total]


def _heading(block: Block) -> str | None:
    """The words of a heading as the later text has them."""
    if block["t"] not in ("Header", "Div"):
        return None
    later = without_marks(one_side([block], "head"))
    inlines = next((one["c"][2] for one in later if one["t"] == "Header"), None)
    return None if inlines is None else "".join(map(run_text, runs_as_they_are(inlines))).strip()


def _edits(value: Any) -> Iterator[Kind]:
    """The edits in whatever holds blocks or words."""
    if is_inline_list(value):
        yield from _in_line(value)
    elif isinstance(value, dict):
        mark = mark_of(value["c"][0]) if value.get("t") == "Div" else None
        yield from _whole(mark, value["c"][1]) if mark else _edits(value.get("c"))
    elif isinstance(value, list):
        mark = mark_of(value[0]) if is_row(value) else None
        if mark:
            yield from _whole(mark, value[1])
        else:
            for item in value:
                yield from _edits(item)


def _whole(mark: Mark, inside: Any) -> Iterator[Kind]:
    """What stands on one side only is one edit; what was edited inside a moved place counts besides."""
    if mark == "moved-to":
        yield "moved"
        yield from _edits(inside)
    elif mark != "moved-from":
        yield "inserted" if SIDES[mark] == "head" else "deleted"


def _in_line(inlines: list[Any]) -> Iterator[Kind]:
    for is_changed, runs in groupby(runs_as_they_are(inlines), key=lambda run: run_mark(run) is not None):
        if is_changed:
            group = list(runs)
            sides = {SIDES[mark] for run in group if (mark := run_mark(run)) and not changes_looks(run)}
            yield _KINDS.get(frozenset(sides), "replaced")
