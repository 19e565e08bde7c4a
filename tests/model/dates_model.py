"""Deadlines and alarms as a plain model: what is said in durations exactly, days by counting them one by one."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from schemas.calendar import Calendar
from schemas.policy import Limit, PhaseRule

ZONE = "Europe/Moscow"


def is_working(day: date, calendar: Calendar) -> bool:
    if day in calendar.working_weekend_days:
        return True
    return day.weekday() < 5 and day not in calendar.days_off


def nth_working_day(after: date, n: int, calendar: Calendar) -> date:
    day = after
    while n:
        day += timedelta(days=1)
        n -= is_working(day, calendar)
    return day


def end_of(day: date) -> datetime:
    """The first instant that is too late: midnight after `day` in Moscow."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(ZONE)).astimezone(UTC)


def deadline(limit: Limit, opened: datetime, calendar: Calendar) -> datetime:
    if limit.at is not None:
        return limit.at
    if limit.duration is not None:
        return opened + limit.duration
    today = opened.astimezone(ZoneInfo(ZONE)).date()
    if limit.working_days is not None:
        return end_of(nth_working_day(today, limit.working_days, calendar))
    last = today + timedelta(days=limit.days or 0)
    while not is_working(last, calendar):
        last += timedelta(days=1)
    return end_of(last)


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
