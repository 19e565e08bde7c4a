"""Whether two wordings say the same: fillers aside, by phrases and stems of one meaning, endings and misprints."""

import re
from collections.abc import Sequence
from itertools import accumulate

from rapidfuzz.distance import OSA

from domain.text.vocabulary import FILLERS, SAME_PHRASES, SAME_STEMS

LONGEST_ENDING = 3  # letters in which two forms of one word may differ at their ends
SHORTEST_MISPRINT = 7  # in shorter words one letter makes another word

_ONE_PHRASE = {other: phrases[0] for phrases in SAME_PHRASES for other in phrases[1:]}
_PHRASES = re.compile(r"\b(" + "|".join(sorted(_ONE_PHRASE, key=len, reverse=True)) + r")\b")
_FILLERS = re.compile(r"\b(" + "|".join(FILLERS) + r")\b")


def same_wording(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether words (lower case, е for ё) in this order differ in wording only; a guess is never yes."""
    old_words, new_words = _plain(old), _plain(new)
    return len(old_words) == len(new_words) and all(map(_same, old_words, new_words))


def outside_phrases(words: Sequence[str]) -> list[int]:
    """The places of the words that are in no filler of several words; what is inside one says nothing by itself."""
    text = " ".join(words)
    starts = list(accumulate((len(word) + 1 for word in words[:-1]), initial=0))
    inside = [range(*found.span()) for found in _FILLERS.finditer(text) if " " in found[0]]
    return [place for place, start in enumerate(starts[: len(words)]) if not any(start in span for span in inside)]


def _plain(words: Sequence[str]) -> list[str]:
    phrased = _PHRASES.sub(lambda found: _ONE_PHRASE[found[0]], " ".join(words))
    return _FILLERS.sub(" ", phrased).split()


def _same(old: str, new: str) -> bool:
    return old == new or _same_stem(old, new) or _another_form(old, new) or _misprint(old, new)


def _same_stem(old: str, new: str) -> bool:
    return any(old.startswith(stems) and new.startswith(stems) for stems in SAME_STEMS)


def _another_form(old: str, new: str) -> bool:
    longest = max(len(old), len(new))
    shared = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return shared >= max(4, 0.6 * longest) and longest - shared <= LONGEST_ENDING


def _misprint(old: str, new: str) -> bool:
    shortest = min(len(old), len(new))
    return shortest >= SHORTEST_MISPRINT and old[:3] == new[:3] and OSA.distance(old, new) == 1
