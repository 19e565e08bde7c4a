"""`ObjectSweep`: objects that no row names go, a day after they were last put and a day after they were set aside."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event as Stop

import structlog
from sqlalchemy import delete
from sqlmodel import col, select

from schemas.mishap import kind_and_place
from schemas.problems import Refused
from storage.database import Database
from storage.named_objects import named_objects
from storage.objects import ObjectStore
from storage.tables import Installation, TextLines

AGE = timedelta(days=1)
"""Far longer than any act takes from keeping an object to the row that names it."""

BATCH = 500
"""Texts whose lines go in one transaction."""

PERIOD = 900.0
"""Seconds between two sweeps of a worker."""

log = structlog.get_logger()


class ObjectSweep:
    """Sweeps in two steps, so that no lock is needed between it and those who put: an object that is reused at the
    very moment it is set aside is brought back by whoever reads it, and by the next sweep, long before it is forgotten.

    Any number of workers of one installation may sweep at once. Where several installations share a store, none does:
    each knows only what its own database names. A resumption makes a new installation of a copy, so that an operator
    has to say that the store is its own.
    """

    def __init__(self, database: Database, store: ObjectStore, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._told: frozenset[str] = frozenset()

    def run(self, stop: Stop) -> None:
        """Sweep every period until `stop` is set; outlives every trouble."""
        while not stop.wait(PERIOD):
            try:
                unnamed = self.set_aside(stop)
                forgotten = self.forget(stop)
                cleared = self.clear()
            except Refused as refused:
                log.warning("sweep_of_objects_waits", code=refused.code)
            except Exception as error:  # whatever it was, the next sweep may get further
                log.error("sweep_of_objects_waits", **kind_and_place(error))
            else:
                if unnamed or forgotten or cleared:
                    log.info("objects_swept", set_aside=len(unnamed), forgotten=forgotten, cleared=cleared)

    def unnamed(self) -> list[str]:
        """The addresses of what would be set aside now."""
        old = list(self._store.aged(self._clock() - AGE))  # before the rows: what is put later is not in the list
        named = self._named() if old else set()
        return [address for address in old if address not in named]

    def others(self) -> frozenset[str]:
        """The other installations that need what lies in the store, after this one was noted there, too."""
        own = self._incarnation()
        self._store.let_in(own)  # before it looks: of two that come at the same moment at least one sees the other
        others = self._store.tenants() - {own}
        if others and others != self._told:
            log.warning("store_of_another", others=sorted(others))
        self._told = others
        return others

    def own(self) -> frozenset[str]:
        """Put every other installation out of the store, and return them; those at work come in again by themselves."""
        others = self.others()
        for other in others:
            self._store.put_out(other)
        return others

    def set_aside(self, stop: Stop | None = None) -> list[str]:
        """Set aside what nothing names, and return the addresses; nothing in a store that is shared."""
        if self.others():
            return []
        done = []
        for address in self.unnamed():
            if stop and stop.is_set():
                break
            self._store.set_aside(address)
            done.append(address)
        self._drop_lines(done)
        return done

    def _drop_lines(self, gone: list[str]) -> None:
        """Texts that go take their lines with them; those of one that comes back are made anew."""
        for first in range(0, len(gone), BATCH):
            with self._database.write() as session:
                session.execute(delete(TextLines).where(col(TextLines.text_hash).in_(gone[first : first + BATCH])))

    def forget(self, stop: Stop | None = None) -> int:
        """Remove for good what was set aside a day ago; what is named after all is brought back before. How many.

        Nothing goes in a store that is shared, nor what is named and damaged: it stays as evidence.
        """
        if self.others():
            return 0
        before, forgotten = self._clock() - AGE, 0
        old = list(self._store.aside(before))
        named = self._named() if old else set()
        for address in old:
            if stop and stop.is_set():
                break
            if address in named and not self._brought_back(address):
                continue
            self._store.forget(address, before)
            forgotten += address not in named
        return forgotten

    def clear(self) -> int:
        """Remove what writers left unfinished a day ago; no installation ever needs it. How many pieces."""
        return self._store.clear(self._clock() - AGE)

    def _brought_back(self, address: str) -> bool:
        """Whether the object is in its place and sound, brought back if need be."""
        try:
            self._store.get(address)
        except Refused as refused:
            if refused.code not in ("object_missing", "object_damaged"):
                raise
            log.error("object_not_brought_back", address=address, code=refused.code)
            return False
        return True

    def _incarnation(self) -> str:
        with self._database.read() as session:
            return session.exec(select(Installation.incarnation)).one()

    def _named(self) -> set[str]:
        with self._database.snapshot() as session:
            return set(named_objects(session))
