"""Columns by Russian and English headings in any order, cells made harmless, regions as people write them."""

import random

import pytest

from domain.lookup import region_like, similar
from domain.people_sheet import clean, read_people
from schemas.problems import Refused
from storage.references import references

REGIONS = references("regions")


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["ФИО", "E-mail"], {"ФИО": "name", "E-mail": "email"}),
        (["Эл. почта", "Ф.И.О."], {"Эл. почта": "email", "Ф.И.О.": "name"}),
        (
            ["Фамилия", "Имя", "Отчество", "Адрес электронной почты:"],
            {
                "Фамилия": "family_name",
                "Имя": "given_name",
                "Отчество": "patronymic",
                "Адрес электронной почты:": "email",
            },
        ),
        (["Name", "Email", "Organisation"], {"Name": "name", "Email": "email", "Organisation": "organisation"}),
        (
            ["№", "Должность в органе", "ДОЛЖНОСТЬ", "Имя и фамилия", "почта"],
            {"Должность в органе": "office", "ДОЛЖНОСТЬ": "position", "Имя и фамилия": "name", "почта": "email"},
        ),
    ],
)
def test_columns_are_known_by_their_headings(headings: list[str], expected: dict[str, str]) -> None:
    sheet = read_people([["Список участников"], [], headings, ["x"] * len(headings)])
    assert sheet.columns == expected
    assert [row.number for row in sheet.rows] == [4]


def test_columns_in_any_order_give_the_same_people() -> None:
    headings = ["ФИО", "Почта", "Телефон", "Организация", "Регион", "Категория", "Должность", "Орган", "Роль", "Год"]
    person = [
        "Гостев Пётр",
        "a@b.example",
        "+7 000",
        "Землячество",
        "Москва",
        "Бизнес",
        "член",
        "Совет",
        "Секретарь",
        "1",
    ]
    first = read_people([headings, person]).rows
    assert (first[0].name, first[0].position, first[0].office) == ("Гостев Пётр", "член", "Секретарь")
    for seed in range(20):
        order = random.Random(seed).sample(range(len(headings)), len(headings))
        shuffled = read_people([[headings[at] for at in order], [person[at] for at in order]])
        assert shuffled.rows == first
        assert set(shuffled.ignored) == {"Телефон", "Год"}


def test_phone_is_kept_nowhere() -> None:
    sheet = read_people([["ФИО", "Почта", "Телефон"], ["Гостев", "a@b.example", "+7 912 000-00-00"]])
    assert "912" not in sheet.model_dump_json()
    assert sheet.ignored == ("Телефон",)


def test_parts_of_a_name_are_put_together() -> None:
    cells = [["Имя", "Фамилия", "Отчество", "Почта"], ["Пётр", "Гостев", "", "a@b.example"]]
    assert read_people(cells).rows[0].name == "Гостев Пётр"


@pytest.mark.parametrize(
    "cells", [[], [[]], [["ФИО"]], [["Почта"]], [["Город", "Год"]], [[""]] * 11 + [["ФИО", "Почта"]]]
)
def test_list_without_names_and_addresses_is_refused(cells: list[list[str]]) -> None:
    with pytest.raises(Refused, match="sheet_without_columns"):
        read_people(cells)


@pytest.mark.parametrize(
    ("cell", "text", "defused"),
    [
        ("=HYPERLINK(1)", "HYPERLINK(1)", True),
        ("+7", "7", True),
        ("@SUM(A1)", "SUM(A1)", True),
        ("-1+cmd|' /C calc'!A0", "1+cmd|' /C calc'!A0", True),
        ("\t=1", "1", True),
        (" = =1", "1", True),
        ("-", "", False),
        ("  Анна\n Орлова ", "Анна Орлова", False),
        ("Римская-Корсакова", "Римская-Корсакова", False),
        ("А\u202eБ\x00В\u200b", "АБВ", False),
    ],
)
def test_cell_that_begins_like_a_formula_is_defused(cell: str, text: str, defused: bool) -> None:
    assert clean(cell) == (text, defused)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("77", "77"), ("RU-MOW", "77"), ("ru-kgd", "39"), ("Москва", "77"), ("г. Москва", "77"), ("МОСКВА", "77"),
        ("Московская обл.", "50"), ("московская область", "50"), ("Татарстан", "16"), ("Респ. Татарстан", "16"),
        ("Орловская", "57"), ("Алтай", "04"), ("Алтайский кр.", "22"), ("Якутия", "14"), ("ХМАО", "86"),
        ("Югра", "86"), ("Кемеровская область — Кузбасс", "42"), ("Tatarstan", None), ("Republic of Tatarstan", "16"),
        ("Moscow", "77"), ("Санкт-Петербург", "78"), ("Северная Осетия - Алания", "15"), ("Атлантида", None),
        ("Моск", None), ("", None),
    ],
)  # fmt: skip
def test_region_is_known_as_people_write_it(written: str, code: str | None) -> None:
    assert region_like(written, REGIONS) == code


def test_every_region_is_known_by_its_names_and_codes() -> None:
    for entry in REGIONS:
        for written in (entry.code, entry.iso, entry.ru, entry.en, entry.ru.upper(), entry.ru.replace("ё", "е")):
            assert written is None or region_like(written, REGIONS) == entry.code, written


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Масковская область", "Московская область"),
        ("Татарстон", "Республика Татарстан"),
        ("Камчатка", "Камчатский край"),
    ],
)
def test_unknown_region_is_answered_with_similar_ones(written: str, meant: str) -> None:
    assert meant in similar(written, [one.ru for one in REGIONS])
