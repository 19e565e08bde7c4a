"""Rules turned into dates: deadlines, reminders and ladder steps; the only place where dates are worked out.

Days are counted as the Civil Code of Russia counts them, articles 191 to 194: from the day after the opening;
a last day that is not a working one moves to the next working day; until midnight of the zone.
"""

from datetime import UTC, date, datetime, time
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from domain.calendar import DAY, add_working_days, is_provisional, working_day_from
from schemas.calendar import Calendar
from schemas.deadline import Alarm, Deadline, Plan
from schemas.policy import Limit, PhaseRule

MORNING = time(10)
GRACE = Limit(working_days=1)
_ORDER = {"reminder": 0, "deadline": 1, "step": 2}


def plan(rule: PhaseRule, opened_at: datetime, zone: str, calendar: Calendar) -> Plan:
    """The deadline of a phase that opens at `opened_at` (with an offset), and its alarms.

    A phase whose exact instant has passed when it opens gets one working day, so that nothing is closed the
    moment it begins.
    """
    deadline = due(rule.limit, opened_at, zone, calendar)
    if deadline.at <= opened_at:
        deadline = due(GRACE, opened_at, zone, calendar)
    return Plan(deadline=deadline, alarms=alarms(rule, deadline, opened_at, calendar))


def opening(rule: PhaseRule, opened_at: datetime, zone: str, calendar: Calendar) -> dict[str, Any]:
    """The fields of an event (`PhaseOpened`) that opens a phase under `rule` at `opened_at`."""
    planned = plan(rule, opened_at, zone, calendar)
    return {"opened_at": opened_at, "deadline": planned.deadline, "alarms": planned.alarms}


def due(limit: Limit, opened_at: datetime, zone: str, calendar: Calendar) -> Deadline:
    """The deadline of `limit` counted from `opened_at`, in `zone` (IANA).

    An exact instant is returned even if it is past.
    Raises ValueError if `opened_at` has no offset: it would be taken for the machine's own zone.
    """
    if opened_at.utcoffset() is None:
        raise ValueError("opened_at has no offset")
    opening_day = opened_at.astimezone(ZoneInfo(zone)).date()
    at, provisional = opened_at, False
    if limit.at is not None:
        at = limit.at
    elif limit.duration is not None:
        at = opened_at + limit.duration
    else:
        last_day = _last_day(limit, opening_day, calendar)
        at, provisional = _midnight_after(last_day, zone), is_provisional(opening_day, last_day, calendar)
    return Deadline(at=at.astimezone(UTC), zone=zone, rule=limit, calendar_hash=calendar.hash, provisional=provisional)


def grace(deadline: Deadline, opened_at: datetime, calendar: Calendar) -> Deadline:
    """A later deadline for a round whose silence may not count yet, given at `opened_at`.

    One whole working day more, counted from the next day; for a limit that is a shorter duration, that duration
    once more.
    """
    day = due(GRACE, opened_at, deadline.zone, calendar)
    if deadline.rule.duration is None:
        return day
    return min(due(deadline.rule, opened_at, deadline.zone, calendar), day, key=lambda longer: longer.at)


def alarms(rule: PhaseRule, deadline: Deadline, opened_at: datetime, calendar: Calendar) -> tuple[Alarm, ...]:
    """All alarms around `deadline`, in the order in which they ring; the limit of `rule` is not read.

    Offsets in days mean 10:00 local time of that day, durations are exact. A step never rings before the one
    above it on the ladder. Where `rule` has reminders and all would come too early, one is added, so that no
    deadline passes without a reminder.
    """
    reminders = [
        _reminder(index, _before(deadline, offset, calendar), deadline, opened_at)
        for index, offset in enumerate(rule.reminders)
    ]
    if reminders and opened_at < deadline.at and all(reminder.overtaken for reminder in reminders):
        reminders.append(_reminder(len(reminders), _last_chance(deadline, opened_at), deadline, opened_at))
    moments = accumulate((_after(deadline, step.after, calendar) for step in rule.ladder), max)
    steps = [Alarm(id=f"step-{index + 1}", what="step", at=moment, index=index) for index, moment in enumerate(moments)]
    end = Alarm(id="deadline", what="deadline", at=deadline.at)
    return tuple(sorted([*reminders, end, *steps], key=lambda one: (one.at, _ORDER[one.what], one.index)))


def _last_day(limit: Limit, opening_day: date, calendar: Calendar) -> date:
    if limit.working_days is not None:
        return working_day_from(add_working_days(opening_day, limit.working_days, calendar), calendar)
    return working_day_from(opening_day + (limit.days or 0) * DAY, calendar)


def _reminder(index: int, at: datetime, deadline: Deadline, opened_at: datetime) -> Alarm:
    in_time = opened_at < at < deadline.at
    return Alarm(id=f"reminder-{index + 1}", what="reminder", at=at, index=index, overtaken=not in_time)


def _last_chance(deadline: Deadline, opened_at: datetime) -> datetime:
    """The morning of the last day, or if that is past, half-way to the deadline."""
    morning = _local(deadline.last_day, MORNING, deadline.zone)
    if opened_at < morning < deadline.at:
        return morning
    return opened_at + (deadline.at - opened_at) / 2


def _before(deadline: Deadline, offset: Limit, calendar: Calendar) -> datetime:
    if offset.duration is not None:
        return deadline.at - offset.duration
    if offset.working_days is not None:
        day = add_working_days(deadline.last_day, -offset.working_days, calendar)
    else:
        day = deadline.last_day - (offset.days or 0) * DAY
    return _local(day, MORNING, deadline.zone)


def _after(deadline: Deadline, offset: Limit, calendar: Calendar) -> datetime:
    if offset.duration is not None:
        return deadline.at + offset.duration
    if offset.working_days is not None:
        day = add_working_days(deadline.last_day, offset.working_days, calendar)
    else:
        day = deadline.last_day + (offset.days or 0) * DAY
    return max(deadline.at, _local(day, MORNING, deadline.zone))


def _midnight_after(day: date, zone: str) -> datetime:
    return _local(day + DAY, time(0), zone)


def _local(day: date, at: time, zone: str) -> datetime:
    """That local time in UTC: the first of the two in a fold; in a gap, by the clocks before it."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
