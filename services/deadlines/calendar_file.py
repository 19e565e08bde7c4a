"""`calendar_file`: deadlines as an iCalendar file (RFC 5545) that calendar programs subscribe to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from activities.notices.addresses import mail_host
from domain.letters.duty import CALENDAR
from domain.words import ends_with_day
from schemas.deadline import Deadline
from schemas.language import Language

REFRESH = timedelta(hours=1)
"""How often programs are asked to look again."""

LAST_HALF_HOUR = timedelta(minutes=30)
_ON_THE_DAY = timedelta(hours=9)
_THE_DAY_BEFORE = timedelta(hours=-15)
_BEFORE_THE_HOUR = (timedelta(days=-1), timedelta(hours=-1))


@dataclass(frozen=True)
class Entry:
    """One deadline; `number` grows with every change and `changed_at` (UTC) is when the last was."""

    id: str
    deadline: Deadline
    title: str
    description: str
    url: str
    number: int
    changed_at: datetime


def calendar_file(entries: Sequence[Entry], language: Language, base_url: str) -> bytes:
    """The file, the same bytes for the same entries."""
    calendar = Calendar()
    calendar.add("prodid", "-//Veche//Deadlines//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", CALENDAR[language])
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry, mail_host(base_url)))
    timed = [entry.deadline.at for entry in entries if not ends_with_day(entry.deadline)]
    if timed:
        calendar.add_missing_timezones(min(timed).date() - timedelta(days=366), max(timed).date() + timedelta(days=366))
    return bytes(calendar.to_ical())


def _event(entry: Entry, host: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@{host}")
    event.add("sequence", entry.number)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("summary", entry.title)
    event.add("description", f"{entry.description}\n{entry.url}")
    event.add("url", entry.url)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if ends_with_day(entry.deadline):
        _fill_day(event, entry)
    else:
        _fill_hour(event, entry)
    return event


def _fill_day(event: Event, entry: Entry) -> None:
    """A limit in days is an entry of its last day: at midnight it would stand in the day after, in any zone."""
    day = entry.deadline.last_day
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    for trigger in (_THE_DAY_BEFORE, _ON_THE_DAY):
        event.add_component(_alarm(entry, trigger, "START"))


def _fill_hour(event: Event, entry: Entry) -> None:
    """An exact instant is the end of the half hour before it, in the deadline's own zone."""
    end = entry.deadline.at.astimezone(ZoneInfo(entry.deadline.zone))
    event.add("dtstart", (entry.deadline.at - LAST_HALF_HOUR).astimezone(ZoneInfo(entry.deadline.zone)))
    event.add("dtend", end)
    for trigger in _BEFORE_THE_HOUR:
        event.add_component(_alarm(entry, trigger, "END"))


def _alarm(entry: Entry, trigger: timedelta, related: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", trigger, parameters={"RELATED": related})
    return alarm
