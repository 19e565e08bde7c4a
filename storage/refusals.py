"""Rows of refused attempts, each counting how often the same was refused within a minute."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session, case, col, select, update

from schemas.ids import new_id
from storage.tables import Refusal

WINDOW = timedelta(minutes=1)
"""The same refusal within this time counts up one row."""


class RefusedAct(NamedTuple):
    """What was refused: ids and codes only. Without an operation it stands for many different ones."""

    actor_id: str
    operation: str = ""
    code: str = ""
    place: str = ""


class Repeated(NamedTuple):
    """How many times the same was refused, and when for the first and the last time (UTC)."""

    times: int
    first: datetime
    last: datetime

    def with_more(self, more: "Repeated") -> "Repeated":
        """Both together."""
        return Repeated(self.times + more.times, min(self.first, more.first), max(self.last, more.last))


def count_up(session: Session, refused: RefusedAct, repeated: Repeated) -> None:
    """Count refusals in the row that lies within one minute with them, or begin one.

    What waited longer than a minute for the database is one row nevertheless.
    """
    unsealed = col(Refusal.seal).is_(None)
    same = [getattr(Refusal, name) == fact for name, fact in refused._asdict().items()]
    near = (Refusal.first_at > repeated.last - WINDOW, Refusal.last_at < repeated.first + WINDOW)
    row_id = session.exec(select(Refusal.id).where(*same, *near, unsealed).limit(1)).first()
    if row_id is not None:
        # On PostgreSQL it may have been sealed since, and then never changes.
        row = update(Refusal).where(col(Refusal.id) == row_id, unsealed)
        if session.exec(row.values(_with_more(repeated))).rowcount:
            return
    times, first, last = repeated
    session.add(Refusal(id=new_id(), **refused._asdict(), times=times, first_at=first, last_at=last))
    session.flush()


def _with_more(more: Repeated) -> dict[str, Any]:
    first, last = col(Refusal.first_at), col(Refusal.last_at)
    return {
        "times": col(Refusal.times) + more.times,
        "first_at": case((first > more.first, more.first), else_=first),
        "last_at": case((last < more.last, more.last), else_=last),
    }
