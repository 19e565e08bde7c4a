"""Which of the found texts comes first, and which words of each are shown."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.search.index import Posting
from domain.search.stems import places

SNIPPET = 240
"""Characters that are shown of a text."""
_LEAD = 60
_TITLE_COUNTS = 3.0


class Snippet(NamedTuple):
    """A piece of a text as data: `marks` are the places of the words asked for in it, `cut` where it goes on."""

    text: str
    marks: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool


def score(postings: Iterable[Posting], rarity: Mapping[str, float]) -> float:
    """How well a text answers: the logarithm of how often each stem stands in it, times how rare the stem is.

    A stem in the title counts as much again threefold. (tf-idf: Salton, Buckley 1988.)
    """
    return sum(
        rarity[posting.stem]
        * ((1 + math.log(posting.times) if posting.times else 0) + _TITLE_COUNTS * posting.in_title)
        for posting in postings
    )


def rarity_of(texts: int, having: Mapping[str, int]) -> dict[str, float]:
    """How rare each stem is among `texts` texts, `having` of which have it."""
    return {stem: math.log(1 + texts / count) for stem, count in having.items() if count}


def snippet(text: str, found: Sequence[tuple[int, int]]) -> Snippet:
    """The piece of a text that shows the most of the found places, cut between words; its beginning without any."""
    ordered = sorted(found)
    start = max((place[0] for place in ordered), key=lambda at: _shown(ordered, at), default=0)
    start = _word_start(text, max(0, start - _LEAD))
    end = _word_end(text, min(len(text), start + SNIPPET))
    marks = tuple((a - start, b - start) for a, b in ordered if start <= a and b <= end)
    return Snippet(text[start:end], marks, start > 0, end < len(text))


def marks_in(title: str, stems: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where words with these stems stand in a title."""
    asked = set(stems)
    return tuple((place.start, place.end) for place in places(title) if place.stem in asked)


def _shown(ordered: Sequence[tuple[int, int]], at: int) -> int:
    return sum(at <= start < at + SNIPPET - _LEAD for start, _ in ordered)


def _word_start(text: str, at: int) -> int:
    limit = max(0, at - _LEAD)
    while at > limit and not text[at - 1].isspace():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    limit = min(len(text), at + _LEAD)
    while at < limit and not text[at].isspace():
        at += 1
    return at
