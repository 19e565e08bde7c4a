from datetime import date

import pytest

from domain.calendar import add_working_days, is_provisional, is_working, working_day_from
from schemas.calendar import Calendar, CalendarYear
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
