"""A redline: two texts and their diff woven into one text in which every difference is marked."""

from collections.abc import Sequence

from domain.text.canonical import addressed
from domain.text.compare import base_blocks, head_blocks
from domain.text.redline_weave import Match, Weaver
from schemas.redline import Redline
from schemas.text import Ast, Diff


def redline(base_ast: Ast, head_ast: Ast, diff: Diff) -> Redline:
    """The base and the head as one text. Read on its base side it is the base, on its head side the head.

    The diff says which blocks belong together; inside blocks of one structure words are marked, in lists and tables
    items, rows and the words of cells. Where a structure changed otherwise, the old block stands whole before the
    new one. Raises ValueError if the diff is not of these texts.
    """
    base, head = addressed(base_ast), addressed(head_ast)
    if (base.hash, head.hash) != (diff.base_hash, diff.head_hash):
        raise ValueError("the diff leads from another text or to another one")
    pieces = Weaver().woven(base.blocks, head.blocks, _matches(diff))
    return Redline(engine=diff.engine, base_hash=base.hash, head_hash=head.hash, pieces=tuple(pieces))


def _matches(diff: Diff) -> Sequence[Match]:
    """Which blocks belong together; blocks that were split or joined are several on a side."""
    base, head = set(range(diff.base_blocks)), set(range(diff.head_blocks))
    matches = []
    for change in diff.changes:
        bases, heads = base_blocks(change), head_blocks(change)
        base -= set(bases)
        head -= set(heads)
        if bases and heads:
            matches.append(Match(tuple(bases), tuple(heads), moved=change.kind == "moved"))
    kept = zip(sorted(base), sorted(head), strict=True)
    return [*matches, *(Match((i,), (j,), moved=False) for i, j in kept)]
