"""Which block of one text is which block of the other: equal ones first, then the likest ones."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import product, repeat
from typing import NamedTuple

from domain.text.lone import LIKE_IN_PLACE, Lone, Side
from domain.text.pairing import Likeness, likest, rising
from domain.text.prose import WordEdit
from domain.text.sequences import Hunk, differences, leftmost
from domain.text.together import Group, grouped

MOST_COMPARED = 36  # pairs of blocks between the same neighbours of which the best chain is sought; more: the nearest
LOOK_AHEAD = 6
TIRED = 30  # blocks in a row without a like one: from then on only the next one is looked at


class Pair(NamedTuple):
    """Base block `base` is head block `head`; pairs that are not `moved` keep their order among themselves."""

    base: int
    head: int
    moved: bool


class Aligned(NamedTuple):
    """What became of the blocks of a text; those in no pair and no group were removed or added.

    `edits` are those of paragraphs that were compared on the way, by their pair.
    """

    pairs: list[Pair]
    groups: list[Group]
    edits: dict[tuple[int, int], list[WordEdit]]


def align(base: Sequence[str], head: Sequence[str]) -> Aligned:
    """Pair the blocks of two texts, given as lines, in the order of the base.

    First the longest run of equal blocks in order; then equal blocks elsewhere (moved); then, between the same
    neighbours, like ones in order, some of them split or joined; last, very like blocks anywhere (moved).
    """
    windows = leftmost(differences(base, head), base, head)
    moved = _equal(windows, base, head)
    pairs = [*_kept(windows, len(base)), *(Pair(i, j, True) for i, j in moved.items())]
    gone, come = moved.keys(), set(moved.values())
    lone = Lone(
        Side(base, [i for start, end, _, _ in windows for i in range(start, end) if i not in gone]),
        Side(head, [j for _, _, start, end in windows for j in range(start, end) if j not in come]),
    )
    found = [_in_order(lone, window) for window in windows]
    in_place = [pair for of_window in found for pair in of_window]
    groups: list[Group] = []
    if len(in_place) < max(len(lone.base), len(lone.head)):
        lone.vote([i for i, _ in in_place], [j for _, j in in_place])
        groups = [group for window, some in zip(windows, found, strict=True) for group in grouped(lone, window, some)]
    for group in groups:
        lone.base.drop(range(group.base, group.base + group.base_count))
        lone.head.drop(range(group.head, group.head + group.head_count))
    pairs += _taken(lone, [(i, j) for i, j in in_place if i in lone.base and j in lone.head], moved=False)
    if lone.base and lone.head:
        pairs += _taken(lone, likest(lone.likenesses_anywhere()), moved=True)
    return Aligned(sorted(pairs), groups, lone.edits)


def _taken(lone: Lone, found: list[tuple[int, int]], *, moved: bool) -> list[Pair]:
    lone.base.drop(i for i, _ in found)
    lone.head.drop(j for _, j in found)
    return [Pair(i, j, moved) for i, j in found]


def _in_order(lone: Lone, window: Hunk) -> list[tuple[int, int]]:
    """Like blocks between the same neighbours, rising on both sides."""
    base = [i for i in range(window.base_start, window.base_end) if i in lone.base]
    head = [j for j in range(window.head_start, window.head_end) if j in lone.head]
    if len(base) * len(head) > MOST_COMPARED:
        return list(_nearest(lone, base, head))
    if base and len(base) == len(head):
        straight = list(zip(base, head, strict=True))
        likes = [lone.like_in_place(i, j) for i, j in straight]
        if all(likes) and sum(likes) >= len(base) - 1:  # pairs crosswise are fewer, and each counts for 1 at most
            return straight
        if len(base) == 1:
            return []
    scores = (Likeness(i, j, lone.likeness(i, j, LIKE_IN_PLACE)) for i, j in product(base, head))
    return rising(found for found in scores if found.score)


def _nearest(lone: Lone, base: list[int], head: list[int]) -> Iterator[tuple[int, int]]:
    """From like pair to the next like pair, some blocks ahead at most; in proportion to the number of blocks."""
    i = j = missed = 0
    while i < len(base) and j < len(head):
        ahead = 1 if missed > TIRED else LOOK_AHEAD
        for di, dj in _STEPS:
            if di + dj > ahead or i + di >= len(base) or j + dj >= len(head):
                continue
            near = base[i + di], head[j + dj]
            if lone.likeness(*near, LIKE_IN_PLACE) if di or dj else lone.like_in_place(*near):
                yield near
                i, j, missed = i + di, j + dj, 0
                break
        else:
            missed += 1
        i, j = i + 1, j + 1


_STEPS = sorted(product(range(LOOK_AHEAD + 1), repeat=2), key=lambda step: (sum(step), abs(step[0] - step[1]), step))


def _kept(windows: list[Hunk], base_length: int) -> Iterator[Pair]:
    start = shift = 0
    for window in [*windows, Hunk(base_length, base_length, 0, 0)]:
        end = window.base_start
        yield from map(Pair, range(start, end), range(start + shift, end + shift), repeat(False))
        start, shift = window.base_end, window.head_end - window.base_end


def _equal(windows: Sequence[Hunk], base: Sequence[str], head: Sequence[str]) -> dict[int, int]:
    """Equal blocks that changed their place."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for window in windows:
        for j in range(window[2], window[3]):
            waiting[head[j]].append(j)
    if not waiting:
        return {}
    gone = (i for window in windows for i in range(window[0], window[1]) if base[i] in waiting)
    return {i: waiting[base[i]].popleft() for i in gone if waiting[base[i]]}
