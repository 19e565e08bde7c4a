"""The blocks of two texts that have no pair yet: their words, and how like they are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import Indel

from domain.text.flat import SIGNS, flat_of
from domain.text.pairing import Likeness
from domain.text.prose import WordEdit, prose_edits, word_count
from domain.text.tokens import WORDS

# Likeness is the share of words that two blocks have in common, in order: 0 none, 1 all.
LIKE_IN_PLACE = 0.4  # between the same neighbours: the same block, edited
LIKE_ELSEWHERE = 0.75  # anywhere: the same block, moved and edited
FEWEST_WORDS_ELSEWHERE = 8  # shorter blocks resemble one another by chance
MOST_WORDS = 5_000  # of a longer block its beginning is compared: likeness takes time with the square of it
NEAREST_CANDIDATES = 3


class Side:
    """The lone blocks of one text, by index; their words are split when somebody asks."""

    def __init__(self, lines: Sequence[str], lone: Iterable[int]) -> None:
        self.lines = lines
        self._lone = dict.fromkeys(lone)
        self._words: dict[int, list[str]] = {}

    def __contains__(self, index: int) -> bool:
        return index in self._lone

    def __iter__(self) -> Iterator[int]:
        return iter(self._lone)

    def __len__(self) -> int:
        return len(self._lone)

    def words(self, index: int) -> list[str]:
        """What stands between the blanks of a block."""
        known = self._words.get(index)
        if known is None:
            known = self._words[index] = words_of(self.lines[index])
        return known

    def is_prose(self, index: int) -> bool:
        """Whether a block is a paragraph of mere text."""
        return self.lines[index][0] == "P"

    def drop(self, indexes: Iterable[int]) -> None:
        """These are lone no longer."""
        for index in indexes:
            del self._lone[index]


@dataclass
class Lone:
    """Both sides' blocks without a pair; `edits` of paragraphs that were compared on the way."""

    base: Side
    head: Side
    edits: dict[tuple[int, int], list[WordEdit]] = field(default_factory=dict)
    _votes: dict[int, Counter[int | None]] = field(default_factory=dict)
    _voted_on: set[int] = field(default_factory=set)

    def likeness(self, i: int, j: int, least: float) -> float:
        """How like two blocks are, 0 if less than `least`."""
        first, second = self.base.words(i), self.head.words(j)
        if not first or not second:
            return 0.0
        if min(len(first), len(second)) < FEWEST_WORDS_ELSEWHERE:
            first, second = _bare(first), _bare(second)
        if 2 * min(len(first), len(second)) < least * (len(first) + len(second)):
            return 0.0
        return Indel.normalized_similarity(first[:MOST_WORDS], second[:MOST_WORDS], score_cutoff=least)

    def like_in_place(self, i: int, j: int) -> float:
        """The same for two that probably belong together: what their words differ in is found on the way."""
        first, second = self.base.lines[i], self.head.lines[j]
        if not first[0] == second[0] == "P":
            return self.likeness(i, j, LIKE_IN_PLACE)
        fewer, more = sorted((word_count(first), word_count(second)))
        if fewer < FEWEST_WORDS_ELSEWHERE or more > MOST_WORDS or 2 * fewer < LIKE_IN_PLACE * (fewer + more):
            return self.likeness(i, j, LIKE_IN_PLACE)
        like, edits = prose_edits(first[1:], second[1:], LIKE_IN_PLACE)
        if like:
            self.edits[i, j] = edits
        return like

    def vote(self, paired: Iterable[int], paired_there: Iterable[int]) -> None:
        """Count, of every long block without a pair, its words in a row that stand in each such block of the head.

        Every second two of the head are known, each in one block only: enough for blocks that are much alike.
        """
        holders: dict[tuple[str, str], int] = {}
        for j in self._unpaired(self.head, paired_there):
            words = self.head.words(j)[:MOST_WORDS]
            if len(words) >= FEWEST_WORDS_ELSEWHERE:
                self._voted_on.add(j)
                holders.update(dict.fromkeys(zip(words[::2], words[1::2], strict=False), j))
        for i in self._unpaired(self.base, paired):
            words = self.base.words(i)[:MOST_WORDS]
            if len(words) >= FEWEST_WORDS_ELSEWHERE:
                self._votes[i] = Counter(map(holders.get, pairwise(words)))

    def may_share(self, i: int, j: int) -> bool:
        """Whether two blocks may have words in a row in common: of two long ones without a pair it is known."""
        votes = self._votes.get(i)
        return votes is None or j in votes or j not in self._voted_on

    def likenesses_anywhere(self) -> list[Likeness]:
        """Of every lone base block the lone head blocks that its words vote for most."""
        found = []
        for i, votes in self._votes.items():
            if i in self.base and len(votes) > 1:
                known = [(-times, j) for j, times in votes.items() if j is not None and j in self.head]
                for _, j in sorted(known)[:NEAREST_CANDIDATES]:
                    if score := self.likeness(i, j, LIKE_ELSEWHERE):
                        found.append(Likeness(i, j, score))
        return found

    def _unpaired(self, side: Side, paired: Iterable[int]) -> list[int]:
        known = set(paired)
        return [index for index in side if index not in known]


def words_of(line: str) -> list[str]:
    """What stands between the blanks of a block."""
    if line[0] == "P":
        return line[1:].split(" ")
    return SIGNS.sub(" ", flat_of(line).text).split()


def _bare(words: list[str]) -> list[str]:
    """The words of a short block without the signs beside them, where one sign would count for much."""
    return [word for part in words for word in WORDS.findall(part) if word[0].isalnum()] or words
