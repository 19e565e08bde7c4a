"""Reading a local SQLite file by statements that were built once, without what a unit of work costs."""

import threading
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from sqlite3 import Connection
from typing import Any, cast

from sqlalchemy import CompoundSelect, Engine, Select

Statement = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
_Processor = Callable[[Any], Any] | None


class _Prepared:
    """A statement as SQLite takes it: its words, how values go in, and how columns come out."""

    def __init__(self, statement: Statement, engine: Engine) -> None:
        dialect = engine.dialect
        self._compiled = statement.compile(dialect=dialect)
        self.sql = str(self._compiled)
        self._given: list[tuple[str, _Processor]] = [
            (name, self._compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in self._compiled.positiontup or ()
        ]
        columns = statement.selected_columns
        self._row = namedtuple("_row", columns.keys())  # type: ignore[misc]  # named by the statement
        self._read: list[_Processor] = [
            column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns
        ]

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """The bound values in their order. Raises sqlalchemy's InvalidRequestError if one is missing."""
        known = self._compiled.construct_params(given)
        return [process(known[name]) if process else known[name] for name, process in self._given]

    def row(self, found: Sequence[Any]) -> Any:
        """A row with a name for each column."""
        return self._row(*(process(one) if process else one for process, one in zip(self._read, found, strict=True)))


class PreparedReader:
    """Answers statements over one standing connection a thread, each statement a transaction of its own.

    Through the ORM's connection a row by its key takes five times as long: a connection from the pool, a
    transaction begun and rolled back, the statement looked up by its parts.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own = threading.local()
        self._all: list[Connection] = []
        self._prepared: dict[Statement, _Prepared] = {}

    def rows(self, statement: Statement, given: Mapping[str, Any]) -> list[Any]:
        """All rows; statements are told apart by identity, so each must be built once."""
        prepared = self._prepared.get(statement)
        if prepared is None:
            prepared = self._prepared[statement] = _Prepared(statement, self._engine)
        return [prepared.row(found) for found in self.ask(prepared.sql, prepared.values(given))]

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
