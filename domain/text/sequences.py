"""Where two sequences differ: blocks by their lines, words, tokens."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise, starmap
from typing import Any, NamedTuple

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from domain.text.pairing import Likeness, rising

# rapidfuzz takes a bit of memory for each pair of items and the time of a 64th operation; up to here that is 25 MB.
MOST_PAIRS = 200_000_000
# diff-match-patch takes time with the square of the difference; up to here that is some 50 ms.
MOST_DIFFERENCES = 400
LONGEST_FOR_FEW = 100_000
# Longer and more unlike than that: so many items in a row that stand in both once are kept, the rest compared between.
IN_A_ROW = (5, 3, 1)

_SURROGATES = range(0xD800, 0xE000)


class Hunk(NamedTuple):
    """Items [base_start, base_end) of the base are replaced by [head_start, head_end) of the head."""

    base_start: int
    base_end: int
    head_start: int
    head_end: int


Span = tuple[int, int, int, int]
"""A hunk where there are many: making a tuple takes a fifth of the time."""


def differences(base: Sequence[Hashable], head: Sequence[Hashable]) -> list[Hunk]:
    """The hunks that turn base into head, in order, with at least one kept item between any two.

    As few items as possible are replaced, unless the sequences are too long and too different for it
    (`MOST_PAIRS`). Depends on nothing but the two sequences; takes time and memory in proportion to them beyond.
    """
    if len(base) * len(head) <= MOST_PAIRS:
        return _exact(base, head)
    first, second = in_characters(base, head)
    return list(joined(_long(first, second)))


def leftmost(hunks: list[Hunk], base: Sequence[Hashable], head: Sequence[Hashable]) -> list[Hunk]:
    """The same with every mere insertion and deletion as far to the left as it can stand.

    So one change that two people made is found at one place.
    """
    done: list[Hunk] = []
    for hunk in hunks:
        limit = done[-1].base_end if done else 0
        moved = _slid(hunk, base, head, limit)
        if done and moved.base_start == limit:
            moved = Hunk(done[-1].base_start, moved.base_end, done.pop().head_start, moved.head_end)
        done.append(moved)
    return done


def in_characters(*sequences: Sequence[Hashable]) -> list[str]:
    """The sequences as strings, equal items as equal characters: what string algorithms work on.

    Raises ValueError if there are more unlike items than characters.
    """
    numbers: dict[Hashable, int] = {}
    return ["".join([_character(numbers.setdefault(item, len(numbers))) for item in seq]) for seq in sequences]


def joined(hunks: Iterator[Hunk]) -> Iterator[Hunk]:
    """The hunks with those that touch one another made one."""
    last: Hunk | None = None
    for hunk in hunks:
        if last and hunk.base_start == last.base_end and hunk.head_start == last.head_end:
            last = Hunk(last.base_start, hunk.base_end, last.head_start, hunk.head_end)
        else:
            if last:
                yield last
            last = hunk
    if last:
        yield last


def _exact(base: Sequence[Hashable], head: Sequence[Hashable]) -> list[Hunk]:
    return list(starmap(Hunk, hunks_of(Indel.editops(base, head).as_list())))


def hunks_of(steps: Iterable[Any]) -> list[Span]:
    """The hunks that rapidfuzz's steps make up: each puts in or takes out one item."""
    hunks: list[Span] = []
    start = head_start = 0
    end = head_end = -1
    for sign, i, j in steps:
        if i != end or j != head_end:
            if end >= 0:
                hunks.append((start, end, head_start, head_end))
            start = end = i
            head_start = head_end = j
        if sign == "delete":
            end += 1
        else:
            head_end += 1
    if end >= 0:
        hunks.append((start, end, head_start, head_end))
    return hunks


def _long(first: str, second: str) -> Iterator[Hunk]:
    """Between what both ends share: few differences by diff-match-patch, many between what is there once."""
    start, end = _shared(first, second)
    inner, other = first[start : len(first) - end], second[start : len(second) - end]
    for hunk in _between(inner, other):
        yield Hunk(*(place + start for place in hunk))


def _between(first: str, second: str) -> Iterator[Hunk]:
    if not first or not second:
        if first or second:
            yield Hunk(0, len(first), 0, len(second))
        return
    if len(first) * len(second) <= MOST_PAIRS:
        yield from _exact(first, second)
        return
    few = max(len(first), len(second)) <= LONGEST_FOR_FEW
    if few and Indel.distance(first, second, score_cutoff=MOST_DIFFERENCES) <= MOST_DIFFERENCES:
        yield from _of_few(first, second)
        return
    anchors = next((found for width in IN_A_ROW if (found := _anchors(first, second, width))), [])
    if not anchors:
        yield Hunk(0, len(first), 0, len(second))
        return
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *anchors, (len(first), len(second))]):
        for hunk in _long(first[i + 1 : next_i], second[j + 1 : next_j]):
            yield Hunk(hunk[0] + i + 1, hunk[1] + i + 1, hunk[2] + j + 1, hunk[3] + j + 1)


def _anchors(first: str, second: str, width: int) -> list[tuple[int, int]]:
    """The places, rising on both sides, where so many characters in a row stand in each string exactly once."""
    here, there = _once(first, width), _once(second, width)
    return rising(Likeness(place, there[row], 1) for row, place in here.items() if row in there)


def _once(text: str, width: int) -> dict[str, int]:
    rows = [text[place : place + width] for place in range(len(text) - width + 1)]
    times = Counter(rows)
    return {row: place for place, row in enumerate(rows) if times[row] == 1}


def _shared(first: str, second: str) -> tuple[int, int]:
    """How many characters both have at their starts, and at their ends."""
    shortest = min(len(first), len(second))
    start = _longest(shortest, lambda length: first.startswith(second[:length]))
    end = _longest(shortest - start, lambda length: first.endswith(second[len(second) - length :]))
    return start, end


def _longest(most: int, fits: Callable[[int], bool]) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _of_few(first: str, second: str) -> Iterator[Hunk]:
    i = j = 0
    steps: list[Hunk] = []
    for sign, text in _engine().diff_main(first, second, False):
        end, head_end = i + (sign <= 0) * len(text), j + (sign >= 0) * len(text)
        if sign:
            steps.append(Hunk(i, end, j, head_end))
        i, j = end, head_end
    yield from joined(iter(steps))


@cache
def _engine() -> Any:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # its deadline of one second would make the result depend on the machine's speed
    return engine


def _character(number: int) -> str:
    return chr(number if number < _SURROGATES.start else number + len(_SURROGATES))


def _slid(hunk: Hunk, base: Sequence[Hashable], head: Sequence[Hashable], limit: int) -> Hunk:
    start, end, head_start, head_end = hunk
    if (start == end) == (head_start == head_end):
        return hunk
    last, source = (head_end, head) if start == end else (end, base)
    back = 0
    while start - back > limit and base[start - back - 1] == source[last - back - 1]:
        back += 1
    return Hunk(start - back, end - back, head_start - back, head_end - back)
