"""Numbers with their nouns, and limits: «10 рабочих дней», «за неделю», "2 working days"."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from domain.words import form_for
from schemas.language import Language
from schemas.policy import Limit

Unit = Literal["working_days", "days", "weeks", "months", "years", "full_days", "hours", "minutes", "seconds"]

RUSSIAN: dict[Unit, tuple[str, str, str]] = {
    "working_days": ("рабочий день", "рабочих дня", "рабочих дней"),
    "days": ("календарный день", "календарных дня", "календарных дней"),
    "weeks": ("неделя", "недели", "недель"),
    "months": ("месяц", "месяца", "месяцев"),
    "years": ("год", "года", "лет"),
    "full_days": ("сутки", "суток", "суток"),
    "hours": ("час", "часа", "часов"),
    "minutes": ("минута", "минуты", "минут"),
    "seconds": ("секунда", "секунды", "секунд"),
}
"""After 1, after 2 to 4, and after 5; 21 goes like 1, 11 like 5."""

ENGLISH: dict[Unit, str] = {
    "working_days": "working day",
    "days": "calendar day",
    "weeks": "week",
    "months": "month",
    "years": "year",
    "full_days": "full day",
    "hours": "hour",
    "minutes": "minute",
    "seconds": "second",
}

ACCUSATIVE = {"неделя": "неделю", "минута": "минуту", "секунда": "секунду"}
"""What differs after «за» and «через», and only after 1; of all units these alone."""


def plural(number: int, forms: tuple[str, str, str]) -> str:
    """The form of a Russian noun that goes with the number."""
    return forms[form_for(number, "ru")]


def limit_in_words(limit: Limit, language: Language, *, accusative: bool = False) -> str:
    """A stretch of time, not an instant: «1 неделя», in the accusative «1 неделю»; a duration in its parts."""
    return " ".join(_counted(number, unit, language, accusative) for number, unit in _parts(limit))


def _counted(number: int, unit: Unit, language: Language, accusative: bool) -> str:
    if language == "en":
        return f"{number} {ENGLISH[unit]}{'' if number == 1 else 's'}"
    noun = plural(number, RUSSIAN[unit])
    return f"{number} {ACCUSATIVE.get(noun, noun) if accusative else noun}"


def _parts(limit: Limit) -> Iterator[tuple[int, Unit]]:
    units: tuple[Unit, ...] = ("working_days", "days", "weeks", "months", "years")
    for unit in units:
        number = getattr(limit, unit)
        if number is not None:
            yield number, unit
    if limit.duration is not None:
        yield from _split(limit.duration)


def _split(duration: timedelta) -> Iterator[tuple[int, Unit]]:
    """Whole seconds, rounded down; nothing at all is no seconds."""
    hours, rest = divmod(int(duration.total_seconds()) - duration.days * 86400, 3600)
    minutes, seconds = divmod(rest, 60)
    units: tuple[tuple[int, Unit], ...] = (
        (duration.days, "full_days"), (hours, "hours"), (minutes, "minutes"), (seconds, "seconds"),
    )  # fmt: skip
    yield from [one for one in units if one[0]] or [(0, "seconds")]
