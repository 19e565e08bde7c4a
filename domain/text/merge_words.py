"""Three-way merge inside one block, by words."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.text.sequences import differences, leftmost
from domain.text.tokens import flatten, frames, is_word, rebuild
from schemas.text import Block, Token


class _Edit(NamedTuple):
    """Base tokens [start, end) become `insert`."""

    start: int
    end: int
    insert: tuple[Token, ...]


def merge_words(base: Block, ours: Block, theirs: Block) -> Block | None:
    """The block with both sides' edits, or None where that would be a guess.

    It is one if different edits overlap or have no kept word between them, or if both sides changed the
    block's structure differently. What both changed in the same way is taken once.
    """
    tokens = flatten(base)
    edits, others = _edits(tokens, flatten(ours)), _edits(tokens, flatten(theirs))
    same = {edit for edit in edits if edit in others}
    if any(_collide(edit, other, tokens) for edit in edits for other in others if not (edit in same and other in same)):
        return None
    merged = _applied(tokens, sorted(dict.fromkeys([*edits, *others])))
    if frames(merged) not in (frames(flatten(ours)), frames(flatten(theirs))):
        return None
    return rebuild(merged)


def _edits(base: Sequence[Token], head: Sequence[Token]) -> list[_Edit]:
    return [
        _Edit(hunk.base_start, hunk.base_end, tuple(head[hunk.head_start : hunk.head_end]))
        for hunk in leftmost(differences(base, head), base, head)
    ]


def _collide(edit: _Edit, other: _Edit, base: Sequence[Token]) -> bool:
    first, second = sorted((edit, other))
    return second.start < first.end or not any(map(is_word, base[first.end : second.start]))


def _applied(base: Sequence[Token], edits: Sequence[_Edit]) -> list[Token]:
    result: list[Token] = []
    place = 0
    for start, end, insert in edits:
        result += [*base[place:start], *insert]
        place = end
    return [*result, *base[place:]]
