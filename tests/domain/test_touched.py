"""What a change touched, in words."""

import re
from pathlib import Path

from domain.text import classify
from domain.text.vocabulary import SUBSTANTIVE
from domain.touched import FAMILIES, LESSER, told, touched_in_words
from schemas.text import ChangeKind, Touched


def test_families_that_a_comparison_finds_all_have_words() -> None:
    source = Path(classify.__file__).read_text()
    named = set(re.findall(r'ChangeKind\.substance, "(\w+)"', source)) | set(re.findall(r'found\["(\w+)"\]', source))
    assert set(FAMILIES) == named | set(SUBSTANTIVE) | {"added", "removed", "moved"}


def test_families_below_substance_have_words_of_their_own() -> None:
    source = Path(classify.__file__).read_text()
    assert set(LESSER) == set(re.findall(r'ChangeKind\.(?:whitespace|typography|wording), "(\w+)"', source))


def test_one_thing_touched_is_told_with_its_family_words_and_place() -> None:
    found = Touched(kind=ChangeKind.substance, family="number", base=1, head=None, before="10", after="")
    assert told(found) == "числа / numbers: «10» → «» (2 → —)"
    lesser = found.model_copy(update={"kind": ChangeKind.wording, "family": "words", "head": 2, "after": "десять"})
    assert told(lesser) == "слова при том же смысле / words of the same sense: «10» → «десять» (2 → 3)"


def test_families_are_told_once_and_in_a_fixed_order() -> None:
    assert touched_in_words(["added", "date", "number", "date"], "ru") == "числа, даты и сроки, новые абзацы"
    assert touched_in_words([], "en") == ""
