"""When silence may count as agreement: whom the ledger must show as told, and when the service must have been up."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import is_working
from schemas.calendar import Calendar
from schemas.deadline import Deadline

LEAST_UPTIME = 0.5
"""Which part of the last working day the service must have been up, so that a voter could have answered."""

INVITATIONS = ("review_invitation", "deputy_called")
"""The kinds of notices that ask somebody for a verdict."""

REMINDER = "review_reminder"
"""The kind of notice that reminds them of it."""


def reached(notices: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Who got an invitation to the open round and a reminder of it; `notices` are persons and kinds."""
    sent = set(notices)
    invited = {person for person, kind in sent if kind in INVITATIONS}
    return frozenset(person for person, kind in sent if kind == REMINDER and person in invited)


def last_chance(deadline: Deadline, opened_at: datetime, calendar: Calendar) -> tuple[datetime, datetime]:
    """From when to when the service must have been up (UTC): the last working day before the deadline.

    A limit that is a duration (for trials) has no working days: the whole phase is looked at.
    """
    if deadline.rule.duration is not None:
        return opened_at, deadline.at
    day = deadline.last_day
    opened_on = opened_at.astimezone(ZoneInfo(deadline.zone)).date()
    while not is_working(day, calendar) and day > opened_on:
        day -= timedelta(days=1)
    begin = datetime.combine(day, time(0), ZoneInfo(deadline.zone))
    return max(opened_at, begin), min(deadline.at, begin + timedelta(days=1))
