"""The command that makes the table of the Russian production calendar from the `holidays` library.

`python -m storage.calendar_library` writes it again after a new release. The library is not asked at run
time: its dates change between releases, and no deadline may move without anybody's act.
"""

import json

import holidays

from schemas.calendar import Calendar, CalendarYear
from storage.calendar_ru import TABLE

PUBLISHED = range(2023, 2028)
SATURDAY = 5
# Labour Code of Russia, article 112.
YEARLY_HOLIDAYS = (*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4))


def read_library() -> Calendar:
    """What the installed library says of the published years."""
    return Calendar(
        name="RU",
        source="holidays, RU",
        years=tuple(_year(year) for year in PUBLISHED),
        yearly_holidays=YEARLY_HOLIDAYS,
    )


def _year(year: int) -> CalendarYear:
    table = holidays.country_holidays("RU", years=year, language="ru")
    return CalendarYear(
        year=year,
        days_off=tuple(sorted(day for day in table if day.weekday() < SATURDAY)),
        working_weekend_days=tuple(sorted(day for day in table.weekend_workdays if day.year == year)),
    )


if __name__ == "__main__":
    text = json.dumps(read_library().model_dump(mode="json"), ensure_ascii=False, indent=1)
    TABLE.write_text(text + "\n", encoding="utf-8")
