"""Paragraphs that were split into several, or joined from several."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from domain.text.lone import MOST_WORDS, Lone, Side
from domain.text.sequences import Hunk

LIKE_TOGETHER = 0.75  # one block, and several in a row: the same words, split or joined
LEAST_SHARE = 0.6  # of each of these several, in the one
MOST_TOGETHER = 4


class Group(NamedTuple):
    """Base blocks [base, base + base_count) became head blocks [head, head + head_count); one of the counts is 1."""

    base: int
    head: int
    base_count: int
    head_count: int


def grouped(lone: Lone, window: Hunk, found: list[tuple[int, int]]) -> list[Group]:
    """Paragraphs of a window that were split or joined: there is one without a pair among the several."""
    partners, partners_there = dict(found), {j: i for i, j in found}
    base, head = range(window.base_start, window.base_end), range(window.head_start, window.head_end)
    splits = [
        Group(i, run.start, 1, len(run))
        for i, near in _beside(head, lone.head, partners_there, base, partners)
        if (run := _together(lone, i, near, partners, partners_there, there=True))
    ]
    joins = [
        Group(run.start, j, len(run), 1)
        for j, near in _beside(base, lone.base, partners, head, partners_there)
        if (run := _together(lone, j, near, partners_there, partners, there=False))
    ]
    return _apart([*splits, *joins])


def _together(
    lone: Lone, one: int, near: range, partners: dict[int, int], others: dict[int, int], *, there: bool
) -> range | None:
    """The blocks in a row, among those `near` on the other side, that are this one; None if there are none."""
    single, several = (lone.base, lone.head) if there else (lone.head, lone.base)
    if one not in single or not single.is_prose(one):
        return None
    free = [n for n in near if n in several and several.is_prose(n) and others.get(n, one) == one]
    free = [n for n in free if (lone.may_share(one, n) if there else lone.may_share(n, one))]
    if len(free) <= 1:
        return None
    words = single.words(one)
    parts = [n for n in free if _share(several.words(n), words) >= LEAST_SHARE]
    if (one in partners and partners[one] not in parts) or not 1 < len(parts) <= MOST_TOGETHER:
        return None
    if parts != list(range(parts[0], parts[-1] + 1)):
        return None
    whole = [word for n in parts for word in several.words(n)]
    like = Indel.normalized_similarity(words[:MOST_WORDS], whole[:MOST_WORDS], score_cutoff=LIKE_TOGETHER)
    return range(parts[0], parts[-1] + 1) if like else None


def _beside(
    side: range, lone: Side, partners: dict[int, int], other: range, others: dict[int, int]
) -> Iterator[tuple[int, range]]:
    """For every run of blocks without a pair: the blocks of the other side that it may belong to, and its place."""
    place = side.start
    while place < side.stop:
        if place in partners or place not in lone:
            place += 1
            continue
        start = place
        while place < side.stop and place not in partners and place in lone:
            place += 1
        before, after = partners.get(start - 1, other.start - 1), partners.get(place, other.stop)
        between = [one for one in range(before + 1, after) if one not in others][:MOST_TOGETHER]
        for one in (before, *between, after):
            yield one, range(start - 1, min(place, start + MOST_TOGETHER) + 1)


def _share(part: Sequence[str], whole: Sequence[str]) -> float:
    """The share of a part's words that the whole has in the same order."""
    alike = (len(part) + len(whole) - Indel.distance(part[:MOST_WORDS], whole[:MOST_WORDS])) / 2
    return alike / len(part)


def _holds(group: Group, base: int, head: int) -> bool:
    return group.base <= base < group.base + group.base_count or group.head <= head < group.head + group.head_count


def _apart(groups: list[Group]) -> list[Group]:
    """The groups that share no block with one before them."""
    done: list[Group] = []
    for group in sorted(groups):
        ranges = range(group.base, group.base + group.base_count), range(group.head, group.head + group.head_count)
        if not any(_holds(other, i, -1) for other in done for i in ranges[0]) and not any(
            _holds(other, -1, j) for other in done for j in ranges[1]
        ):
            done.append(group)
    return done
