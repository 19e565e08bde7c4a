"""What a database is asked, statement by statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from storage.database import Database

_ABOUT_TRANSACTIONS = ("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")

Asked = list[tuple[str, Any]]
"""Statements with what is bound to them."""


@contextmanager
def asking(database: Database) -> Iterator[Asked]:
    """Everything that goes to the database while the block lasts, save what only opens and closes transactions."""
    asked: Asked = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_more: Any) -> None:
        if not statement.startswith(_ABOUT_TRANSACTIONS):
            asked.append((statement, given))

    engines = {database.writer, database._reader}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    reader = database._prepared
    if reader is not None:
        ask = reader.ask
        reader.ask = lambda sql, values: asked.append((sql, tuple(values))) or ask(sql, values)  # type: ignore[method-assign, func-returns-value]
    inside = database._in_session
    if inside is not None:
        do = inside.do
        inside.do = lambda connection, sql, values, **many: (  # type: ignore[method-assign]
            asked.append((sql, tuple(values))) or do(connection, sql, values, **many)  # type: ignore[func-returns-value]
        )
    yield asked
    if reader is not None:
        del reader.ask
    if inside is not None:
        del inside.do
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
