"""Dates as people write them in plans."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.plan.dates import find_dates, overlaps, read_due
from schemas.plan import Due

D = date
UNDERSTOOD = {
    "01.02.2023": ("day", D(2023, 2, 1), D(2023, 2, 1)),
    "1.2.23": ("day", D(2023, 2, 1), D(2023, 2, 1)),
    "до 01.02.2023 г.": ("day", D(2023, 2, 1), D(2023, 2, 1)),
    "1 февраля 2023 г.": ("day", D(2023, 2, 1), D(2023, 2, 1)),
    "1 ФЕВРАЛЯ 2023 года": ("day", D(2023, 2, 1), D(2023, 2, 1)),
    "не позднее 1-го мая 2024": ("day", D(2024, 5, 1), D(2024, 5, 1)),
    "до 15 октября 2024 года включительно": ("day", D(2024, 10, 15), D(2024, 10, 15)),
    "29 февраля 2024 г.": ("day", D(2024, 2, 29), D(2024, 2, 29)),
    "2023-02-01": ("day", D(2023, 2, 1), D(2023, 2, 1)),
    "by 1 February 2023": ("day", D(2023, 2, 1), D(2023, 2, 1)),
    "с 1 по 15 октября 2023 г.": ("period", D(2023, 10, 1), D(2023, 10, 15)),
    "01.02.2023 – 15.02.2023": ("period", D(2023, 2, 1), D(2023, 2, 15)),
    "октябрь–декабрь 2023": ("period", D(2023, 10, 1), D(2023, 12, 31)),
    "2024 – 2032 гг.": ("period", D(2024, 1, 1), D(2032, 12, 31)),
    "февраль 2024": ("month", D(2024, 2, 1), D(2024, 2, 29)),
    "в феврале 2024 года": ("month", D(2024, 2, 1), D(2024, 2, 29)),
    "к концу марта 2024": ("month", D(2024, 3, 1), D(2024, 3, 31)),
    "02.2024": ("month", D(2024, 2, 1), D(2024, 2, 29)),
    "I квартал 2024": ("quarter", D(2024, 1, 1), D(2024, 3, 31)),
    "1-й квартал 2024 г.": ("quarter", D(2024, 1, 1), D(2024, 3, 31)),
    "3 кв. 2025": ("quarter", D(2025, 7, 1), D(2025, 9, 30)),
    "IV кв. 2026 г.": ("quarter", D(2026, 10, 1), D(2026, 12, 31)),
    "во втором квартале 2026 года": ("quarter", D(2026, 4, 1), D(2026, 6, 30)),
    "первое полугодие 2024 года": ("half_year", D(2024, 1, 1), D(2024, 6, 30)),
    "2024 год": ("year", D(2024, 1, 1), D(2024, 12, 31)),
    "до конца 2024 года": ("year", D(2024, 1, 1), D(2024, 12, 31)),
}
UNCLEAR = (
    *("", "по мере готовности", "весной 2024 года", "в начале марта 2024", "31.02.2023", "29 февраля 2023 г."),
    *(
        "до 15 октября",
        "февраль",
        "I квартал",
        "32.01.2024",
        "01.13.2024",
        "5 квартал 2024",
        "15 октября 2024 или позже",
    ),
    *("01.02.2023 01.03.2023", "до 01.02.2023 до 01.03.2023", "by 1 May 2024 to 5 May 2024"),
    *("01.02.2023, 01.03.2023", "15.10.2024 – 01.10.2024", "2024", "около 1 мая 2024", "примерно в мае 2024 года"),
)
WITH_YEAR = {
    "до 15 октября": ("day", D(2024, 10, 15), D(2024, 10, 15)),
    "II квартал": ("quarter", D(2024, 4, 1), D(2024, 6, 30)),
    "с 1 по 5 мая": ("period", D(2024, 5, 1), D(2024, 5, 5)),
    "до 15 октября 2026 года": ("day", D(2026, 10, 15), D(2026, 10, 15)),
}


@pytest.mark.parametrize("words", UNDERSTOOD)
def test_date_is_understood(words: str, count: Callable[..., None]) -> None:
    due = read_due(words)
    assert (due.precision, due.first, due.last) == UNDERSTOOD[words]
    assert due.words == words
    count("plan dates read")


@pytest.mark.parametrize("words", UNCLEAR)
def test_what_is_not_understood_stays_words(words: str, count: Callable[..., None]) -> None:
    assert read_due(words) == Due(words=words)
    count("plan dates read")


LINES = {
    "01.02.2023\n01.03.2023": "01.02.2023 01.03.2023",
    "01.02.2023\n- 01.03.2023": "01.02.2023; - 01.03.2023",
    "01.02.2023\n до 01.03.2023": "01.02.2023; до 01.03.2023",
    "01.02.2023 -\n01.03.2023": ("period", D(2023, 2, 1), D(2023, 3, 1)),
    "01.02.2023\n–\n01.03.2023": ("period", D(2023, 2, 1), D(2023, 3, 1)),
    "с 01.02.2023\nпо 01.03.2023": ("period", D(2023, 2, 1), D(2023, 3, 1)),
    "до\n1 февраля\n2023 года": ("day", D(2023, 2, 1), D(2023, 2, 1)),
}
"""What a cell of several lines says: the date, or the words that none is chosen from."""


@pytest.mark.parametrize("words", LINES)
def test_lines_of_a_cell_set_dates_of_their_own(words: str) -> None:
    due, expected = read_due(words), LINES[words]
    if isinstance(expected, str):
        assert due == read_due(due.words) == Due(words=expected)
    else:
        assert (due.precision, due.first, due.last) == expected
        assert due.words == " ".join(words.split())


@pytest.mark.parametrize("words", WITH_YEAR)
def test_year_that_was_meant_completes_a_date_and_changes_none(words: str) -> None:
    due = read_due(words, 2024)
    assert (due.precision, due.first, due.last) == WITH_YEAR[words]


def test_dates_are_found_where_they_stand() -> None:
    text = "Срок 01.02.2023; затем во II квартале 2024 г. и 30.02.2024."
    found = list(find_dates(text))
    assert [(text[one.start : one.end], one.due.precision) for one in found] == [
        ("01.02.2023", "day"),
        ("II квартале 2024 г.", "quarter"),
        ("30.02.2024", "unclear"),
    ]


def test_a_more_exact_date_says_the_same() -> None:
    month, day, other = read_due("февраль 2024"), read_due("15.02.2024"), read_due("01.03.2024")
    assert overlaps(month, day)
    assert not overlaps(month, other)
    assert overlaps(month, Due(words="скоро"))
