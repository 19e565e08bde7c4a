"""`TermEnds`: whoever's term in a body is over leaves the open rounds they were in through it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from pydantic import BaseModel
from sqlmodel import Session, col, func, select

from activities.recording.duties import leave_rounds
from activities.recording.kind import Moment
from domain.terms import covers
from schemas.act import Act
from schemas.calendar import Calendar
from schemas.ids import new_id
from schemas.installation_events import TermOver
from schemas.mishap import kind_and_place
from storage.calendars import Calendars
from storage.database import Database
from storage.journal import INSTALLATION, Journal, carry_out
from storage.tables import BodyMember, Stream

PERIOD = timedelta(seconds=5)
"""How often it looks: so long after the local midnight that ends a term at the latest."""

AT_ONCE = 100

Term = tuple[str, str, int]
"""Body, person and the number of the term."""

log = structlog.get_logger()


class TermEnds:
    """Recuses who is a member no more by the calendar, each in a transaction of its own, as acts of the system.

    Days end at midnight in the installation's zone. Workflows need not be awake for it, as for absences.
    """

    def __init__(
        self, database: Database, published: Calendar, clock: Callable[[], datetime], zone: str = "Europe/Moscow"
    ) -> None:
        self._database = database
        self._calendars = Calendars(published)
        self._clock = clock
        self._zone = zone

    def run(self, stop: Event) -> None:
        """Look at once and then every period, until stopped."""
        while not stop.is_set():
            try:
                self.take()
            except Exception as error:  # whatever it was, the next look may do what this one did not
                log.error("terms_not_ended", **kind_and_place(error))
            stop.wait(PERIOD.total_seconds())

    def take(self) -> int:
        """Have every term that is over take effect, once; returns how many there were."""
        with self._database.read() as session:
            due = self._due(session)
        for term in due:
            act = Act(id=new_id(), body_hash="", actor_id="")
            try:
                carry_out(self._database, self._clock, act, INSTALLATION, self._effect(act, term))
            except Exception as error:  # one that cannot be carried out holds up none
                log.error("term_not_ended", body=term[0], person=term[1], **kind_and_place(error))
        return len(due)

    def _due(self, session: Session) -> list[Term]:
        over = select(BodyMember).where(col(BodyMember.over_at).is_(None), col(BodyMember.until) < self._day())
        # Any of them, so that many that cannot be carried out never starve the others.
        rows = session.exec(over.order_by(func.random()).limit(AT_ONCE)).all()
        return sorted((row.body_id, row.person_id, row.term) for row in rows)

    def _day(self) -> date:
        return self._clock().astimezone(ZoneInfo(self._zone)).date()

    def _effect(self, act: Act, term: Term) -> Callable[[Journal, Stream], tuple[dict[str, Any], Sequence[BaseModel]]]:
        def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
            row = journal.session.get(BodyMember, term, populate_existing=True)
            if row is None or row.over_at is not None or covers(None, row.until, self._day()):  # changed meanwhile
                return {}, []
            row.over_at = journal.now
            calendar = self._calendars.kept_in_force(journal.session, journal.now)
            leave_rounds(Moment(journal, stream, act, calendar, self._zone), row.person_id, "left_body")
            return {}, [TermOver(body_id=row.body_id, person_id=row.person_id, term=row.term)]

        return effect
