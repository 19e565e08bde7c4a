"""Deadlines and alarms as a plain model: what is said in durations exactly, days by counting them one by one."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from schemas.calendar import Calendar
from schemas.policy import Limit, PhaseRule

ZONE = "Europe/Moscow"


def is_working(day: date, calendar: Calendar) -> bool:
    for own in calendar.own:
        if own.day == day:
            return own.working
    if day in calendar.working_weekend_days:
        return True
    published = any(year.year == day.year for year in calendar.years)
    holiday = day in calendar.days_off if published else (day.month, day.day) in calendar.yearly_holidays
    return day.weekday() < 5 and not holiday


def nth_working_day(after: date, n: int, calendar: Calendar) -> date:
    day = after
    while n:
        day += timedelta(days=1)
        n -= is_working(day, calendar)
    return day


def end_of(day: date, zone: str = ZONE) -> datetime:
    """The first instant that is too late: midnight after `day`."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)


def months_later(day: date, months: int) -> date:
    """Go on month by month to the first of the right one, then to the same number or as far as the month goes."""
    first = day.replace(day=1)
    for _ in range(months):
        first = (first + timedelta(days=31)).replace(day=1)
    last = first
    while last.day < day.day and (last + timedelta(days=1)).month == first.month:
        last += timedelta(days=1)
    return last


def deadline(limit: Limit, opened: datetime, calendar: Calendar, zone: str = ZONE) -> datetime:
    if limit.at is not None:
        return limit.at
    if limit.duration is not None:
        return opened + limit.duration
    last = last_day(limit, opened.astimezone(ZoneInfo(zone)).date(), calendar)
    while not is_working(last, calendar):
        last += timedelta(days=1)
    return end_of(last, zone)


def last_day(limit: Limit, today: date, calendar: Calendar) -> date:
    """Before it moves on where nobody works."""
    if limit.working_days is not None:
        return nth_working_day(today, limit.working_days, calendar)
    if limit.months is not None:
        return months_later(today, limit.months)
    if limit.years is not None:
        return months_later(today, limit.years * 12)
    return today + timedelta(days=limit.weeks * 7 if limit.weeks is not None else limit.days or 0)


def opening_deadline(limit: Limit, opened: datetime, calendar: Calendar) -> datetime:
    """A phase whose exact instant is past when it opens gets one working day."""
    until = deadline(limit, opened, calendar)
    return until if until > opened else deadline(Limit(working_days=1), opened, calendar)


def alarms(rule: PhaseRule, until: datetime, opened: datetime) -> list[dict[str, Any]]:
    """Every alarm that is to ring, in order; `at` is None where only a calendar of days can tell it."""
    found: list[dict[str, Any]] = [{"id": "deadline", "what": "deadline", "index": 0, "at": until}]
    for index, offset in enumerate(rule.reminders):
        at = None if offset.duration is None else until - offset.duration
        if at is None or opened < at < until:
            found.append({"id": f"reminder-{index + 1}", "what": "reminder", "index": index, "at": at})
    if rule.reminders and not any(alarm["what"] == "reminder" and alarm["at"] for alarm in found):
        # Not the issue's: where all reminders fall away, the decider plans one more at a moment of its own.
        count = len(rule.reminders)
        found.append({"id": f"reminder-{count + 1}", "what": "reminder", "index": count, "at": None})
    for index, step in enumerate(rule.ladder):
        at = None if step.after.duration is None else until + step.after.duration
        found.append({"id": f"step-{index + 1}", "what": "step", "index": index, "at": at})
    if all(alarm["at"] is not None for alarm in found):
        order = {"reminder": 0, "deadline": 1, "step": 2}
        found.sort(key=lambda alarm: (alarm["at"], order[alarm["what"]], alarm["index"]))
    return found
