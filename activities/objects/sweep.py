"""`ObjectSweep`: objects that no row names go, a day after they were last put and a day after they were set aside."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event as Stop

import structlog

from schemas.mishap import kind_and_place
from schemas.problems import Refused
from storage.database import Database
from storage.named_objects import named_objects
from storage.objects import ObjectStore

AGE = timedelta(days=1)
"""Far longer than any act takes from keeping an object to the row that names it."""

PERIOD = 900.0
"""Seconds between two sweeps of a worker."""

log = structlog.get_logger()


class ObjectSweep:
    """Sweeps in two steps, so that no lock is needed between it and those who put: an object that is reused at the
    very moment it is set aside is brought back by whoever reads it, and by the next sweep, long before it is forgotten.

    Any number may sweep at once.
    """

    def __init__(self, database: Database, store: ObjectStore, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._store = store
        self._clock = clock

    def run(self, stop: Stop) -> None:
        """Sweep every period until `stop` is set; outlives every trouble."""
        while not stop.wait(PERIOD):
            try:
                unnamed = self.set_aside(stop)
                forgotten = self.forget(stop)
            except Refused as refused:
                log.warning("sweep_of_objects_waits", code=refused.code)
            except Exception as error:  # whatever it was, the next sweep may get further
                log.error("sweep_of_objects_waits", **kind_and_place(error))
            else:
                if unnamed or forgotten:
                    log.info("objects_swept", set_aside=len(unnamed), forgotten=forgotten)

    def unnamed(self) -> list[str]:
        """The addresses of what would be set aside now."""
        old = list(self._store.aged(self._clock() - AGE))  # before the rows: what is put later is not in the list
        named = self._named() if old else set()
        return [address for address in old if address not in named]

    def set_aside(self, stop: Stop | None = None) -> list[str]:
        """Set aside what nothing names, and return the addresses."""
        done = []
        for address in self.unnamed():
            if stop and stop.is_set():
                break
            self._store.set_aside(address)
            done.append(address)
        return done

    def forget(self, stop: Stop | None = None) -> int:
        """Remove for good what was set aside a day ago; what is named after all is brought back before. How many."""
        before, forgotten = self._clock() - AGE, 0
        old = list(self._store.aside(before))
        named = self._named() if old else set()
        for address in old:
            if stop and stop.is_set():
                break
            if address in named:
                self._store.get(address)  # brings it back, if it is not there
            self._store.forget(address, before)
            forgotten += address not in named
        return forgotten

    def _named(self) -> set[str]:
        with self._database.snapshot() as session:
            return set(named_objects(session))
