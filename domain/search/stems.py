"""Words of a text cut to their stems, each with its place: «землячествами» and «Землячества» are one stem."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import snowballstemmer  # type: ignore[import-untyped]

LONGEST = 64
"""Characters of a stem that are kept."""

_WORD = re.compile(r"[^\W_]+(?:[\u00ad\u0301][^\W_]+)*")
_NUMBER = re.compile(r"(?<![\d\w])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\w)")
_INSIDE = re.compile(r"[\u00ad\u0301]")
_CYRILLIC = re.compile(r"[а-я]+")
_LATIN = re.compile(r"[a-z]+")
_TOO_COMMON = frozenset(
    {
        *("и", "в", "во", "не", "на", "я", "с", "со", "что", "а", "то", "как", "по", "к", "ко", "из", "за", "у", "от"),
        *("о", "об", "для", "до", "при", "же", "но", "или", "ли", "бы", "это", "его", "ее", "их", "все", "так"),
        *("the", "a", "an", "of", "to", "in", "and", "or", "for", "on", "at", "by", "is", "are", "be", "it", "that"),
    }
)


class Place(NamedTuple):
    """A word's stem and where the word stands, in code points, `end` exclusive."""

    stem: str
    start: int
    end: int


def plain_form(text: str) -> str:
    """The text as it is stored and searched: composed characters, so that places mean the same everywhere."""
    return unicodedata.normalize("NFC", text)


def places(text: str) -> Iterator[Place]:
    """Every word of a text in `plain_form`, with its stem; soft hyphens and stress marks inside words are ignored.

    A number in groups of three digits («1 250 000») is also one word.
    """
    yield from _words(text)
    for found in _NUMBER.finditer(text):
        yield Place("".join(filter(str.isdecimal, found[0]))[:LONGEST], found.start(), found.end())


def _words(text: str) -> Iterator[Place]:
    stems: dict[str, str] = {}
    russian, english = snowballstemmer.stemmer("russian"), snowballstemmer.stemmer("english")
    for found in _WORD.finditer(text):
        word = _INSIDE.sub("", found[0]).casefold().replace("ё", "е")
        if word not in stems:
            stemmer = russian if _CYRILLIC.fullmatch(word) else english if _LATIN.fullmatch(word) else None
            stems[word] = (stemmer.stemWord(word) if stemmer else word)[:LONGEST]
        yield Place(stems[word], found.start(), found.end())


def stems_of(text: str) -> set[str]:
    """The stems of a text in `plain_form`."""
    return {place.stem for place in places(text)}


def asked_stems(query: str) -> tuple[str, ...]:
    """The stems that a query asks for, each once; words like «и» count only where nothing else is asked."""
    text = plain_form(query)
    found = [(text[place.start : place.end].casefold(), place.stem) for place in _words(text)]
    telling = [stem for word, stem in found if word not in _TOO_COMMON]
    return tuple(dict.fromkeys(telling or [stem for _, stem in found]))
