"""What was edited inside a block, as the plain data that a diff is stored in."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from domain.text.flat import Flat, Marked, of_tokens
from domain.text.parts import Piece, part_pieces
from domain.text.phrases import in_units, replaced
from domain.text.prose import WordEdit, read_edits
from schemas.text import Edit, Token

CONTEXT = 32  # characters of the kept text that stand in an edit's `before` and `after`

Data = dict[str, Any]

_EDITS = TypeAdapter(tuple[Edit, ...])


def edits_between(base: Flat, head: Flat) -> list[Data]:
    """The edits that turn one block into the other, as `schemas.text.Edit` reads them; defaults are left out."""
    if base.prose and head.prose:
        return _data(base, head, [(*hunk, 0) for hunk in replaced(base, head)])
    base = base.full()
    head = head.full().with_signs_of(base)
    pieces = part_pieces(base, head)
    if pieces is None:
        pieces = [Piece(*hunk) for hunk in replaced(base, head)]
    if base.marked or head.marked:
        pieces = list(_with_formats(base, head, pieces))
    return _data(base, head, pieces)


def opened(text: str, edits: Iterable[WordEdit]) -> list[Data]:
    """The edits of a paragraph of mere text as `edits_between` gives them."""
    words, head_words, hunks = read_edits(text, edits)
    base, head = Flat(text, prose=True), Flat(" ".join(head_words), prose=True)
    return _data(base, head, [(*hunk, 0) for hunk in in_units(base, head, words, head_words, hunks)])


def token_edits(base: Sequence[Token], head: Sequence[Token]) -> tuple[Edit, ...]:
    """The edits that turn tokens, which may be a part of a block, into others."""
    return _EDITS.validate_python(edits_between(of_tokens(base), of_tokens(head)))


def _data(base: Flat, head: Flat, pieces: Sequence[tuple[int, int, int, int, int]]) -> list[Data]:
    if not pieces:
        return []
    edits = []
    kept_from, lead = 0, base.lead
    ends = [piece[0] for piece in pieces[1:]]
    for (start, end, head_start, head_end, moved), kept_to in zip(pieces, [*ends, len(base.text)], strict=True):
        edit: Data = {"keep": start - kept_from + lead}
        if end > start:
            edit["delete"] = base.written(start, end)
        if head_end > head_start:
            edit["insert"] = head.written(head_start, head_end)
        if start - kept_from > CONTEXT:
            before = base.plain(start - CONTEXT, start)
            edit["before"] = before[before.find(" ") + 1 :]
        elif start > kept_from:
            edit["before"] = base.plain(kept_from, start)
        if kept_to - end > CONTEXT:
            after = base.plain(end, end + CONTEXT)
            edit["after"] = after[: after.rfind(" ")]
        elif kept_to > end:
            edit["after"] = base.plain(end, kept_to)
        if moved:
            edit["moved"] = moved
        edits.append(edit)
        kept_from, lead = end, 0
    return edits


class _Kept(NamedTuple):
    """Equal units on both sides."""

    base: int
    head: int
    length: int


def _with_formats(base: Flat, head: Flat, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, and between them one for every stretch of kept words whose formats changed."""
    i = j = 0
    for piece in [*pieces, Piece(len(base.text), len(base.text), len(head.text), len(head.text))]:
        yield from _reformatted(base, head, _Kept(i, j, piece.base_start - i))
        if piece.base_start < len(base.text) or piece.head_start < len(head.text):
            yield piece
        i, j = piece.base_end, piece.head_end


def _reformatted(base: Flat, head: Flat, kept: _Kept) -> Iterator[Piece]:
    """Whole words, as both sides cut them, so that an edit never ends inside one."""
    here = _edges(base, kept.base, kept.base + kept.length)
    there = _edges(head, kept.head, kept.head + kept.length)
    if here == there and not here:
        return
    start: int | None = None
    cuts = sorted(_cuts(base, kept.base, kept.length) & _cuts(head, kept.head, kept.length))
    for a, b in pairwise(cuts):
        same = _marks(base, kept.base + a, kept.base + b) == _marks(head, kept.head + a, kept.head + b)
        if not same and start is None:
            start = a
        if same and start is not None:
            yield Piece(kept.base + start, kept.base + a, kept.head + start, kept.head + a)
            start = None
    if start is not None:
        yield Piece(kept.base + start, kept.base + kept.length, kept.head + start, kept.head + kept.length)


def _edges(one: Flat, start: int, end: int) -> list[Marked]:
    return [run for run in one.marked if run.end > start and run.start < end]


def _cuts(one: Flat, start: int, length: int) -> set[int]:
    """Where the words of a stretch begin and end, counted from its start."""
    cuts, place = {0}, 0
    for word in one.words(start, start + length):
        place += len(word)
        cuts.add(place)
    return cuts


def _marks(one: Flat, start: int, end: int) -> list[Marked]:
    return [
        Marked(max(run.start, start) - start, min(run.end, end) - start, run.marks)
        for run in one.marked
        if run.end > start and run.start < end
    ]
