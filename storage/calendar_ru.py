"""The Russian production calendar as it is checked in; `calendar_library` makes the table."""

from functools import cache
from pathlib import Path

from schemas.calendar import Calendar

TABLE = Path(__file__).with_name("calendar_ru.json")


@cache
def russian_calendar() -> Calendar:
    """The years published so far, with official transfers and working Saturdays."""
    return Calendar.model_validate_json(TABLE.read_text(encoding="utf-8"))
