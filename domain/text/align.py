"""Which block of one text is which block of the other: equal ones first, then the likest ones."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from rapidfuzz.distance import Indel

from domain.text.flat import SIGNS, flat_of
from domain.text.pairing import Likeness, likest, rising
from domain.text.sequences import Hunk, differences, leftmost
from domain.text.tokens import WORDS

# Likeness is the share of words that two blocks have in common, in order: 0 none, 1 all.
LIKE_IN_PLACE = 0.4  # between the same neighbours: the same block, edited
LIKE_ELSEWHERE = 0.75  # anywhere: the same block, moved and edited
LIKE_TOGETHER = 0.75  # one block, and several in a row: the same words, split or joined
LEAST_SHARE = 0.6  # of each of these several, in the one
FEWEST_WORDS_ELSEWHERE = 8  # shorter blocks resemble one another by chance
MOST_WORDS = 5_000  # of a longer block its beginning is compared: likeness takes time with the square of it
MOST_COMPARED = 36  # pairs of blocks between the same neighbours of which the best chain is sought; more: the nearest
LOOK_AHEAD = 6
TIRED = 30  # blocks in a row without a like one: from then on only the next one is looked at
MOST_TOGETHER = 4
MOST_WITH_A_WORD = 6  # a word that stands in more lone blocks does not tell where one of them went
NEAREST_CANDIDATES = 3


class Pair(NamedTuple):
    """Base block `base` is head block `head`; pairs that are not `moved` keep their order among themselves."""

    base: int
    head: int
    moved: bool


class Group(NamedTuple):
    """Base blocks [base, base + base_count) became head blocks [head, head + head_count); one of the counts is 1."""

    base: int
    head: int
    base_count: int
    head_count: int


class Aligned(NamedTuple):
    """What became of the blocks of a text; those in no pair and no group were removed or added.

    `words` and `head_words` are what stands between the blanks of blocks that are not unchanged.
    """

    pairs: list[Pair]
    groups: list[Group]
    words: dict[int, list[str]]
    head_words: dict[int, list[str]]


def align(base: Sequence[str], head: Sequence[str]) -> Aligned:
    """Pair the blocks of two texts, given as lines, in the order of the base.

    First the longest run of equal blocks in order; then equal blocks elsewhere (moved); then, between the same
    neighbours, like ones in order, some of them split or joined; last, very like blocks anywhere (moved).
    """
    windows = leftmost(differences(base, head), base, head)
    lone = _Lone(base, head, windows)
    words = dict(lone.base), dict(lone.head)
    pairs = _kept(windows, len(base))
    pairs += lone.take(_equal(lone, base, head), moved=True)
    in_place, groups = [], []
    for window in windows:
        found = lone.in_order(window)
        grouped = lone.grouped(window, found)
        groups += grouped
        in_place += [pair for pair in found if not any(_holds(group, *pair) for group in grouped)]
    for group in groups:
        lone.drop(group)
    pairs += lone.take(in_place, moved=False)
    pairs += lone.take(likest(lone.likenesses_anywhere()), moved=True)
    return Aligned(sorted(pairs), groups, *words)


class _Lone:
    """The blocks still without a pair, by index, each with its words."""

    def __init__(self, base: Sequence[str], head: Sequence[str], windows: list[Hunk]) -> None:
        self.base = {i: words_of(base[i]) for window in windows for i in range(window.base_start, window.base_end)}
        self.head = {j: words_of(head[j]) for window in windows for j in range(window.head_start, window.head_end)}
        self.prose = [[line[0] == "P" for line in lines] for lines in (base, head)]

    def take(self, found: list[tuple[int, int]], *, moved: bool) -> list[Pair]:
        for i, j in found:
            del self.base[i], self.head[j]
        return [Pair(i, j, moved) for i, j in found]

    def drop(self, group: Group) -> None:
        for i in range(group.base, group.base + group.base_count):
            del self.base[i]
        for j in range(group.head, group.head + group.head_count):
            del self.head[j]

    def in_order(self, window: Hunk) -> list[tuple[int, int]]:
        """Like blocks between the same neighbours, rising on both sides."""
        base = [i for i in range(window.base_start, window.base_end) if i in self.base]
        head = [j for j in range(window.head_start, window.head_end) if j in self.head]
        if len(base) * len(head) > MOST_COMPARED:
            return list(self._nearest(base, head))
        scores = (Likeness(i, j, self.likeness(i, j, LIKE_IN_PLACE)) for i, j in product(base, head))
        return rising(found for found in scores if found.score)

    def likeness(self, i: int, j: int, least: float) -> float:
        """How like two blocks are, 0 if less than `least`."""
        first, second = self.base[i], self.head[j]
        if not first or not second:
            return 0.0
        if min(len(first), len(second)) < FEWEST_WORDS_ELSEWHERE:
            first, second = _bare(first), _bare(second)
        if 2 * min(len(first), len(second)) < least * (len(first) + len(second)):
            return 0.0
        return Indel.normalized_similarity(first[:MOST_WORDS], second[:MOST_WORDS], score_cutoff=least)

    def _nearest(self, base: list[int], head: list[int]) -> Iterator[tuple[int, int]]:
        """From like pair to the next like pair, some blocks ahead at most; in proportion to the number of blocks."""
        i = j = missed = 0
        while i < len(base) and j < len(head):
            ahead = 1 if missed > TIRED else LOOK_AHEAD
            for di, dj in _STEPS:
                if di + dj > ahead or i + di >= len(base) or j + dj >= len(head):
                    continue
                if self.likeness(base[i + di], head[j + dj], LIKE_IN_PLACE):
                    yield base[i + di], head[j + dj]
                    i, j, missed = i + di, j + dj, 0
                    break
            else:
                missed += 1
            i, j = i + 1, j + 1

    def grouped(self, window: Hunk, found: list[tuple[int, int]]) -> list[Group]:
        """Paragraphs of this window that were split or joined: there is one without a pair among the several."""
        partners, partners_there = dict(found), {j: i for i, j in found}
        base, head = range(window.base_start, window.base_end), range(window.head_start, window.head_end)
        splits = [
            Group(i, run.start, 1, len(run))
            for i, near in _beside(head, self.head, partners_there, base, partners)
            if (run := self._together(i, near, partners, partners_there, there=True))
        ]
        joins = [
            Group(run.start, j, len(run), 1)
            for j, near in _beside(base, self.base, partners, head, partners_there)
            if (run := self._together(j, near, partners_there, partners, there=False))
        ]
        return _apart([*splits, *joins])

    def _together(
        self, one: int, near: range, partners: dict[int, int], others: dict[int, int], *, there: bool
    ) -> range | None:
        """The blocks in a row, among those `near` on the other side, that are this one; None if there are none."""
        single, several = (self.base, self.head) if there else (self.head, self.base)
        prose, prose_there = self.prose if there else self.prose[::-1]
        if one not in single or not prose[one]:
            return None
        free = [n for n in near if n in several and prose_there[n] and others.get(n, one) == one]
        words = single[one]
        parts = [n for n in free if _share(several[n], words) >= LEAST_SHARE]
        if (one in partners and partners[one] not in parts) or not 1 < len(parts) <= MOST_TOGETHER:
            return None
        if parts != list(range(parts[0], parts[-1] + 1)):
            return None
        whole = [word for n in parts for word in several[n]]
        like = Indel.normalized_similarity(words, whole, score_cutoff=LIKE_TOGETHER)
        return range(parts[0], parts[-1] + 1) if like else None

    def likenesses_anywhere(self) -> list[Likeness]:
        """Of every lone base block the nearest lone head blocks, by the rare words that they share."""
        holders: dict[str, list[int]] = defaultdict(list)
        for j, words in self.head.items():
            if len(words) >= FEWEST_WORDS_ELSEWHERE:
                for word in dict.fromkeys(words[:MOST_WORDS]):
                    holders[word].append(j)
        found = []
        for i, words in self.base.items():
            if len(words) >= FEWEST_WORDS_ELSEWHERE:
                found += [
                    Likeness(i, j, score)
                    for j in _most_named(words[:MOST_WORDS], holders)
                    if (score := self.likeness(i, j, LIKE_ELSEWHERE))
                ]
        return found


_STEPS = sorted(product(range(LOOK_AHEAD + 1), repeat=2), key=lambda step: (sum(step), abs(step[0] - step[1]), step))


def _beside(
    side: range, lone: dict[int, list[str]], partners: dict[int, int], other: range, others: dict[int, int]
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


def words_of(line: str) -> list[str]:
    """What stands between the blanks of a block."""
    if line[0] == "P":
        return line[1:].split(" ")
    return SIGNS.sub(" ", flat_of(line).text).split()


def _bare(words: list[str]) -> list[str]:
    """The words of a short block without the signs beside them, where one sign would count for much."""
    return [word for part in words for word in WORDS.findall(part) if word[0].isalnum()] or words


def _most_named(words: Sequence[str], holders: dict[str, list[int]]) -> list[int]:
    times: dict[int, int] = defaultdict(int)
    for word in dict.fromkeys(words):
        at = holders.get(word, ())
        if len(at) <= MOST_WITH_A_WORD:
            for j in at:
                times[j] += 1
    return sorted(times, key=lambda j: (-times[j], j))[:NEAREST_CANDIDATES]


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


def _kept(windows: list[Hunk], base_length: int) -> list[Pair]:
    pairs, start, shift = [], 0, 0
    for window in [*windows, Hunk(base_length, base_length, 0, 0)]:
        pairs += [Pair(i, i + shift, moved=False) for i in range(start, window.base_start)]
        start, shift = window.base_end, window.head_end - window.base_end
    return pairs


def _equal(lone: _Lone, base: Sequence[str], head: Sequence[str]) -> list[tuple[int, int]]:
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for j in lone.head:
        waiting[head[j]].append(j)
    return [(i, waiting[base[i]].popleft()) for i in lone.base if waiting[base[i]]]
