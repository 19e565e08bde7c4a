"""The database: engines for writing and reading, and the unit of work around one transaction."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, Row, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import configure_mappers
from sqlmodel import Session

from schemas.problems import Refused
from storage.impatient import GIVEN_UP, KEEPALIVE, make_impatient
from storage.prepared import PreparedReader, PreparedSession, Statement, preparing
from storage.turns import Turns
from storage.turnstile import Turnstile

Answer = TypeVar("Answer")

TURN_SECONDS = 4.0
"""How long a SQLite writer waits for the writers before it, of its process and of others."""

BUSY_SECONDS = 4.0
"""How long it then waits for a program that takes no turns, and a PostgreSQL client for an answer or a connection.

Together below ten seconds, in which everybody gets an answer, and below every activity's time-out.
"""

POOLED, BESIDE = 10, 10
"""Connections to PostgreSQL that a process keeps, and those that it opens beside them for as long as it needs more."""


class Database:
    """A database named by a URL: `sqlite:///FILE` or `postgresql+psycopg://…`.

    SQLite has one writing engine that begins every transaction IMMEDIATE, behind a turnstile
    (writers otherwise keep each other out for seconds), and a reading engine of its own. A PostgreSQL that does
    not answer is given up, unless `patient`: a migration or a check of everything may take its time.
    """

    def __init__(self, url: str, *, patient: bool = False) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.turns = Turns()
        self._turnstile = Turnstile(Path(make_url(url).database or "")) if self.is_sqlite else None
        self.writer = _engine(url, immediate=True, patient=patient)
        self._reader = _engine(url, immediate=False, patient=patient) if self.is_sqlite else self.writer
        self._prepared = PreparedReader(self._reader) if self.is_sqlite else None
        configure_mappers()  # what is read past the ORM is put into its objects, maybe before its first query
        self._in_session = PreparedSession(self.writer) if self.is_sqlite else None
        if not self.is_sqlite and not patient:
            make_impatient(self.writer, BUSY_SECONDS)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are committed when the block ends well and rolled back when it does not.

        Raises Refused("database_unavailable") when the database does not answer, and storage_full.
        """
        asked = time.perf_counter()
        with self._turn(), _unavailable_is_refused(), self._session(self.writer) as session:
            session.connection()  # on SQLite this is where another process's transaction is waited for
            with self.turns.timing(asked):
                yield session
                session.commit()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading only; nothing done in it is kept."""
        with _unavailable_is_refused(), self._session(self._reader) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """A session that sees one state of the whole database, however long it lasts; it holds up no writer."""
        with self.read() as session:
            if not self.is_sqlite:  # one transaction of SQLite sees one state anyway
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    def rows(self, statement: Statement, **given: Any) -> Sequence[Row[Any]]:
        """The rows of a statement that was built once, with its bound values: the leanest way to read by key."""
        with _unavailable_is_refused():
            if self._prepared is not None:
                return self._prepared.rows(statement, given)
            with self._reader.connect() as connection:
                return connection.execute(statement, given).all()

    def row(self, statement: Statement, **given: Any) -> Row[Any] | None:
        """The one row of such a statement, or None."""
        found = self.rows(statement, **given)
        return found[0] if found else None

    async def briefly(self, reading: Callable[..., Answer], *given: Any) -> Answer:
        """Do a short reading by key: on the spot in a local file, where it never waits, else in a thread."""
        return reading(*given) if self.is_sqlite else await asyncio.to_thread(reading, *given)

    def _session(self, engine: Engine) -> Session:
        return Session(engine, expire_on_commit=False, info=preparing(self._in_session))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One writer at a time on SQLite."""
        if self._turnstile is None:
            yield
            return
        if not self._turnstile.acquire(TURN_SECONDS):
            raise Refused("database_unavailable")
        try:
            yield
        finally:
            self._turnstile.release()

    def empty_log(self) -> None:
        """Leave nothing in SQLite's log of what was taken out of the tables; a reader that goes on puts it off."""
        if not self.is_sqlite:
            return
        with self._turn():
            connection = self.writer.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()

    def close(self) -> None:
        """Give back every connection."""
        if self._prepared is not None:
            self._prepared.close()
        self.writer.dispose()
        self._reader.dispose()
        if self._turnstile is not None:
            self._turnstile.close()


def _engine(url: str, *, immediate: bool, patient: bool) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            hide_parameters=True,
            pool_size=POOLED,
            max_overflow=BESIDE,
            pool_timeout=BUSY_SECONDS,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 3, **KEEPALIVE, **({} if patient else GIVEN_UP)},
        )
    engine = create_engine(
        url,
        hide_parameters=True,
        max_overflow=-1,  # a connection to a file is cheap, and waiting for one would hold up the event loop
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


@contextmanager
def _unavailable_is_refused() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout, sqlite3.OperationalError) as error:
        raise Refused("storage_full" if _disk_is_full(error) else "database_unavailable") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Refused("database_unavailable") from error
        raise


def _disk_is_full(error: Exception) -> bool:
    """Whether it is what SQLite or PostgreSQL say when there is no room."""
    cause = getattr(error, "orig", error)
    return getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(cause, "sqlstate", "") == "53100"
