"""Rules turned into dates: deadlines, reminders and ladder steps; the only place where dates are worked out.

Days are counted as the Civil Code of Russia counts them, articles 191 to 194: from the day after the opening;
weeks, months and years end on the corresponding day, or where a month has none on its last; a last day that is
not a working one moves to the next working day; until midnight of the zone.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from typing import Any, Literal
from zoneinfo import ZoneInfo

from domain.calendar import DAY, add_working_days, corresponding_day, is_provisional, is_working, working_day_from
from schemas.calendar import Calendar
from schemas.deadline import Alarm, Deadline, Plan
from schemas.policy import Limit, PhaseRule

MORNING = time(10)
NOON = time(12)
INSTANT = timedelta(microseconds=1)
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
        last_day = _last_day(limit, opening_day, zone, calendar)
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
    moments = accumulate(_own_moments(rule, deadline, calendar), max)
    steps = [Alarm(id=f"step-{index + 1}", what="step", at=moment, index=index) for index, moment in enumerate(moments)]
    end = Alarm(id="deadline", what="deadline", at=deadline.at)
    return tuple(sorted([*reminders, end, *steps], key=lambda one: (one.at, _ORDER[one.what], one.index)))


def extended(by: Limit, at: datetime, zone: str, calendar: Calendar) -> Deadline:
    """The deadline that a step of a ladder gives which extends the open one: `by`, counted from its instant `at`."""
    return plan(PhaseRule(limit=by), at, zone, calendar).deadline


def held_back(rule: PhaseRule, deadline: Deadline, calendar: Calendar) -> frozenset[str]:
    """The alarm ids of the steps that would ring before one above them on the ladder, and so wait for it."""
    moments = list(_own_moments(rule, deadline, calendar))
    return frozenset(f"step-{place + 1}" for place, at in enumerate(moments) if at < max(moments[: place + 1]))


def _own_moments(rule: PhaseRule, deadline: Deadline, calendar: Calendar) -> Iterator[datetime]:
    """When each step of the ladder would ring if it stood alone."""
    return (_after(deadline, step.after, calendar) for step in rule.ladder)


def _last_day(limit: Limit, opening_day: date, zone: str, calendar: Calendar) -> date:
    day = working_day_from(_shifted(opening_day, limit, 1, calendar), calendar)
    while _midnight_after(day, zone) == _midnight_after(day - DAY, zone):
        # A zone that crosses the date line leaves a date out; nothing can be done on it.
        day = working_day_from(day + DAY, calendar)
    return day


def _shifted(day: date, limit: Limit, direction: Literal[1, -1], calendar: Calendar) -> date:
    """The day that lies a limit in whole days after `day` (direction 1) or before it (-1)."""
    if limit.working_days is not None:
        return add_working_days(day, direction * limit.working_days, calendar)
    if limit.months is not None or limit.years is not None:
        return corresponding_day(day, direction * ((limit.months or 0) + 12 * (limit.years or 0)))
    return day + direction * ((limit.days or 0) + 7 * (limit.weeks or 0)) * DAY


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
    return _local(_shifted(deadline.last_day, offset, -1, calendar), MORNING, deadline.zone)


def _after(deadline: Deadline, offset: Limit, calendar: Calendar) -> datetime:
    if offset.duration is not None:
        return deadline.at + offset.duration
    day = _shifted(deadline.last_day, offset, 1, calendar)
    return max(deadline.at, _local(day, MORNING, deadline.zone))


def end_of_day(day: date, zone: str) -> datetime:
    """The first instant (UTC) that is too late for what is due by `day` in `zone` (IANA)."""
    return _midnight_after(day, zone)


def last_moment(deadline: Deadline, asked_at: datetime, calendar: Calendar) -> datetime:
    """When somebody acts in time who takes the time there is: for rehearsals; never at the moment of an alarm in days.

    At noon of the last day, half-way to the deadline if it is asked later than that; where no whole day is the last,
    when an eighth of the time is left. Who is asked when it is too late already acts at noon of the next working day,
    or after the time that a limit in hours gives.
    """
    if asked_at >= deadline.at:
        if deadline.rule.duration is not None:
            return asked_at + deadline.rule.duration * 7 / 8
        return noon_after(deadline, asked_at, 1, calendar)
    if deadline.rule.duration is not None:
        return asked_at + (deadline.at - asked_at) * 7 / 8
    noon = _local(deadline.last_day, NOON, deadline.zone)
    return noon if asked_at < noon < deadline.at else asked_at + (deadline.at - asked_at) / 2


def moment_late(deadline: Deadline, asked_at: datetime, working_days: int, calendar: Calendar) -> datetime:
    """When somebody acts so many working days after the last day, at noon; or after the day they were asked."""
    late = noon_after(deadline, deadline.at - INSTANT, working_days, calendar)
    return late if late > asked_at else noon_after(deadline, asked_at, working_days, calendar)


def noon_after(deadline: Deadline, at: datetime, working_days: int, calendar: Calendar) -> datetime:
    """Noon of the working day so many after that of `at`, in the deadline's zone."""
    day = at.astimezone(ZoneInfo(deadline.zone)).date()
    return _local(add_working_days(day, working_days, calendar), NOON, deadline.zone)


def working_days_late(due_day: date, at: datetime, zone: str, calendar: Calendar) -> int:
    """How many working days after `due_day` the day of `at` is in `zone`; 0 on it and before it.

    A day off counts as the working day before it does, but what is done on the first after `due_day` is late.
    """
    day = at.astimezone(ZoneInfo(zone)).date()
    if day <= due_day:
        return 0
    between = (due_day + DAY * ahead for ahead in range(1, (day - due_day).days + 1))
    return max(1, sum(is_working(one, calendar) for one in between))


def beginning_of(day: date, zone: str) -> datetime:
    """The first instant (UTC) of a day in `zone` (IANA)."""
    return _midnight_after(day - DAY, zone)


def _midnight_after(day: date, zone: str) -> datetime:
    """The instant in UTC from which it is `day` no more."""
    once = _local(day + DAY, time(0), zone)
    again = datetime.combine(day + DAY, time(0, fold=1), ZoneInfo(zone)).astimezone(UTC)
    # Clocks that go back just after midnight lead into the day again; those that go back to midnight do not.
    returns = again > once and (again - INSTANT).astimezone(ZoneInfo(zone)).date() == day
    return again if returns else once


def _local(day: date, at: time, zone: str) -> datetime:
    """That local time in UTC: the first of the two in a fold; in a gap, by the clocks before it."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
