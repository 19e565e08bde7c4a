"""Refused attempts to change something: counted into the record without slowing anybody."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Lock
from typing import NamedTuple

from schemas.mishap import kind_and_place
from storage.database import Database
from storage.refusals import WINDOW, RefusedAct, Repeated, count_up

REPEATS_WRITTEN = timedelta(seconds=1)
LONGEST_PENDING = timedelta(seconds=5)
"""After this what is pending is written although nobody is refused anything."""

_LOG = logging.getLogger("veche.refusals")


class Budget(NamedTuple):
    """How many different refusals a minute are told apart: of one actor, and of all; what goes beyond is counted."""

    actor: int = 30
    all: int = 300


class RefusalBook:
    """Writes refusals down: a new one at once, repetitions at most once a second, by one thread at a time.

    So a flood costs one short transaction a second beside those of its budget, and fills no disk.
    """

    def __init__(self, budget: Budget | None = None) -> None:
        self._budget = budget or Budget()
        self._lock = Lock()
        self._writing = Lock()
        self._pending: dict[RefusedAct, Repeated] = {}
        self._known: set[RefusedAct] = set()
        self._known_since: datetime | None = None
        self._written_at: datetime | None = None

    def note(self, database: Database, refused: RefusedAct, now: datetime) -> None:
        """Count a refusal and write down what is due; never raises, for a refusal is answered either way."""
        with self._lock:
            if self._known_since is None or now - self._known_since >= WINDOW:
                self._known, self._known_since = set(), now
            self._add(self._within_budget(refused), Repeated(1, now, now))
        while self._is_due(now):
            # Whoever writes now looks again afterwards, so that what waits here is not left behind.
            if not self._write(database, now):
                return

    def run(self, database: Database, clock: Callable[[], datetime], stop: Event) -> None:
        """Write down every few seconds what is pending, until stopped; then what is left."""
        while not stop.wait(LONGEST_PENDING.total_seconds()):
            self.flush(database, clock())
        self.flush(database, clock())

    def flush(self, database: Database, now: datetime) -> None:
        """Write down all that is pending; never raises."""
        if self._pending:
            self._write(database, now)

    def _add(self, refused: RefusedAct, more: Repeated) -> None:
        known = self._pending.get(refused)
        self._pending[refused] = known.with_more(more) if known else more

    def _within_budget(self, refused: RefusedAct) -> RefusedAct:
        known = self._known | self._pending.keys()
        if refused in known:
            return refused
        if len(known) >= self._budget.all:
            return RefusedAct("")
        of_actor = sum(one.actor_id == refused.actor_id for one in known)
        return RefusedAct(refused.actor_id) if of_actor >= self._budget.actor else refused

    def _is_due(self, now: datetime) -> bool:
        with self._lock:
            again = self._written_at is None or now - self._written_at >= REPEATS_WRITTEN
            return bool(self._pending) and (again or not self._pending.keys() <= self._known)

    def _write(self, database: Database, now: datetime) -> bool:
        """Whether what was pending is written; not if another thread is at it, or the database does not take it."""
        if not self._writing.acquire(blocking=False):
            return False
        try:
            with self._lock:
                batch, self._pending = self._pending, {}
                self._known |= batch.keys()
                self._written_at = now
            try:
                with database.write() as unit:
                    # In one order, so that two processes never wait for each other.
                    for refused, repeated in sorted(batch.items()):
                        count_up(unit, refused, repeated)
            except Exception as error:  # whoever writes next tries again
                _LOG.error("refusals_not_noted: %s", kind_and_place(error)["error"])
                with self._lock:
                    for refused, repeated in batch.items():
                        self._add(refused, repeated)
                    self._known -= batch.keys()
                return False
            return True
        finally:
            self._writing.release()
