"""Which block of one text is which block of the other: equal ones first, then the likest ones."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from domain.text.canonical import Addressed
from domain.text.pairing import Likeness, likest, rising
from domain.text.sequences import Hunk, differences, in_characters
from domain.text.tokens import flatten, is_word
from schemas.text import Block

# Likeness is the share of words that two blocks have in common, in order: 0 none, 1 all.
LIKE_IN_PLACE = 0.4  # between the same neighbours: the same block, edited
LIKE_ELSEWHERE = 0.75  # anywhere: the same block, moved and edited
FEWEST_WORDS_ELSEWHERE = 8  # shorter blocks resemble one another by chance
NEAREST_CANDIDATES = 5
MOST_WORDS = 5_000  # of a longer block its beginning is compared: likeness takes time with the square of it


class Pair(NamedTuple):
    """Base block `base` is head block `head`; pairs that are not `moved` keep their order among themselves."""

    base: int
    head: int
    moved: bool


def align(base: Addressed, head: Addressed) -> list[Pair]:
    """Pair the blocks of two texts, in the order of the base; blocks in no pair were removed or added.

    First the longest run of equal blocks in order; then equal blocks elsewhere (moved); then, between the same
    neighbours, the pairs in order whose likeness adds up to most; last, very like blocks anywhere (moved).
    """
    windows = differences(base.block_hashes, head.block_hashes)
    lone = _Lone(base.blocks, head.blocks, windows)
    pairs = _kept(windows, len(base.blocks))
    pairs += lone.take(_equal(lone, base.block_hashes, head.block_hashes), moved=True)
    for window in windows:
        pairs += lone.take(rising(lone.likenesses_within(window)), moved=False)
    pairs += lone.take(likest(lone.likenesses_anywhere()), moved=True)
    return sorted(pairs)


class _Lone:
    """The blocks still without a pair, by index, each with its words as a string."""

    def __init__(self, base: Sequence[Block], head: Sequence[Block], windows: list[Hunk]) -> None:
        base_indexes = [i for window in windows for i in range(window.base_start, window.base_end)]
        head_indexes = [j for window in windows for j in range(window.head_start, window.head_end)]
        words = in_characters(*(_words(base[i]) for i in base_indexes), *(_words(head[j]) for j in head_indexes))
        self.base = dict(zip(base_indexes, words[: len(base_indexes)], strict=True))
        self.head = dict(zip(head_indexes, words[len(base_indexes) :], strict=True))

    def take(self, found: list[tuple[int, int]], *, moved: bool) -> list[Pair]:
        for i, j in found:
            del self.base[i], self.head[j]
        return [Pair(i, j, moved) for i, j in found]

    def likenesses_within(self, window: Hunk) -> list[Likeness]:
        base, head = range(window.base_start, window.base_end), range(window.head_start, window.head_end)
        return self._likenesses(base, head, fewest_words=1, least=LIKE_IN_PLACE)

    def likenesses_anywhere(self) -> list[Likeness]:
        return self._likenesses(self.base, self.head, fewest_words=FEWEST_WORDS_ELSEWHERE, least=LIKE_ELSEWHERE)

    def _likenesses(
        self, base: Iterable[int], head: Iterable[int], *, fewest_words: int, least: float
    ) -> list[Likeness]:
        """Of every base block the nearest head blocks, in the order of the base."""
        candidates = {j: words for j in head if len(words := self.head.get(j, "")) >= fewest_words}
        found = []
        for i in base:
            words = self.base.get(i, "")
            if len(words) >= fewest_words:
                near = process.extract(
                    words,
                    candidates,
                    scorer=Indel.normalized_similarity,
                    score_cutoff=least,
                    limit=NEAREST_CANDIDATES,
                )
                found += [Likeness(i, j, score) for _, score, j in near]
        return found


def _words(block: Block) -> list[str]:
    words = (token for token in flatten(block) if is_word(token) and token.kind != "frame")
    return [word.form or word.text for word in islice(words, MOST_WORDS)]


def _kept(windows: list[Hunk], base_length: int) -> list[Pair]:
    pairs, start, shift = [], 0, 0
    for window in [*windows, Hunk(base_length, base_length, 0, 0)]:
        pairs += [Pair(i, i + shift, moved=False) for i in range(start, window.base_start)]
        start, shift = window.base_end, window.head_end - window.base_end
    return pairs


def _equal(lone: _Lone, base_hashes: Sequence[str], head_hashes: Sequence[str]) -> list[tuple[int, int]]:
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for j in lone.head:
        waiting[head_hashes[j]].append(j)
    return [(i, waiting[base_hashes[i]].popleft()) for i in lone.base if waiting[base_hashes[i]]]
