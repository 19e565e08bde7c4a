"""`AbsenceTurns`: absences take effect when their first day comes, and when their last one is over."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from pydantic import BaseModel
from sqlmodel import Session, and_, col, func, or_, select

from activities.recording.duties import stand_in_for
from activities.recording.kind import Moment
from schemas.act import Act
from schemas.calendar import Calendar
from schemas.installation_events import AbsenceTurned
from schemas.mishap import kind_and_place
from schemas.problems import Refused
from storage.calendars import Calendars
from storage.database import Database
from storage.journal import INSTALLATION, Journal, carry_out
from storage.tables import Absence, Stream

PERIOD = timedelta(seconds=5)
"""How often it looks: so long after local midnight duties change hands at the latest."""

AT_ONCE = 100

log = structlog.get_logger()


class AbsenceTurns:
    """Passes open duties on at the beginning of an absence and back at its end, each in a transaction of its own.

    Days begin at midnight in the installation's zone. Workflows need not be awake for it: the record moves, and the
    sweeper has them look again.
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
                log.error("absences_not_turned", **kind_and_place(error))
            stop.wait(PERIOD.total_seconds())

    def take(self) -> int:
        """Have every absence whose turn has come take effect, once; returns how many there were."""
        with self._database.read() as session:
            due = self._due(session)
        for absence_id, turn in due:
            try:
                self._turn(absence_id, turn)
            except Refused as refused:  # one that cannot be carried out holds up none
                log.error("absence_not_turned", absence=absence_id, code=refused.code)
            except Exception as error:  # nor does one that is broken
                log.error("absence_not_turned", absence=absence_id, **kind_and_place(error))
        return len(due)

    def _turn(self, absence_id: str, turn: str) -> None:
        act = Act(id=f"absence/{absence_id}/{turn}", body_hash="", actor_id="")
        carry_out(self._database, self._clock, act, INSTALLATION, self._effect(act, absence_id, turn))

    def _due(self, session: Session) -> list[tuple[str, str]]:
        day = self._day(self._clock())
        began = and_(col(Absence.began_at).is_(None), col(Absence.since) <= day, col(Absence.until) >= day)
        over = and_(col(Absence.over_at).is_(None), col(Absence.until) < day)
        query = select(Absence).where(col(Absence.ended_at).is_(None), or_(began, over))
        # Any of them, so that many that cannot be carried out never starve the others.
        rows = session.exec(query.order_by(func.random()).limit(AT_ONCE)).all()
        return sorted((row.id, "over" if row.until < day else "began") for row in rows)

    def _day(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self._zone)).date()

    def _effect(
        self, act: Act, absence_id: str, turn: str
    ) -> Callable[[Journal, Stream], tuple[dict[str, Any], Sequence[BaseModel]]]:
        def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
            absence = journal.session.get_one(Absence, absence_id, populate_existing=True)
            if absence.ended_at is not None:  # by a person, meanwhile
                return {}, []
            if turn == "began":
                absence.began_at = journal.now
            else:
                absence.over_at = journal.now
            calendar = self._calendars.kept_in_force(journal.session, journal.now)
            stand_in_for(Moment(journal, stream, act, calendar, self._zone), absence.person_id)
            told = {"absence_id": absence_id, "person_id": absence.person_id, "turn": turn}
            return {}, [AbsenceTurned.model_validate(told)]

        return effect
