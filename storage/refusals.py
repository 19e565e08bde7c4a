"""Rows of refused attempts, each counting how often the same was refused within a minute."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select, update

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


def count_up(session: Session, refused: RefusedAct, times: int, now: datetime) -> None:
    """Count `times` refusals in the row of the last minute, or begin one."""
    same = [getattr(Refusal, name) == fact for name, fact in refused._asdict().items()]
    open_one = select(Refusal.id).where(*same, Refusal.first_at > now - WINDOW, col(Refusal.seal).is_(None))
    row_id = session.exec(open_one.limit(1)).first()
    if row_id is None:
        session.add(Refusal(id=new_id(), **refused._asdict(), times=times, first_at=now, last_at=now))
        session.flush()
        return
    session.exec(update(Refusal).where(col(Refusal.id) == row_id).values(times=col(Refusal.times) + times, last_at=now))
