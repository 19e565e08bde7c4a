"""Dates and deadlines in words, in Russian and English; the one wording that letters and pages share."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.zone_words import zone_in_words
from schemas.deadline import Deadline
from schemas.language import Language

MONTHS: dict[Language, tuple[str, ...]] = {
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
"""As a date names them, January first."""

WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "ru": ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""As «до конца …» names them, Monday first."""

_DAYS: dict[Language, str] = {"ru": "{day} {month} {year} года", "en": "{day} {month} {year}"}

_UNTIL_DAY: dict[Language, str] = {
    "ru": "до конца {weekday}, {day}, {zone}",
    "en": "by the end of {weekday}, {day}, {zone}",
}

_UNTIL_TIME: dict[Language, str] = {
    "ru": "до {time} {weekday}, {day}, {zone}",
    "en": "by {time} on {weekday}, {day}, {zone}",
}

_MOMENTS: dict[Language, str] = {"ru": "{day} в {time}", "en": "on {day} at {time}"}


def day_in_words(day: date, language: Language) -> str:
    """A date: «5 декабря 2026 года», "5 December 2026"."""
    return _DAYS[language].format(day=day.day, month=MONTHS[language][day.month - 1], year=day.year)


def deadline_in_words(deadline: Deadline, language: Language) -> str:
    """Until when something can be done, in the deadline's own zone.

    «до конца субботы, 5 декабря 2026 года, по московскому времени» where the limit is whole days or ends at
    midnight, else «до 14:30 субботы, 5 декабря 2026 года, по московскому времени», with seconds if there are any,
    rounded down.
    """
    local = deadline.at.astimezone(ZoneInfo(deadline.zone))
    whole = ends_with_day(deadline)
    day = deadline.last_day if whole else local.date()
    words = {
        "weekday": WEEKDAYS[language][day.weekday()],
        "day": day_in_words(day, language),
        "zone": zone_in_words(deadline.zone, deadline.at, language),
        "time": time_in_words(local),
    }
    return (_UNTIL_DAY if whole else _UNTIL_TIME)[language].format_map(words)


def moment_in_words(at: datetime, zone: str, language: Language, *, named: bool = True) -> str:
    """When something happens: «8 декабря 2026 года в 10:00 по московскому времени»; not `named` without the zone."""
    local = at.astimezone(ZoneInfo(zone))
    moment = _MOMENTS[language].format(day=day_in_words(local.date(), language), time=time_in_words(local))
    return f"{moment} {zone_in_words(zone, at, language)}" if named else moment


def form_for(number: int, language: Language) -> int:
    """Which form of a word a number asks for, from 0: «1 голос, 2 голоса, 5 голосов», "1 vote, 2 votes"."""
    if language == "en":
        return 0 if number == 1 else 1
    if number % 100 in range(11, 15):
        return 2
    return 0 if number % 10 == 1 else 1 if number % 10 in (2, 3, 4) else 2


def time_in_words(local: datetime) -> str:
    """The time on the clock: 14:30, with seconds if there are any, rounded down."""
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def ends_with_day(deadline: Deadline) -> bool:
    """Whether a whole day is the last to act on; where clocks change at midnight, it may end at another hour."""
    local = deadline.at.astimezone(ZoneInfo(deadline.zone))
    return deadline.rule.is_in_days or (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
