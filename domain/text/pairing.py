"""Choosing pairs out of likenesses: a chain in order, or the likest of all. For the alignment of blocks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple


class Likeness(NamedTuple):
    """How like base item `base` and head item `head` are, from 0 to 1."""

    base: int
    head: int
    score: float


class _Chain(NamedTuple):
    """Pairs that rise on both sides, linked from the last one; `total` is the sum of their scores."""

    base: int
    head: int
    total: float
    before: "_Chain | None"


def rising(likenesses: Iterable[Likeness]) -> list[tuple[int, int]]:
    """The pairs, rising on both sides, whose scores add up to most; `likenesses` come in the order of the base.

    The heaviest increasing subsequence: for every head item the best chain that ends there is kept,
    as long as no better one ends before it.
    """
    front: list[_Chain] = []
    for _, group in groupby(likenesses, key=lambda likeness: likeness.base):
        for chain in [_extended(front, likeness) for likeness in group]:
            _enter(front, chain)
    return _pairs(front[-1]) if front else []


def likest(likenesses: Iterable[Likeness]) -> list[tuple[int, int]]:
    """The likest pairs first, every item at most once; equal scores in the order of base and head."""
    pairs: dict[int, int] = {}
    taken: dict[int, int] = {}
    for base, head, _ in sorted(likenesses, key=lambda likeness: (-likeness.score, likeness)):
        if base not in pairs and head not in taken:
            pairs[base], taken[head] = head, base
    return list(pairs.items())


def _extended(front: list[_Chain], likeness: Likeness) -> _Chain:
    place = bisect_left(front, likeness.head, key=lambda chain: chain.head)
    before = front[place - 1] if place else None
    total = likeness.score + (before.total if before else 0)
    return _Chain(likeness.base, likeness.head, total, before)


def _enter(front: list[_Chain], chain: _Chain) -> None:
    place = bisect_right(front, chain.head, key=lambda other: other.head)
    if place and front[place - 1].total >= chain.total:
        return
    start = end = bisect_left(front, chain.head, key=lambda other: other.head)
    while end < len(front) and front[end].total <= chain.total:
        end += 1
    front[start:end] = [chain]


def _pairs(chain: _Chain | None) -> list[tuple[int, int]]:
    pairs = []
    while chain:
        pairs.append((chain.base, chain.head))
        chain = chain.before
    return pairs[::-1]
