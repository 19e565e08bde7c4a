"""Editing a row from the version it was read at."""

from typing import Protocol, TypeVar

from sqlmodel import Session

from schemas.problems import Refused


class Versioned(Protocol):
    """A row that counts its editions."""

    version: int


Row = TypeVar("Row", bound=Versioned)


def take_version(session: Session, table: type[Row], row_id: str, version: int) -> Row:
    """The row, held for writing and counted up, if it still is at `version`.

    Raises Refused with `not_found`, or `version_outdated` with the version it is at.
    """
    # The weaker lock of PostgreSQL, so that rows which only refer to this one can be written meanwhile.
    row = session.get(table, row_id, with_for_update={"key_share": True})
    if row is None:
        raise Refused("not_found")
    if row.version != version:
        raise Refused("version_outdated", version=row.version)
    row.version += 1
    return row
