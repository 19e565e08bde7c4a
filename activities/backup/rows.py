"""The rows of a table as lines of JSON: the same for every database, so that a backup moves between them."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, Connection, Table, bindparam, insert, select
from sqlmodel import Session

BATCH = 1000
_READ: dict[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}


def lines_of(session: Session, table: Table) -> Iterator[str]:
    """The names of the columns, then every row as a list of its values, in the order of the primary key."""
    yield _line([column.name for column in table.columns])
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    for row in session.execute(query):
        yield _line(list(row))


def load(connection: Connection, table: Table, file: Path) -> None:
    """Insert the rows that the file holds. Raises KeyError for a column that the table does not have."""
    with file.open(encoding="utf-8") as lines:
        columns = [table.columns[name] for name in json.loads(next(lines))]
        statement = insert(table).values(
            {column.name: bindparam(column.name, type_=_type(column)) for column in columns}
        )
        while batch := [_row(columns, line) for line in islice(lines, BATCH)]:
            connection.execute(statement, batch)


def _line(values: list[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_written) + "\n"


def _written(value: Any) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(f"a column holds {type(value).__name__}, which a backup has no form for")


def _type(column: Column[Any]) -> Any:
    """A missing JSON value was no value at all wherever the column allows that."""
    return JSON(none_as_null=bool(column.nullable)) if isinstance(column.type, JSON) else column.type


def _row(columns: list[Column[Any]], line: str) -> Mapping[str, Any]:
    return {column.name: _value(column, value) for column, value in zip(columns, json.loads(line), strict=True)}


def _value(column: Column[Any], value: Any) -> Any:
    read = None if isinstance(column.type, JSON) or value is None else _READ.get(column.type.python_type)
    return value if read is None else read(value)
