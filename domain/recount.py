"""Counting an open deadline anew, by the calendar now in force."""

from datetime import datetime
from typing import Any, Literal

from domain.schedule import alarms, due
from schemas.calendar import Calendar
from schemas.deadline import Alarm, Deadline
from schemas.policy import PhaseRule
from schemas.problems import Refused

Why = Literal["other_date", "published"]
"""Why a deadline is worth counting anew: its date would be another, or all its years are published by now."""


def counted_anew(deadline: Deadline, opened_at: datetime, calendar: Calendar) -> Deadline:
    """What the deadline of a phase that opened at `opened_at` would be under `calendar`, by the same rule."""
    return due(deadline.rule, opened_at, deadline.zone, calendar)


def why_anew(deadline: Deadline, opened_at: datetime, calendar: Calendar) -> Why | None:
    """Why the deadline is worth counting anew under `calendar`; None where it would stay what it is."""
    would_be = counted_anew(deadline, opened_at, calendar)
    if would_be.at != deadline.at:
        return "other_date"
    return "published" if deadline.provisional and not would_be.provisional else None


def recount(
    rule: PhaseRule, deadline: Deadline, opened_at: datetime, now: datetime, calendar: Calendar
) -> dict[str, Any]:
    """The fields of `DeadlineRecounted`: the deadline under `calendar`, and the alarms around it that are still ahead.

    Raises Refused: deadline_stands where nothing would change, deadline_in_past where it would be past already.
    """
    if why_anew(deadline, opened_at, calendar) is None:
        raise Refused("deadline_stands", deadline=deadline.at.isoformat())
    anew = counted_anew(deadline, opened_at, calendar)
    if anew.at <= now:
        raise Refused("deadline_in_past", at=anew.at.isoformat(), now=now.isoformat())
    return {"opened_at": opened_at, "deadline": anew, "alarms": alarms(rule, anew, now, calendar)}


def moved(ahead: tuple[Alarm, ...], deadline: Deadline) -> tuple[Alarm, ...]:
    """The alarms of a round kept open for the silent, which all ring at its deadline, at the new one."""
    return tuple(alarm.model_copy(update={"at": deadline.at}) for alarm in ahead)
