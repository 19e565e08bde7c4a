"""What a change touched, in words."""

import re
from pathlib import Path
from typing import get_args

from domain.text import classify, families, senses, signs
from domain.text.vocabulary import SUBSTANTIVE
from domain.text.wording import Why
from domain.touched import FAMILIES, LESSER, told, touched_in_words
from schemas.text import ChangeKind, Touched

SOURCES = "".join(Path(module.__file__).read_text() for module in (classify, families, senses, signs))


def test_families_that_a_comparison_finds_all_have_words() -> None:
    named = set(re.findall(r'(?:ChangeKind\.substance,|found\[|else|append\() ?"([a-z]+)"', SOURCES))
    assert set(FAMILIES) == named | set(SUBSTANTIVE) | {*get_args(Why)} | {"added", "removed", "moved", "disguise"}


def test_families_below_substance_have_words_of_their_own() -> None:
    named = set(re.findall(r'ChangeKind\.(?:whitespace|typography|wording), "(\w+)"', SOURCES))
    assert set(LESSER) == named | {"format"}


def test_one_thing_touched_is_told_with_its_family_words_and_place() -> None:
    found = Touched(kind=ChangeKind.substance, family="number", base=1, head=None, before="10", after="")
    assert told(found) == "числа / numbers: «10» → «» (2 → —)"
    lesser = found.model_copy(update={"kind": ChangeKind.wording, "family": "words", "head": 2, "after": "десять"})
    assert told(lesser) == "слова при том же смысле / words of the same sense: «10» → «десять» (2 → 3)"


def test_families_are_told_once_and_in_a_fixed_order() -> None:
    assert touched_in_words(["added", "date", "number", "date"], "ru") == "числа, даты и сроки, новые абзацы"
    assert touched_in_words([], "en") == ""
