"""Statements that were built once, past the ORM: read by themselves, or carried out in a session's transaction."""

import re
import sqlite3
import threading
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from sqlite3 import Connection
from typing import Any, cast

from sqlalchemy import CompoundSelect, Delete, Engine, Insert, Row, Select, Update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

Statement = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Change = Insert | Update | Delete
_Processor = Callable[[Any], Any] | None

_PREPARED = "prepared"
"""Where a session's `info` holds its database's `PreparedSession`, if it has one."""

_OPEN = "open"
"""Where it holds the transaction that statements were last carried out in, with its connection."""

_LIST = re.compile(r"__\[POSTCOMPILE_(\w+)\]")
"""Where the compiler leaves room for the values of an IN."""


class _Prepared:
    """A statement as SQLite takes it: its words, how values go in, and how columns come out."""

    def __init__(self, statement: Statement | Change, engine: Engine, columns: tuple[str, ...]) -> None:
        dialect = engine.dialect
        compiled = statement.compile(dialect=dialect, column_keys=columns or None)
        self._words = str(compiled)
        self._lists = frozenset(_LIST.findall(self._words))
        self._fixed = {name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required}
        for column in compiled.insert_prefetch or ():
            self._fixed[column.key] = cast("Any", column.default).arg  # a constant: what is worked out is always given
        self._given: list[tuple[str, _Processor]] = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ]
        found = [] if isinstance(statement, Change) else [*statement.selected_columns.items()]
        self._row = namedtuple("_row", [name for name, _ in found])  # type: ignore[misc]  # named by the statement
        self._read: list[_Processor] = [
            column.type.dialect_impl(dialect).result_processor(dialect, None) for _, column in found
        ]

    def words(self, given: Mapping[str, Any]) -> str:
        """The statement's words, with room for as many values as its lists have."""
        if not self._lists:
            return self._words
        known = {**self._fixed, **given}
        return _LIST.sub(lambda found: ", ".join("?" * len(known[found[1]])) or "NULL", self._words)

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """The bound values in their order. Raises KeyError if one is missing."""
        known, values = {**self._fixed, **given}, list[Any]()
        for name, process in self._given:
            found = known[name] if name in self._lists else (known[name],)
            values.extend(map(process, found) if process else found)
        return values

    def row(self, found: Sequence[Any]) -> Any:
        """A row with a name for each column."""
        return self._row(*(process(one) if process else one for process, one in zip(self._read, found, strict=True)))


class _Known:
    """The statements of one database, each prepared once; they are told apart by identity."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._prepared: dict[tuple[Statement | Change, tuple[str, ...]], _Prepared] = {}

    def __call__(self, statement: Statement | Change, columns: tuple[str, ...] = ()) -> _Prepared:
        """The statement prepared, an INSERT for these columns."""
        prepared = self._prepared.get((statement, columns))
        if prepared is None:
            prepared = self._prepared[statement, columns] = _Prepared(statement, self._engine, columns)
        return prepared


class PreparedSession:
    """Carries statements out in the transactions of SQLite sessions, after what the session itself holds is written.

    Through the session's own connection each takes five to ten times as long, and others wait for the writer.
    """

    def __init__(self, engine: Engine) -> None:
        self._known = _Known(engine)

    def rows(self, session: Session, statement: Statement, given: Mapping[str, Any]) -> list[Any]:
        """All rows."""
        prepared = self._known(statement)
        found = self.do(_connection(session), prepared.words(given), prepared.values(given)).fetchall()
        return [prepared.row(one) for one in found]

    def change(self, session: Session, statement: Change, given: Mapping[str, Any]) -> int:
        """How many rows it changed."""
        prepared = self._known(statement)
        return self.do(_connection(session), prepared.words(given), prepared.values(given)).rowcount

    def insert(self, session: Session, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows of the same columns."""
        prepared = self._known(statement, tuple(rows[0]))
        self.do(_connection(session), prepared.words({}), [prepared.values(row) for row in rows], many=True)

    def do(self, connection: Connection, words: str, values: Sequence[Any], *, many: bool = False) -> sqlite3.Cursor:
        """What SQLite answers to words with their values, or with those of many rows.

        Raises what the same statement would raise through the session.
        """
        try:
            return connection.executemany(words, values) if many else connection.execute(words, values)
        except sqlite3.Error as error:
            raise DBAPIError.instance(words, None, error, sqlite3.Error, hide_parameters=True) from error


def rows_in(session: Session, statement: Statement, /, **given: Any) -> Sequence[Row[Any]]:
    """The rows of a statement that was built once, as the session's transaction sees them. It loads no objects."""
    session.flush()
    prepared: PreparedSession | None = session.info.get(_PREPARED)
    if prepared is not None:
        return prepared.rows(session, statement, given)
    return session.connection().execute(statement, given).all()


def row_in(session: Session, statement: Statement, /, **given: Any) -> Row[Any] | None:
    """The one row of such a statement, or None."""
    found = rows_in(session, statement, **given)
    return found[0] if found else None


def change_in(session: Session, statement: Change, /, **given: Any) -> int:
    """Carry out a change that was built once in the session's transaction; how many rows it changed.

    Objects that are loaded do not learn of it.
    """
    session.flush()
    prepared: PreparedSession | None = session.info.get(_PREPARED)
    if prepared is not None:
        return prepared.change(session, statement, given)
    return session.connection().execute(statement, given).rowcount


def insert_in(session: Session, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write new rows by an INSERT that was built once, all with values for the same columns."""
    session.flush()
    prepared: PreparedSession | None = session.info.get(_PREPARED)
    if prepared is None:
        session.connection().execute(statement, [dict(row) for row in rows])
        return
    prepared.insert(session, statement, rows)


def preparing(prepared: PreparedSession | None) -> dict[str, Any]:
    """What the `info` of a session has to hold for its statements to be carried out so."""
    return {} if prepared is None else {_PREPARED: prepared}


def _connection(session: Session) -> Connection:
    """The connection of the session's transaction, asked of the session once for each."""
    transaction, connection = session.info.get(_OPEN, (None, None))
    if transaction is None or transaction is not session.get_transaction():
        connection = session.connection().connection.driver_connection
        session.info[_OPEN] = session.get_transaction(), connection
    return cast("Connection", connection)


class PreparedReader:
    """Answers statements over one standing connection a thread, each statement a transaction of its own.

    Through the ORM's connection a row by its key takes five times as long: a connection from the pool, a
    transaction begun and rolled back, the statement looked up by its parts.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own = threading.local()
        self._all: list[Connection] = []
        self._known = _Known(engine)

    def rows(self, statement: Statement, given: Mapping[str, Any]) -> list[Any]:
        """All rows; statements are told apart by identity, so each must be built once."""
        prepared = self._known(statement)
        return [prepared.row(found) for found in self.ask(prepared.words(given), prepared.values(given))]

    def ask(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """What SQLite answers to words with their values."""
        return self._connection().execute(sql, values).fetchall()

    def close(self) -> None:
        """Close every thread's connection."""
        while self._all:
            self._all.pop().close()
        self._own = threading.local()

    def _connection(self) -> Connection:
        found: Connection | None = getattr(self._own, "connection", None)
        if found is None:
            pooled = self._engine.raw_connection()
            found = cast("Connection", pooled.driver_connection)
            pooled.detach()  # it stays with this thread and never goes back to the pool
            self._own.connection = found
            self._all.append(found)
        return found
