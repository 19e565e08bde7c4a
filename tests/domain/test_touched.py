"""What a change touched, in words."""

import re
from pathlib import Path

from domain.text import classify
from domain.text.vocabulary import SUBSTANTIVE
from domain.touched import FAMILIES, touched_in_words


def test_families_that_a_comparison_finds_all_have_words() -> None:
    source = Path(classify.__file__).read_text()
    named = set(re.findall(r'ChangeKind\.substance, "(\w+)"', source)) | set(re.findall(r'found\["(\w+)"\]', source))
    assert set(FAMILIES) == named | set(SUBSTANTIVE) | {"added", "removed", "moved"}


def test_families_are_told_once_and_in_a_fixed_order() -> None:
    assert touched_in_words(["added", "date", "number", "date"], "ru") == "числа, даты и сроки, новые абзацы"
    assert touched_in_words([], "en") == ""
