"""The families of substance that words belong to: numbers, names, and those of the tables."""

import re
from collections.abc import Iterable

from rapidfuzz.distance import Prefix

from domain.text.morphology import readings
from domain.text.signs import folded
from domain.text.vocabulary import SUBSTANTIVE

_DENIALS = ("не", "без", "бес", "ир", "анти", "in", "un", "im", "non")
_SHORTEST_STEM = 4
_ROMAN = re.compile(r"[IVXLCDM]+")


def families_of(words: Iterable[tuple[str, bool]]) -> list[str]:
    """The families of words as written, each with whether it has a capital where no sentence begins; each once."""
    found: dict[str, None] = {}
    for word, capital in words:
        low = folded(word)
        lemmas = {reading.lemma for reading in readings(low)}
        if any(char.isdigit() for char in low) or _ROMAN.fullmatch(word):
            found["number"] = None
        elif capital:
            found["name"] = None
        for family, (whole, stems) in SUBSTANTIVE.items():
            if low in whole or low.startswith(stems) or not whole.isdisjoint(lemmas):
                found[family] = None
    return list(found)


def is_denied(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one word denies another: «законно» and «незаконно»."""
    lows, other_lows = {folded(word) for word in words}, {folded(word) for word in others}
    return any(
        not_word + low in other for low in lows | other_lows for not_word in _DENIALS for other in (lows, other_lows)
    )


def is_another_form(word: str, other: str) -> bool:
    """Whether two words look like forms of one: most of their letters, from the first on, are the same."""
    if " " in word + other or not (word and other):
        return False
    return Prefix.similarity(folded(word), folded(other)) >= max(_SHORTEST_STEM, 0.6 * max(len(word), len(other)))
