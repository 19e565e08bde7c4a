"""A deadline and the alarms around it: the values that every surface reads, none of them works out."""

from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from schemas.frozen import Frozen
from schemas.instant import Instant
from schemas.policy import Limit


class Deadline(Frozen):
    """The one value that says until when.

    `at` is the first instant that is too late (UTC): for limits in days, midnight after the last day in
    `zone` (IANA). `rule` is what it was counted from, `calendar_hash` the table of days it was counted by;
    `provisional` says that the days of a year without a published calendar were counted.
    """

    at: Instant
    zone: str
    rule: Limit
    calendar_hash: str = ""
    provisional: bool = False

    @property
    def last_day(self) -> date:
        """The last day, in the deadline's zone, on which something can still be done in time."""
        return (self.at - timedelta(microseconds=1)).astimezone(ZoneInfo(self.zone)).date()


class Alarm(Frozen):
    """A moment at which something happens by itself.

    `id` is unique within one plan (`reminder-1`, `deadline`, `step-1`); `index` is the place, from 0, in the
    rule's reminders or ladder (a reminder added to them comes after the last). An `overtaken` alarm is never to
    ring: its moment was past when the phase opened, or not before the deadline; it is kept so that the ledger can
    say why nothing was sent. A `term` is that of the authors of remarks: it tells nobody, and lets a section go on that
    waited for nothing else.
    """

    id: str
    what: Literal["reminder", "deadline", "step", "term"]
    at: Instant
    index: int = 0
    overtaken: bool = False


class Plan(Frozen):
    """A rule turned into dates: the deadline, and all alarms in the order in which they ring."""

    deadline: Deadline
    alarms: tuple[Alarm, ...]
