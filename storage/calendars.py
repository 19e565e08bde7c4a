"""The calendar in force: the published table with the installation's own days, read once for each change of them."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from schemas.calendar import Calendar
from schemas.calendar import OwnDay as Own
from schemas.problems import Refused
from storage.prepared import row_in
from storage.tables import Installation, KeptCalendar, OwnDay

_VERSION = select(col(Installation.calendar_version))


class Calendars:
    """What one process knows of the calendar; asks the database only whether the own days have changed since."""

    def __init__(self, published: Calendar) -> None:
        self._published = published
        self._known: tuple[int, Calendar] | None = None
        self._kept: str = ""

    def in_force(self, session: Session) -> Calendar:
        """The calendar as this transaction sees it."""
        row = row_in(session, _VERSION)
        version = row.calendar_version if row is not None else 0
        if self._known is None or self._known[0] != version:
            self._known = version, self.read(session)
        return self._known[1]

    def read(self, session: Session) -> Calendar:
        """The same read anew, for the transaction that changes the own days itself and may yet fail."""
        days = session.exec(select(OwnDay).where(col(OwnDay.ended_at).is_(None)))
        return self._published.with_own(Own(day=one.day, working=one.working) for one in days)

    def kept_in_force(self, session: Session, now: datetime) -> Calendar:
        """The same, to count deadlines by: it can be found again by its hash."""
        calendar = self.in_force(session)
        if calendar.hash != self._kept and keep(session, calendar, now):
            self._kept = calendar.hash
        return calendar


def keep(session: Session, calendar: Calendar, now: datetime) -> bool:
    """Keep a calendar under its hash; whether it had been kept before, and so for certain stays."""
    if session.exec(select(KeptCalendar.hash).where(KeptCalendar.hash == calendar.hash)).first() is not None:
        return True
    try:
        with session.begin_nested():
            session.add(KeptCalendar(hash=calendar.hash, body=calendar.model_dump_json(), kept_at=now))
    except IntegrityError:  # another transaction kept it at the same moment
        return True
    return False


def find(session: Session, calendar_hash: str) -> Calendar:
    """The calendar that a deadline was counted by. Raises Refused("not_found")."""
    kept = session.get(KeptCalendar, calendar_hash)
    if kept is None:
        raise Refused("not_found")
    return Calendar.model_validate_json(kept.body)


def end_own_day(session: Session, day: date, by: str, now: datetime) -> bool:
    """End the own day in force on `day`; whether there was one."""
    standing = session.exec(select(OwnDay).where(OwnDay.day == day, col(OwnDay.ended_at).is_(None))).first()
    if standing is None:
        return False
    standing.ended_by, standing.ended_at = by, now
    session.add(standing)
    return True


def note_change(session: Session) -> int:
    """Say that the own days have changed, so that every process reads them anew; returns the new version."""
    session.exec(update(Installation).values(calendar_version=col(Installation.calendar_version) + 1))
    return session.exec(select(Installation.calendar_version)).one()
