"""Dated cases of 2024 to 2027, each reckoned by hand day by day."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import is_working
from domain.schedule import due
from schemas.calendar import Calendar, OwnDay
from schemas.policy import Limit
from storage.calendar_ru import russian_calendar
from tests.model import dates_model

RU = russian_calendar()
OUTING = RU.with_own([OwnDay(day=date(2024, 6, 10), working=False), OwnDay(day=date(2024, 6, 15), working=True)])


class Case(NamedTuple):
    """`days` are all days from the first that is counted (of longer terms, from the corresponding one) to the last.

    A number says which working or calendar day of the term it is, "–" that nobody works, "=" that the term ends here.
    """

    opened: str
    limit: Limit
    days: str
    zone: str = "Europe/Moscow"
    calendar: Calendar = RU
    provisional: bool = False


CASES = {
    "the May holidays of 2024 with their working Saturday": Case(
        "2024-04-24T15:00",
        Limit(working_days=10),
        "25.04 1, 26.04 2, 27.04 3, 28.04 –, 29.04 –, 30.04 –, 01.05 –, 02.05 4, 03.05 5, 04.05 –, 05.05 –, "
        "06.05 6, 07.05 7, 08.05 8, 09.05 –, 10.05 –, 11.05 –, 12.05 –, 13.05 9, 14.05 10",
    ),
    "calendar days that end in the New Year holidays": Case(
        "2024-12-29T12:00",
        Limit(days=10),
        "30.12 1, 31.12 2, 01.01 3, 02.01 4, 03.01 5, 04.01 6, 05.01 7, 06.01 8, 07.01 9, 08.01 10 –, 09.01 =",
    ),
    "a working Saturday in the evening of Moscow": Case(
        "2024-11-01T23:30", Limit(working_days=1), "02.11 1", zone="Europe/Moscow"
    ),
    "the same evening is the next morning in Kamchatka": Case(
        "2024-11-01T23:30", Limit(working_days=1), "03.11 –, 04.11 –, 05.11 1", zone="Asia/Kamchatka"
    ),
    "three weeks to the last day of 2024, off by transfer": Case(
        "2024-12-10T09:00",
        Limit(weeks=3),
        "31.12 –, 01.01 –, 02.01 –, 03.01 –, 04.01 –, 05.01 –, 06.01 –, 07.01 –, 08.01 –, 09.01 =",
    ),
    "a month from the 31st of January 2025": Case("2025-01-31T18:00", Limit(months=1), "28.02 ="),
    "a year from the 29th of February 2024": Case("2024-02-29T10:00", Limit(years=1), "28.02 ="),
    "the autumn of 2025 with its working Saturday": Case(
        "2025-10-24T10:00",
        Limit(working_days=10),
        "25.10 –, 26.10 –, 27.10 1, 28.10 2, 29.10 3, 30.10 4, 31.10 5, 01.11 6, 02.11 –, 03.11 –, 04.11 –, "
        "05.11 7, 06.11 8, 07.11 9, 08.11 –, 09.11 –, 10.11 10",
    ),
    "the days off in May and June of 2025 that came from February and March": Case(
        "2025-06-11T10:00", Limit(days=2), "12.06 1, 13.06 2 –, 14.06 –, 15.06 –, 16.06 ="
    ),
    "May of 2026": Case(
        "2026-04-30T10:00",
        Limit(working_days=6),
        "01.05 –, 02.05 –, 03.05 –, 04.05 1, 05.05 2, 06.05 3, 07.05 4, 08.05 5, 09.05 –, 10.05 –, 11.05 –, 12.05 6",
    ),
    "a month to Victory Day of 2026, a Saturday": Case(
        "2026-04-09T10:00", Limit(months=1), "09.05 –, 10.05 –, 11.05 –, 12.05 ="
    ),
    "February of 2027 with its working Saturday": Case(
        "2027-02-18T10:00",
        Limit(working_days=5),
        "19.02 1, 20.02 2, 21.02 –, 22.02 –, 23.02 –, 24.02 3, 25.02 4, 26.02 5",
    ),
    "two weeks from a Saturday to a working one": Case("2027-02-06T10:00", Limit(weeks=2), "20.02 ="),
    "over the New Year of 2028, whose calendar is not published": Case(
        "2027-12-24T10:00",
        Limit(working_days=10),
        "25.12 –, 26.12 –, 27.12 1, 28.12 2, 29.12 3, 30.12 4, 31.12 –, 01.01 –, 02.01 –, 03.01 –, 04.01 –, 05.01 –, "
        "06.01 –, 07.01 –, 08.01 –, 09.01 –, 10.01 5, 11.01 6, 12.01 7, 13.01 8, 14.01 9, 15.01 –, 16.01 –, 17.01 10",
        provisional=True,
    ),
    "an installation's own day off and working Saturday": Case(
        "2024-06-07T10:00",
        Limit(working_days=5),
        "08.06 –, 09.06 –, 10.06 –, 11.06 1, 12.06 –, 13.06 2, 14.06 3, 15.06 4, 16.06 –, 17.06 5",
        calendar=OUTING,
    ),
}


def reckoned(case: Case) -> list[tuple[date, list[str]]]:
    """The days of the table with their years: they follow the opening and one another."""
    found: list[tuple[date, list[str]]] = []
    for entry in case.days.split(", "):
        day, *marks = entry.split()
        written = datetime.strptime(day, "%d.%m").replace(year=2000)
        previous = found[-1][0] if found else _opening_day(case)
        year = previous.year + ((written.month, written.day) <= (previous.month, previous.day))
        found.append((date(year, written.month, written.day), marks))
    return found


def _opened(case: Case) -> datetime:
    return datetime.fromisoformat(case.opened).replace(tzinfo=ZoneInfo("Europe/Moscow"))


def _opening_day(case: Case) -> date:
    return _opened(case).astimezone(ZoneInfo(case.zone)).date()


@pytest.mark.parametrize("name", CASES)
def test_case_ends_on_the_day_that_was_reckoned_by_hand(name: str, count: Callable[..., None]) -> None:
    case = CASES[name]
    deadline = due(case.limit, _opened(case), case.zone, case.calendar)
    last, _ = reckoned(case)[-1]
    assert deadline.last_day == last
    assert deadline.at == datetime.combine(last + timedelta(days=1), datetime.min.time(), ZoneInfo(case.zone))
    assert deadline.provisional is case.provisional
    count("calendar cases")


@pytest.mark.parametrize("name", CASES)
def test_days_of_a_case_stand_one_after_another_and_are_worked_on_as_the_calendar_says(name: str) -> None:
    case = CASES[name]
    days = reckoned(case)
    assert [day for day, _ in days] == [days[0][0] + timedelta(days=number) for number in range(len(days))]
    numbers = [int(mark) for _, marks in days for mark in marks if mark.isdigit()]
    assert numbers == list(range(1, len(numbers) + 1))
    if case.limit.working_days is not None or case.limit.days is not None:
        assert days[0][0] == _opening_day(case) + timedelta(days=1)
        assert len(numbers) == (case.limit.working_days or case.limit.days)
    in_calendar_days = case.limit.working_days is None
    for day, marks in days:
        if not in_calendar_days or "–" in marks or "=" in marks:
            assert is_working(day, case.calendar) is ("–" not in marks), day


@pytest.mark.parametrize("name", CASES)
def test_case_agrees_with_the_independent_reckoning(name: str) -> None:
    case = CASES[name]
    expected = dates_model.deadline(case.limit, _opened(case), case.calendar, case.zone)
    assert due(case.limit, _opened(case), case.zone, case.calendar).at == expected


def test_term_of_three_and_of_six_months_end_alike() -> None:
    for opened, months, last in (("2024-08-31", 6, "2025-02-28"), ("2023-11-30", 3, "2024-02-29")):
        at = datetime.fromisoformat(f"{opened}T10:00+03:00")
        assert due(Limit(months=months), at, "Europe/Moscow", RU).last_day == date.fromisoformat(last)
