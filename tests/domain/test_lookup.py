"""Finding entries by how people write them: what is suggested, and which writings are one name."""

from collections.abc import Callable

import pytest

from domain.lookup import name_key, region_like, similar
from storage.references import references

REGIONS = references("regions")
SUGGESTED: dict[str, list[str]] = {
    # slips and other forms
    "Карелея": ["Республика Карелия"],
    "Карельская республика": ["Республика Карелия"],
    "Башкортастан": ["Республика Башкортостан"],
    "Хакассия": ["Республика Хакасия"],
    "Питербург": ["Санкт-Петербург"],
    "Чуваш": ["Чувашская Республика"],
    "Тула": ["Тульская область"],
    "Томск": ["Томская область"],
    "Омск": ["Омская область"],
    "Самара": ["Самарская область"],
    "Ленинград": ["Ленинградская область"],
    "Ростов на Дону": ["Ростовская область", "Донецкая Народная Республика"],
    # a few letters are only the beginning of a word
    "Ом": ["Омская область"],
    "Тв": ["Тверская область"],
    "Пск": ["Псковская область"],
    "Кам": ["Камчатский край"],
    "Ко": ["Республика Коми", "Костромская область"],
    "Мос": ["Московская область", "Москва"],
    "Юг": ["Ханты-Мансийский автономный округ — Югра"],
    # nothing is alike enough
    "А": [],
    "1": [],
    "999": [],
    "Ур": [],
    "РТ": [],
    "ДВ": [],
    "Марс": [],
    "Земля": [],
    "Урал": [],
    "Кубань": [],
    "Атлантида": [],
    "Екатеринбург": [],
    # what many regions share says nothing
    "Край": [],
    "обл.": [],
    "Республика": [],
    "Народная республика": [],
    "автономный округ": [],
    "": [],
    "!!": [],
}
BODIES = ["Экспертный совет", "Рабочая группа", "Совет", "Организационный комитет", "Редакционная группа"]
SUGGESTED_BODIES: dict[str, list[str]] = {
    "Экспретный совет": ["Экспертный совет", "Совет"],
    "Экспертный совет при министре": ["Экспертный совет", "Совет"],
    "Совет старейшин": ["Совет"],
    "рабочая гр.": ["Рабочая группа"],
    "Оргкомитет": ["Организационный комитет"],
    "Клуб": [],
}


@pytest.mark.parametrize("written", SUGGESTED)
def test_only_regions_that_are_alike_enough_are_suggested(written: str, count: Callable[..., None]) -> None:
    assert region_like(written, REGIONS) is None
    assert similar(written, [one.ru for one in REGIONS]) == SUGGESTED[written]
    count("regions suggested or not")


@pytest.mark.parametrize("written", SUGGESTED_BODIES)
def test_only_bodies_that_are_alike_enough_are_suggested(written: str) -> None:
    assert similar(written, BODIES) == SUGGESTED_BODIES[written]


def test_region_is_found_by_every_name_of_its_own() -> None:
    for region in REGIONS:
        assert {region_like(written, REGIONS) for written in (region.code, region.ru, region.en)} == {region.code}
    assert region_like("ХМАО-Югра", REGIONS) == region_like("Югра", REGIONS) == "86"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Совет", "совет", True),
        ("Совет  при\u00a0главе", " Совет при главе ", True),
        ("Чёрное озеро", "Черное Озеро", True),
        ('Союз "Свет"', "Союз «Свет»", True),
        ("Союз „Свет“", "Союз Свет", True),
        ("Союз ''Свет''", "Союз ‹Свет›", True),
        ("Союз «Свет»", "Союз «Светлый»", False),
        ("Совет № 1", "Совет № 2", False),
        ("Совет-2", "Совет 2", False),
        ("Совет", "Совет.", False),
    ],
)
def test_names_are_one_whatever_their_case_spaces_and_quotation_marks(one: str, other: str, same: bool) -> None:
    assert (name_key(one) == name_key(other)) == same
