"""`CalendarTurns`: what the calendar brings about by itself, each in a transaction of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from pydantic import BaseModel
from sqlmodel import Session

from activities.recording.kind import Moment
from schemas.act import Act
from schemas.calendar import Calendar
from schemas.mishap import kind_and_place
from schemas.problems import Refused
from storage.calendars import Calendars
from storage.database import Database
from storage.journal import INSTALLATION, Journal, carry_out
from storage.tables import Stream

PERIOD = timedelta(seconds=5)
"""How often it looks: so long after local midnight a day's turn is taken at the latest."""

AT_ONCE = 100
"""How many of a kind it takes in one look."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Turn:
    """Something whose day has come: its act, what a log names it by, and what it does there and then.

    `happens` looks again whether its turn is still to be taken, and returns the events of the installation.
    """

    act_id: str
    named: Mapping[str, str]
    happens: Callable[[Moment], Sequence[BaseModel]]


DueOn = Callable[[Session, date, int], list[Turn]]
"""What of one kind is due on a day, that many at most: any of them, so that broken ones never starve the others."""


class CalendarTurns:
    """Has everything take its turn as its day comes, as acts of the system.

    Days begin at midnight in the installation's zone. Workflows need not be awake for it: the record moves, and the
    sweeper has them look again.
    """

    def __init__(
        self,
        database: Database,
        published: Calendar,
        clock: Callable[[], datetime],
        kinds: Mapping[str, DueOn],
        zone: str = "Europe/Moscow",
    ) -> None:
        """`kinds` are named as a log is to name them."""
        self._database = database
        self._calendars = Calendars(published)
        self._clock = clock
        self._kinds = kinds
        self._zone = zone

    def run(self, stop: Event) -> None:
        """Look at once and then every period, until stopped."""
        while not stop.is_set():
            for kind in self._kinds:
                try:
                    self._take(kind)
                except Exception as error:  # whatever it was, the next look may do what this one did not
                    log.error(f"{kind}s_not_read", **kind_and_place(error))
            stop.wait(PERIOD.total_seconds())

    def take(self) -> int:
        """Have everything whose day has come take its turn, once; returns how many there were."""
        return sum(map(self._take, self._kinds))

    def _take(self, kind: str) -> int:
        day = self._clock().astimezone(ZoneInfo(self._zone)).date()
        with self._database.read() as session:
            due = self._kinds[kind](session, day, AT_ONCE)
        for turn in due:
            act = Act(id=turn.act_id, body_hash="", actor_id="")
            try:
                carry_out(self._database, self._clock, act, INSTALLATION, self._effect(act, turn))
            except Refused as refused:  # one that cannot be carried out holds up none
                log.error(f"{kind}_not_turned", **turn.named, code=refused.code)
            except Exception as error:  # nor does one that is broken
                log.error(f"{kind}_not_turned", **turn.named, **kind_and_place(error))
        return len(due)

    def _effect(self, act: Act, turn: Turn) -> Callable[[Journal, Stream], tuple[dict[str, Any], Sequence[BaseModel]]]:
        def effect(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
            calendar = self._calendars.kept_in_force(journal.session, journal.now)
            return {}, turn.happens(Moment(journal, stream, act, calendar, self._zone))

        return effect
