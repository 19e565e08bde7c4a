"""Dates and deadlines in words, in Russian and English; the one wording that letters and pages share."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

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

_DAYS: dict[Language, str] = {"ru": "{day} {month} {year} года", "en": "{day} {month} {year}"}

_UNTIL_DAY: dict[Language, str] = {
    "ru": "до {day} включительно ({zone})",
    "en": "by the end of {day} ({zone})",
}

_UNTIL_TIME: dict[Language, str] = {"ru": "до {time} {day} ({zone})", "en": "by {time} on {day} ({zone})"}

_ZONES: dict[str, dict[Language, str]] = {
    "Europe/Kaliningrad": {"ru": "калининградское время", "en": "Kaliningrad time"},
    "Europe/Moscow": {"ru": "московское время", "en": "Moscow time"},
    "Europe/Samara": {"ru": "самарское время", "en": "Samara time"},
    "Asia/Yekaterinburg": {"ru": "екатеринбургское время", "en": "Yekaterinburg time"},
    "Asia/Omsk": {"ru": "омское время", "en": "Omsk time"},
    "Asia/Novosibirsk": {"ru": "новосибирское время", "en": "Novosibirsk time"},
    "Asia/Krasnoyarsk": {"ru": "красноярское время", "en": "Krasnoyarsk time"},
    "Asia/Irkutsk": {"ru": "иркутское время", "en": "Irkutsk time"},
    "Asia/Yakutsk": {"ru": "якутское время", "en": "Yakutsk time"},
    "Asia/Vladivostok": {"ru": "владивостокское время", "en": "Vladivostok time"},
    "Asia/Magadan": {"ru": "магаданское время", "en": "Magadan time"},
    "Asia/Kamchatka": {"ru": "камчатское время", "en": "Kamchatka time"},
    "UTC": {"ru": "всемирное время", "en": "UTC"},
}


def day_in_words(day: date, language: Language) -> str:
    """A date: «5 декабря 2026 года», "5 December 2026"."""
    return _DAYS[language].format(day=day.day, month=MONTHS[language][day.month - 1], year=day.year)


def deadline_in_words(deadline: Deadline, language: Language) -> str:
    """Until when something can be done, in the deadline's own zone.

    «до 5 декабря 2026 года включительно (московское время)» where the limit is whole days or ends at midnight,
    else «до 14:30 5 декабря 2026 года (московское время)», with seconds if there are any, rounded down.
    """
    local = deadline.at.astimezone(ZoneInfo(deadline.zone))
    zone = _zone_in_words(local, deadline.zone, language)
    if _ends_with_day(deadline, local):
        day = day_in_words(deadline.last_day, language)
        return _UNTIL_DAY[language].format(day=day, zone=zone)
    time = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return _UNTIL_TIME[language].format(time=time, day=day_in_words(local.date(), language), zone=zone)


def _ends_with_day(deadline: Deadline, local: datetime) -> bool:
    """Where clocks change at midnight, a limit in days ends at another hour, but still with its day."""
    rule = deadline.rule
    in_days = rule.working_days is not None or rule.days is not None
    return in_days or (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)


def _zone_in_words(local: datetime, zone: str, language: Language) -> str:
    if zone in _ZONES:
        return _ZONES[zone][language]
    offset = f"{local:%z}"
    return f"{zone}, UTC{offset[:3]}:{offset[3:5]}"
