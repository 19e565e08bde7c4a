"""One language as templates speak it: words by key, numbers, days, deadlines and phases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.refusal_words import WORDS as CODES
from domain.words import day_in_words, deadline_in_words, form_for, moment_in_words
from domain.zone_words import zone_in_words
from schemas.deadline import Deadline
from schemas.language import LANGUAGES, Language
from web.words import COUNTED, WORDS


@dataclass(frozen=True)
class Speech:
    """What a template asks for words; `zone` (IANA) is by whose clocks moments are told, `now` is UTC."""

    language: Language
    zone: str
    now: datetime

    def say(self, key: str, **values: Any) -> Markup:
        """The words under this key with the values put in, each escaped."""
        return Markup(WORDS[key][LANGUAGES.index(self.language)]).format_map(values)

    def count(self, key: str, number: int) -> str:
        """So many of something: «5 разделов»."""
        return f"{number} {COUNTED[key][LANGUAGES.index(self.language)][form_for(number, self.language)]}"

    def day(self, at: datetime) -> str:
        """The day of a moment: «5 декабря 2026 года»."""
        return day_in_words(at.astimezone(ZoneInfo(self.zone)).date(), self.language)

    def date(self, day: date) -> str:
        """A date: «5 декабря 2026 года»."""
        return day_in_words(day, self.language)

    def month(self, at: datetime) -> str:
        """A month under an axis: «12.2026»."""
        return f"{at:%m.%Y}"

    def moment(self, at: datetime) -> str:
        """A moment to the minute: «5 декабря 2026 года в 10:00 по московскому времени»."""
        return moment_in_words(at.replace(second=0), self.zone, self.language)

    def said_at(self, at: datetime) -> str:
        """When somebody said something, where the zone matters to nobody: «5 декабря 2026 года в 10:00»."""
        return moment_in_words(at.replace(second=0), self.zone, self.language, named=False)

    def zone_named(self, zone: str) -> str:
        """By which clock: «по московскому времени»."""
        return zone_in_words(zone, self.now, self.language)

    def until(self, deadline: Deadline) -> str:
        """Until when: «до конца субботы, 5 декабря 2026 года, по московскому времени»."""
        return deadline_in_words(deadline, self.language)

    def last_day(self, deadline: Deadline) -> str:
        """The last day of a deadline: «5 декабря 2026 года»."""
        return day_in_words(deadline.last_day, self.language)

    def left(self, deadline: Deadline) -> str:
        """How far off the last day is: «сегодня», «через 3 дня», «просрочено на 2 дня»; days of the deadline's zone."""
        days = (deadline.last_day - self.now.astimezone(ZoneInfo(deadline.zone)).date()).days
        if deadline.at <= self.now:
            late = self.count("waiting.days", -days)
            return self.say("waiting.late_by", days=late) if days else self.say("waiting.late_today")
        if days < 2:
            return self.say("waiting.left_tomorrow" if days else "waiting.left_today")
        return self.say("waiting.left_in", days=self.count("waiting.days", days))

    def decimal(self, number: float) -> str:
        """A number with one digit after the point: «1,5»."""
        return f"{number:.1f}".replace(".", "," if self.language == "ru" else ".")

    def size(self, number: int) -> str:
        """So many bytes of a file: «120 КБ»."""
        kilobytes = max(round(number / 1024), 1)
        if kilobytes < 1024:
            return self.say("layout.kilobytes", number=kilobytes)
        return self.say("layout.megabytes", number=self.decimal(kilobytes / 1024))

    def phase(self, code: str) -> str:
        """A phase in words."""
        return CODES["phase"][code][LANGUAGES.index(self.language)]

    def context(self) -> Mapping[str, Any]:
        """The names under which templates ask."""
        return {
            "_": self.say,
            "count": self.count,
            "day": self.day,
            "date": self.date,
            "month": self.month,
            "moment": self.moment,
            "said_at": self.said_at,
            "until": self.until,
            "last_day": self.last_day,
            "left": self.left,
            "size": self.size,
            "phase": self.phase,
            "language": self.language,
        }
