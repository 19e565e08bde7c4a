"""Telling a place from its look-alikes: which places of the same words the words around them speak for."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from domain.text.anchor import places_of
from domain.text.sentences import bounds

AROUND = 48  # characters before and after that are compared
MARGIN = 0.08  # a place is told from a rival by so much likeness of what is around them
MOST_PLACES = 200  # of words that stand more often the places in one block alone are rivals


_IN_WORD = re.compile(r"\w\w")


class Place(NamedTuple):
    """Characters [start, end) of one block of a text."""

    block: int
    start: int
    end: int


class Reading:
    """One text as it is read from beginning to end, a line per block."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.whole = "\n".join(texts)
        self.offsets = [0, *accumulate(len(text) + 1 for text in texts)][: len(texts)]
        self._found: dict[tuple[str, bool], list[Place]] = {}

    @cached_property
    def sentences(self) -> dict[str, list[Place]]:
        """Where every sentence stands."""
        found = defaultdict[str, list[Place]](list)
        for block, text in enumerate(self.texts):
            for start, end in bounds(text):
                found[text[start:end]].append(Place(block, start, end))
        return found

    def places(self, words: str, block: int, *, unbroken: bool) -> list[Place]:
        """Where words stand, in the whole text or, where that is too often to say anything, in one block.

        `unbroken` leaves out places within longer words.
        """
        key = words, unbroken
        if key not in self._found:
            found = (self._place(at, len(words)) for at in places_of(words, self.whole))
            self._found[key] = [place for place in found if not unbroken or self.is_unbroken(place)]
        places = self._found[key]
        return places if len(places) <= MOST_PLACES else [place for place in places if place.block == block]

    def _place(self, at: int, length: int) -> Place:
        block = bisect_right(self.offsets, at) - 1
        start = at - self.offsets[block]
        return Place(block, start, start + length)

    def is_unbroken(self, place: Place) -> bool:
        """Whether neither the first nor the last word at a place goes on beyond it."""
        text = self.texts[place.block]
        return not any(0 < at < len(text) and _IN_WORD.match(text[at - 1 : at + 1]) for at in place[1:])

    def offsets_among(self, blocks: range) -> dict[int, int]:
        """Where each of these blocks begins if they are read one after another without a gap."""
        starts = accumulate((len(self.texts[block]) for block in blocks), initial=0)
        return dict(zip(blocks, starts, strict=False))

    def around(self, place: Place) -> tuple[str, str]:
        """What stands before, the nearest first, and after; also in the neighbouring blocks."""
        start, end = (self.offsets[place.block] + at for at in place[1:])
        return self.whole[max(0, start - AROUND) : start][::-1], self.whole[end : end + AROUND]

    def sentence(self, place: Place) -> Place:
        """Where the sentence, or the sentences, stand that a place is in."""
        spans = [span for span in bounds(self.texts[place.block]) if span[0] < place.end and place.start < span[1]]
        return Place(place.block, spans[0][0], spans[-1][1]) if spans else place

    def words(self, place: Place) -> str:
        """What stands at a place."""
        return self.texts[place.block][place.start : place.end]

    def has_twin_beside(self, place: Place) -> bool:
        """Whether the block before or after that of a place has the same words."""
        near = self.texts[max(0, place.block - 1) : place.block + 2]
        return near.count(self.texts[place.block]) > 1

    def is_repeated(self, place: Place) -> bool:
        """Whether the sentence of a place stands elsewhere, too."""
        return len(self.sentences.get(self.words(self.sentence(place)), ())) > 1


def nearness(base: Reading, place: Place, head: Reading, other: Place) -> float:
    """How like the surroundings of two places are: 0 not at all, 1 equal."""
    (before, after), (other_before, other_after) = base.around(place), head.around(other)
    return (_alike(before, other_before) + _alike(after, other_after)) / 2


def _alike(one: str, other: str) -> float:
    return 1.0 if one == other else float(Indel.normalized_similarity(one, other))


def likeness(one: str, other: str) -> float:
    """The share of characters that two sentences have in common, in order."""
    return _alike(one, other)


def likest(sentence: str, others: Sequence[str], least: float) -> list[tuple[str, float]]:
    """The two sentences most like this one, of those as like as `least`, the likest first.

    `others` come in the order of their lengths: one that is much shorter or longer cannot be like it.
    """
    length = len(sentence)
    first = bisect_left(others, length * least / (2 - least) - 1, key=len)
    last = bisect_right(others, length * (2 - least) / least + 1, key=len) if least else len(others)
    found = process.extract(
        sentence, others[first:last], scorer=Indel.normalized_similarity, score_cutoff=least, limit=2
    )
    return [(other, score) for other, score, _ in found]
