"""Finding an entry of a list by how people write it: by code or by name, with short forms and suggestions."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from schemas.reference import Reference

_SHORT = {
    r"обл": "область",
    r"респ": "республика",
    r"ао": "автономный округ",
    r"г|город|гор": "",
    r"кр": "край",
}
_KINDS = re.compile(r"\b(республика|область|край|автономный округ|автономная область|федеральный округ|народная)\b")
_OTHER_NAMES = {
    "югра": "86", "хмао": "86", "хмао югра": "86", "янао": "89", "нао": "83", "еао": "79", "якутия": "14",
    "чувашия": "21", "удмуртия": "18", "кузбасс": "42", "осетия": "15", "алания": "15", "днр": "93", "лнр": "94",
    "спб": "78", "питер": "78", "мск": "77", "тува": "17", "кабардино балкария": "07", "карачаево черкесия": "09",
    "чечня": "20", "адыгея": "01", "башкирия": "02", "татария": "16",
}  # fmt: skip
"""Regions as people call them, without the kind of subject."""

_QUOTES = re.compile("[\"'`«»‘’‚“”„‹›]")

SUGGESTED = 3
_SAME_WORD, _ALIKE, _BEGINS, _WHOLE = 80, 82, 90, 100
"""Likeness, of 100: from the first on it is the same word in another form, from the second on it is suggested."""
_SHORTEST = 4
"""Of how many letters a word is at least that may have a slip in it."""
_ENDING = re.compile(r"(?<=\w{3})(?:ь?ск(?:ая|ий|ое)?|[аеиоуыьэюяй]{1,2})$")
"""What nouns and adjectives of one name differ in: «Тула» and «Тульская»."""


def region_like(text: str, regions: Sequence[Reference]) -> str | None:
    """The code of the region that somebody means: written as a code, in full, shortly, or by another known name."""
    plain = _plain(text)
    for entry in regions:
        if text.strip().casefold() in (entry.code, (entry.iso or "-").casefold()):
            return entry.code
        if plain in (_plain(entry.ru), _plain(entry.en)):
            return entry.code
    if plain in _OTHER_NAMES:
        return _OTHER_NAMES[plain]
    cores = [entry.code for entry in regions if _core(entry.ru) == _core(text) != ""]
    return cores[0] if len(cores) == 1 else None


def entry_like(text: str, entries: Sequence[Reference]) -> str | None:
    """The code of the entry that is written as its code or as its name in either language."""
    plain = _plain(text)
    return next((one.code for one in entries if plain in (_plain(one.code), _plain(one.ru), _plain(one.en))), None)


def entry_close_to(text: str, entries: Sequence[Reference]) -> str | None:
    """As `entry_like`, and also what is written in another form of its name, such as the singular, or with a slip."""
    names = {one.code: _plain(one.ru) for one in entries} | {f"{one.code} ": _plain(one.en) for one in entries}
    near = process.extract(_plain(text), names, scorer=fuzz.ratio, limit=None, score_cutoff=_SAME_WORD)
    codes = {code.strip() for _, _, code in near}
    return entry_like(text, entries) or (codes.pop() if len(codes) == 1 else None)


def named(text: str, names: Mapping[str, str]) -> str | None:
    """The id of what has this name, whatever the case and the marks; the first of several."""
    plain = _plain(text)
    return next((one for one, name in names.items() if _plain(name) == plain), None)


def is_meant(asked: str, texts: Sequence[str]) -> bool:
    """Whether each word that was asked for stands somewhere in the texts, be it as a part of a word."""
    known = "\n".join(name_key(one) for one in texts)
    return all(name_key(word) in known for word in asked.split())


def name_key(name: str) -> str:
    """What two writings of one name have in common, whatever their case, spaces and quotation marks, and ё or е."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return " ".join(_QUOTES.sub("", plain).split())


def similar(text: str, names: Sequence[str]) -> list[str]:
    """The names that are enough like what was written for a person to choose from, the most alike first.

    Words are compared one by one, without those that many regions share: their being the same says nothing.
    """
    given = _stems(text)
    likeness = {name: _likeness(given, _stems(name)) for name in names}
    alike = (name for name, ways in likeness.items() if max(ways) >= _ALIKE)
    return sorted(alike, key=lambda name: -sum(likeness[name]))[:SUGGESTED]


def _stems(text: str) -> list[str]:
    return [_ENDING.sub("", word) for word in _core(text).split()]


def _likeness(given: Sequence[str], words: Sequence[str]) -> tuple[float, float]:
    """How much of each of two names is in the other, of 100."""
    if not given or not words:
        return 0, 0
    ways = [[_same_word(one, other) for other in words] for one in given]
    of_given, of_words = map(max, ways), map(max, zip(*ways, strict=True))
    return sum(of_given) / len(given), sum(of_words) / len(words)


def _same_word(given: str, word: str) -> float:
    """How much a word is like another, of 100: a few letters only as its beginning, more also with a slip."""
    if min(len(given), len(word)) < _SHORTEST:
        return _WHOLE if given == word else _BEGINS if len(given) > 1 and word.startswith(given) else 0
    beginning = fuzz.ratio(given, word[: len(given)])
    return max(fuzz.ratio(given, word), beginning if beginning >= _ALIKE else 0)


def _plain(text: str) -> str:
    line = " ".join(re.sub(r"[^\w]+", " ", text.casefold().replace("ё", "е").replace("_", " ")).split())
    for short, full in _SHORT.items():
        line = re.sub(rf"\b({short})\b", full, line)
    return " ".join(line.split())


def _core(text: str) -> str:
    return " ".join(_KINDS.sub(" ", _plain(text)).split())
