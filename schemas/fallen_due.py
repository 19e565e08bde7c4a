"""What fell due while an installation was paused: shown before it is resumed."""

from datetime import date, datetime

from schemas.frozen import Frozen


class DueAlarm(Frozen):
    """A reminder, deadline or ladder step (`what`) that rings as soon as work goes on."""

    stream_id: str
    what: str
    planned_at: datetime


class Unsent(Frozen):
    """A notice, by its kind, or a letter with a link, that was not sent when the snapshot was taken."""

    id: str
    kind: str
    made_at: datetime


class Expired(Frozen):
    """An absence whose last day has gone by meanwhile."""

    absence_id: str
    until: date


class FallenDue(Frozen):
    """All of it, the oldest first; `since` is when the installation was last at work (UTC)."""

    since: datetime
    alarms: tuple[DueAlarm, ...]
    unsent: tuple[Unsent, ...]
    absences: tuple[Expired, ...]
