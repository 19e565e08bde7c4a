"""What somebody or something was called until now, kept before it is called otherwise; an erasure removes it."""

from datetime import datetime
from typing import Protocol

from sqlmodel import Session

from schemas.ids import new_id
from storage.tables import Document, EarlierName, Person


class Named(Protocol):
    """A row with a name."""

    id: str
    name: str


class Keeping:
    """Remembers how a row stands; `done` keeps that where name, title, position or organisation have become others."""

    def __init__(self, row: Named | Document) -> None:
        self._row = row
        self._was = _said(row)

    def done(self, session: Session, now: datetime) -> None:
        """Write down what it was called until `now` (UTC), if it is called otherwise."""
        if _said(self._row) != self._was:
            name, position, organisation_id = self._was
            was = EarlierName(id=new_id(), subject_id=self._row.id, name=name, position=position, until=now)
            was.organisation_id = organisation_id
            session.add(was)


def _said(row: Named | Document) -> tuple[str, str, str | None]:
    if isinstance(row, Document):
        return row.title, "", None
    if isinstance(row, Person):
        return row.name, row.position, row.organisation_id
    return row.name, "", None
