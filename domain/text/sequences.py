"""Where two sequences differ: blocks by their hashes, words by their tokens."""

from collections.abc import Hashable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

# diff-match-patch takes time with the square of the difference; up to here that is some 50 ms.
MOST_DIFFERENCES = 400
# rapidfuzz takes a bit of memory for each pair of items; up to here that is 50 MB. Beyond: all replaced.
MOST_PAIRS = 400_000_000

_SURROGATES = range(0xD800, 0xE000)


class Hunk(NamedTuple):
    """Items [base_start, base_end) of the base are replaced by [head_start, head_end) of the head."""

    base_start: int
    base_end: int
    head_start: int
    head_end: int


def differences(base: Sequence[Hashable], head: Sequence[Hashable]) -> list[Hunk]:
    """The hunks that turn base into head, in order, with at least one kept item between any two.

    As few items as possible are replaced, unless the sequences are too long and too different for it
    (`MOST_DIFFERENCES`, `MOST_PAIRS`). A pure insertion or deletion stands as far to the left as it can, so
    that one change made twice is found at one place. Depends on nothing but the two sequences.
    """
    first, second = in_characters(base, head)
    hunks: list[Hunk] = []
    for found in _hunks(first, second):
        hunk = _leftmost(found, first, second, limit=hunks[-1].base_end if hunks else 0)
        if hunks and hunk.base_start == hunks[-1].base_end:
            before = hunks.pop()
            hunk = Hunk(before.base_start, hunk.base_end, before.head_start, hunk.head_end)
        hunks.append(hunk)
    return hunks


def in_characters(*sequences: Sequence[Hashable]) -> list[str]:
    """The sequences as strings, equal items as equal characters: what string algorithms work on."""
    numbers: dict[Hashable, int] = {}
    return ["".join(_character(numbers.setdefault(item, len(numbers))) for item in seq) for seq in sequences]


def _character(number: int) -> str:
    return chr(number if number < _SURROGATES.start else number + len(_SURROGATES))


def _hunks(first: str, second: str) -> Iterator[Hunk]:
    """Neighbouring deletions and insertions together as one hunk."""
    i = j = 0
    start: tuple[int, int] | None = None
    for sign, length in _steps(first, second):
        if sign == 0:
            if start:
                yield Hunk(start[0], i, start[1], j)
            start = None
        else:
            start = start or (i, j)
        i += length if sign <= 0 else 0
        j += length if sign >= 0 else 0
    if start:
        yield Hunk(start[0], i, start[1], j)


def _steps(first: str, second: str) -> Iterator[tuple[int, int]]:
    """(-1 deleted, 0 kept, 1 inserted; how many items)."""
    if Indel.distance(first, second, score_cutoff=MOST_DIFFERENCES) <= MOST_DIFFERENCES:
        for sign, text in _engine().diff_main(first, second, False):
            yield sign, len(text)
    elif len(first) * len(second) <= MOST_PAIRS:
        signs = {"equal": 0, "delete": -1, "insert": 1}
        for step in Indel.opcodes(first, second):
            length = max(step.src_end - step.src_start, step.dest_end - step.dest_start)
            yield signs[step.tag], length
    else:
        yield -1, len(first)
        yield 1, len(second)


@cache
def _engine() -> Any:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # its deadline of one second would make the result depend on the machine's speed
    return engine


def _leftmost(hunk: Hunk, first: str, second: str, limit: int) -> Hunk:
    start, end, head_start, head_end = hunk
    if (start == end) == (head_start == head_end):
        return hunk
    last, source = (head_end, second) if start == end else (end, first)
    back = 0
    while start - back > limit and first[start - back - 1] == source[last - back - 1]:
        back += 1
    return Hunk(start - back, end - back, head_start - back, head_end - back)
