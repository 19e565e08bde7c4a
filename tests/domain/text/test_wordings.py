"""Agreed words are found in a text by its words alone."""

import pytest

from domain.text.wordings import stands_in

TEXT = "Общие слова.\nСовет собирается «раз в полугодие» — всё ещё редко.\n"


@pytest.mark.parametrize(
    "wording",
    ["раз в полугодие", "Раз в полугодие.", "собирается раз в полугодие, все еще редко", "слова.\n\nСовет", "…"],
)
def test_words_stand_whatever_signs_are_around_them(wording: str) -> None:
    assert stands_in(wording, TEXT)


@pytest.mark.parametrize("wording", ["раз в полугод", "раз полугодие", "раз в год", "раз в полугодие редко"])
def test_other_words_do_not(wording: str) -> None:
    assert not stands_in(wording, TEXT)
