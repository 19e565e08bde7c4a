"""Working days: which days are, and how to count them; dates only, no clock and no zone."""

from calendar import monthrange
from datetime import date, timedelta

from schemas.calendar import Calendar

SATURDAY = 5
DAY = timedelta(days=1)


def is_working(day: date, calendar: Calendar) -> bool:
    """Whether people work on `day`; the installation's own days go first.

    A year that is not published has weekends and yearly holidays only.
    """
    if day in calendar.own_days:
        return calendar.own_days[day]
    if day in calendar.working_weekend_days:
        return True
    if day.weekday() >= SATURDAY or day in calendar.days_off:
        return False
    return day.year in calendar.known_years or (day.month, day.day) not in calendar.yearly_holidays


def working_day_from(day: date, calendar: Calendar) -> date:
    """`day` itself if it is a working day, else the next one (Civil Code of Russia, article 193)."""
    while not is_working(day, calendar):
        day += DAY
    return day


def add_working_days(day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th working day after `day`, or before it if negative; `day` itself is not counted."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working(day, calendar):
            day += step
    return day


def corresponding_day(day: date, months: int) -> date:
    """The day of the same number so many months later, or before if negative; the month's last if it has none such.

    Civil Code of Russia, article 192.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_provisional(first: date, last: date, calendar: Calendar) -> bool:
    """Whether a count from `first` to `last` passes through a year without a published calendar."""
    return any(year not in calendar.known_years for year in range(first.year, last.year + 1))
