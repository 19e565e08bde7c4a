from datetime import date

import pytest

from domain.calendar import add_working_days, corresponding_day, is_provisional, is_working, working_day_from
from schemas.calendar import Calendar, CalendarYear, OwnDay
from storage.calendar_ru import russian_calendar

RU = russian_calendar()


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2024-02-22", 1, "2024-02-26"),  # over 23 February, a Friday
        ("2024-04-26", 1, "2024-04-27"),  # a working Saturday before the May holidays
        ("2024-04-26", 5, "2024-05-07"),  # 27 April, 2, 3, 6 and 7 May; 28 April to 1 May off
        ("2024-12-27", 2, "2025-01-09"),  # the working Saturday 28 December, then the New Year holidays
        ("2025-04-28", 5, "2025-05-07"),  # 1 to 4 May off
        ("2025-05-07", 1, "2025-05-12"),  # 8 May off in exchange for 23 February
        ("2025-10-27", 10, "2025-11-11"),  # the working Saturday 1 November, then 2 to 4 November off
        ("2025-12-30", 1, "2026-01-12"),  # 31 December and 9 January off by transfer
        ("2026-05-08", 1, "2026-05-12"),  # 9 May is a Saturday, Monday 11 is off
        ("2027-02-19", 1, "2027-02-20"),  # a working Saturday
        ("2027-02-19", 2, "2027-02-24"),  # and Monday 22 off in exchange for it
        ("2027-11-03", 1, "2027-11-08"),  # 4 and 5 November off
    ],
)
def test_add_working_days_over_russian_holidays(day: str, count: int, expected: str) -> None:
    assert add_working_days(date.fromisoformat(day), count, RU) == date.fromisoformat(expected)


TRANSFERS = {
    2023: ("24.02 08.05", ""),
    2024: ("29.04 30.04 10.05 30.12 31.12", "27.04 02.11 28.12"),
    2025: ("02.05 08.05 13.06 03.11 31.12", "01.11"),
    2026: ("09.01 31.12", ""),
    2027: ("22.02 05.11 31.12", "20.02"),
}
"""Days off by a transfer and working Saturdays, by the Government's decrees of 29.08.2022 No 1505, 10.08.2023 No 1314,
04.10.2024 No 1335, 24.09.2025 No 1466, and of 2027 by the decree that the library names."""
FIXED = "01.01 02.01 03.01 04.01 05.01 06.01 07.01 08.01 23.02 08.03 01.05 09.05 12.06 04.11"
"""Labour Code of Russia, article 112."""
FROM_WEEKENDS = {2023: "06.11", 2024: "", 2025: "", 2026: "09.03 11.05", 2027: "03.05 10.05 14.06"}
"""Mondays after a holiday that fell on a weekend, where no decree took the day elsewhere."""


def days_of(year: int, text: str) -> set[date]:
    return {date(year, int(day[3:]), int(day[:2])) for day in text.split()}


@pytest.mark.parametrize("year", TRANSFERS)
def test_published_year_is_what_the_law_and_the_decree_make_it(year: int) -> None:
    off, saturdays = (days_of(year, text) for text in TRANSFERS[year])
    free = off | days_of(year, FIXED) | days_of(year, FROM_WEEKENDS[year])
    every = (date.fromordinal(one) for one in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()))
    expected = {day for day in every if day not in free and (day.weekday() < 5 or day in saturdays)}
    every = (date.fromordinal(one) for one in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()))
    assert {day for day in every if is_working(day, RU)} == expected


@pytest.mark.parametrize(("year", "working_days"), [(2023, 247), (2024, 248), (2025, 247), (2026, 247), (2027, 247)])
def test_published_year_has_its_official_number_of_working_days(year: int, working_days: int) -> None:
    first, after = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    days = (date.fromordinal(ordinal) for ordinal in range(first, after))
    assert sum(is_working(day, RU) for day in days) == working_days


def test_add_working_days_backwards_passes_the_same_days() -> None:
    assert add_working_days(date(2025, 11, 11), -10, RU) == date(2025, 10, 27)
    assert add_working_days(date(2025, 11, 11), 0, RU) == date(2025, 11, 11)


def test_last_day_that_is_not_a_working_one_moves_on() -> None:
    assert working_day_from(date(2026, 5, 9), RU) == date(2026, 5, 12)
    assert working_day_from(date(2027, 2, 20), RU) == date(2027, 2, 20)


def test_year_without_a_published_calendar_has_weekends_and_yearly_holidays() -> None:
    assert add_working_days(date(2031, 12, 31), 1, RU) == date(2032, 1, 9)
    assert not is_working(date(2030, 6, 12), RU)
    assert is_working(date(2030, 6, 13), RU)


def test_count_is_provisional_when_it_reaches_an_unpublished_year() -> None:
    assert not is_provisional(date(2027, 1, 1), date(2027, 12, 31), RU)
    assert is_provisional(date(2027, 12, 1), date(2028, 1, 20), RU)
    assert is_provisional(date(2022, 12, 1), date(2023, 1, 20), RU)


def test_hash_changes_with_the_days_and_only_with_them() -> None:
    year = CalendarYear(year=2028, days_off=(date(2028, 5, 2),), working_weekend_days=())
    first = Calendar(name="own", source="decree", years=(year,))
    same = Calendar.model_validate_json(first.model_dump_json())
    moved = year.model_copy(update={"days_off": (date(2028, 5, 3),)})
    assert first.hash == same.hash
    assert first.hash != Calendar(name="own", source="decree", years=(moved,)).hash


def test_own_days_go_before_the_published_ones_and_count_in_years_without_a_calendar() -> None:
    own = RU.with_own(
        [
            OwnDay(day=date(2031, 7, 4), working=False),
            OwnDay(day=date(2026, 5, 9), working=True),
            OwnDay(day=date(2026, 5, 8), working=False),
        ]
    )
    assert [is_working(day, own) for day in (date(2026, 5, 8), date(2026, 5, 9), date(2031, 7, 4))] == [
        False,
        True,
        False,
    ]
    assert [is_working(day, RU) for day in (date(2026, 5, 8), date(2026, 5, 9), date(2031, 7, 4))] == [
        True,
        False,
        True,
    ]
    assert is_provisional(date(2031, 7, 1), date(2031, 7, 9), own)
    assert add_working_days(date(2026, 5, 7), 1, own) == date(2026, 5, 9)


def test_table_without_own_days_has_the_hash_it_had_before_there_were_any() -> None:
    assert RU.hash == RU.with_own([]).hash == "333c758d514709920f91e5c12803867b0f33695a9a57f1511ad83a139f837f42"
    own = RU.with_own([OwnDay(day=date(2026, 5, 8), working=False)])
    assert own.hash != RU.hash
    assert own.with_own([]).hash == RU.hash


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-01-10", -13, "2023-12-10"),
        ("2025-05-31", 0, "2025-05-31"),
    ],
)
def test_corresponding_day(day: str, months: int, expected: str) -> None:
    assert corresponding_day(date.fromisoformat(day), months) == date.fromisoformat(expected)
