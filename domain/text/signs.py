"""What a change of signs means: spaces, typography, punctuation, letters in disguise."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from domain.text.morphology import readings
from domain.text.vocabulary import ALIKE_SIGNS, CLAUSE_WORDS, INVISIBLE, LATIN_LIKE_CYRILLIC, UNIT_SIGNS
from schemas.text import ChangeKind

_FINAL = frozenset({"", ".", ",", ";", ":", "!", "..."})
_NO_BREAKS = str.maketrans("", "", " \n")
_GRAVE_FREE = frozenset(".,;:-!\n ")  # signs that come and go with words

Reason = tuple[ChangeKind, str]  # a kind, and the family of words or signs that it comes from


class Gap(NamedTuple):
    """The signs between two words on either side; a word is empty where the text begins or ends."""

    old: str
    new: str
    left: str
    right: str


def folded(text: str) -> str:
    """A word as it is compared: lower case, е for ё."""
    return text.translate(ALIKE_SIGNS).casefold()


def in_disguise(old: str, new: str, old_words: Sequence[str], new_words: Sequence[str]) -> bool:
    """Whether letters of another script were put among a word's own, or signs that nobody sees came or went."""
    if Counter(filter(INVISIBLE.__contains__, old)) != Counter(filter(INVISIBLE.__contains__, new)):
        return True
    ours = {*old_words} ^ {*new_words}
    if any(_is_mixed(word) for word in ours):
        return True
    one, other = (Counter(word for word in words if word in ours) for words in (old_words, new_words))
    skeletons = {word.translate(LATIN_LIKE_CYRILLIC) for word in one} & {
        word.translate(LATIN_LIKE_CYRILLIC) for word in other
    }
    return bool(skeletons)


def gap_reasons(gaps: Sequence[Gap]) -> list[Reason]:
    """What the changes of signs between words that stay mean, a reason for each gap that differs."""
    reasons = [_gap_reason(gap) for gap in gaps]
    commas = [_plain(gap.new).count(",") - _plain(gap.old).count(",") for gap in gaps]
    if min(commas, default=0) < 0 < max(commas, default=0):  # «принять, нельзя отказать»
        return [(ChangeKind.substance, "signs") if comma else why for comma, why in zip(commas, reasons, strict=True)]
    return reasons


def grave_signs(text: str) -> Counter[str]:
    """The signs of a text that words alone never bring or take along."""
    return Counter(sign for sign in text.translate(ALIKE_SIGNS) if not sign.isalnum() and sign not in _GRAVE_FREE)


def sign_family(signs: str) -> str:
    """The family of signs of substance."""
    return "unit" if UNIT_SIGNS & set(signs) else "signs"


def _gap_reason(gap: Gap) -> Reason:
    if _closed_up(gap.old) == _closed_up(gap.new):
        return ChangeKind.whitespace, "space"
    old, new = _plain(gap.old), _plain(gap.new)
    if old == new:
        return ChangeKind.typography, "signs"
    if _is_harmless(old, new, gap.left, gap.right):
        return ChangeKind.wording, "signs"
    return ChangeKind.substance, sign_family(old + new)


def _is_harmless(old: str, new: str, left: str, right: str) -> bool:
    if not right:
        return {old, new} <= _FINAL
    if left[-1:].isdigit() or right[:1].isdigit():
        return False
    pair = {old, new}
    if pair == {"", ","}:
        return _asks_for_comma(left, right)
    if pair == {"", "-"}:
        return folded(right) in {"это", "значит"}
    return pair in ({":", "-"}, {"-", ",-"}, {",", ",-"}, {"!", "."})


def _asks_for_comma(left: str, right: str) -> bool:
    """Whether grammar asks for a comma here, so that it says nothing itself."""
    word = folded(right)
    if word in CLAUSE_WORDS:
        return True
    reading = readings(word)[0]
    follows_noun = readings(folded(left))[0].part in {"NOUN", "NPRO"} if left else False
    if reading.part == "PRTF":
        return follows_noun
    return reading.part == "GRND" or (reading.part == "VERB" and reading.mood == "indc" and follows_noun)


def _is_mixed(word: str) -> bool:
    latin = any("a" <= letter <= "z" for letter in word.lower())
    return latin and any("а" <= letter <= "я" or letter == "ё" for letter in word.lower())


def _plain(signs: str) -> str:
    return _closed_up(signs.translate(ALIKE_SIGNS))


def _closed_up(text: str) -> str:
    return text.translate(_NO_BREAKS)
