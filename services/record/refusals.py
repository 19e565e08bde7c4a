"""Refused attempts to change something: counted into the record without slowing anybody."""

import logging
from collections import Counter
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from schemas.mishap import kind_and_place
from storage.database import Database
from storage.refusals import WINDOW, RefusedAct, count_up

REPEATS_WRITTEN = timedelta(seconds=1)
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
        self._pending: Counter[RefusedAct] = Counter()
        self._known: set[RefusedAct] = set()
        self._known_since: datetime | None = None
        self._written_at: datetime | None = None

    def note(self, database: Database, refused: RefusedAct, now: datetime) -> None:
        """Count a refusal and write down what is due; never raises, for a refusal is answered either way."""
        with self._lock:
            if self._known_since is None or now - self._known_since >= WINDOW:
                self._known, self._known_since = set(), now
            self._pending[self._within_budget(refused)] += 1
        while self._is_due(now):
            # Whoever writes now looks again afterwards, so that what waits here is not left behind.
            if not self._write(database, now):
                return

    def flush(self, database: Database, now: datetime) -> None:
        """Write down all that is left, as a process ends."""
        if self._pending:
            self._write(database, now)

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
                batch, self._pending = self._pending, Counter()
                self._known |= batch.keys()
                self._written_at = now
            try:
                with database.write() as unit:
                    for refused, times in batch.items():
                        count_up(unit, refused, times, now)
            except Exception as error:  # the next refusal tries again
                _LOG.error("refusals_not_noted: %s", kind_and_place(error)["error"])
                with self._lock:
                    self._pending += batch
                    self._known -= batch.keys()
                return False
            return True
        finally:
            self._writing.release()
