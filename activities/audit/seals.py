"""Sealing refused attempts: one entry of the installation's stream binds all that were noted since the last."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, col, delete, func, select, update

from schemas.act import Act
from schemas.canonical import canonical_json, sha256_hex
from schemas.ids import new_id
from schemas.installation_events import RefusalsSealed
from storage.database import Database
from storage.journal import INSTALLATION, Journal, carry_out
from storage.tables import Event, Refusal, Stream

SETTLED = timedelta(minutes=5)
"""Rows this old are counted up no more, however far the clocks of two processes differ."""
KEPT = timedelta(days=400)
"""How long refusals are kept after they were sealed: a year, and time to look at it."""
AT_ONCE = 5000

_SEALED = RefusalsSealed.model_fields["type"].default


def seal_refusals(database: Database, clock: Callable[[], datetime]) -> None:
    """Bind what was noted and is settled into the record, and let go what was sealed long ago."""
    while _is_waiting(database, clock()):
        carry_out(database, clock, Act(id=f"refusals:{new_id()}", body_hash=""), INSTALLATION, _seal)


def _is_waiting(database: Database, now: datetime) -> bool:
    with database.read() as session:
        return session.exec(select(Refusal.id).where(*_settled(now)).limit(1)).first() is not None


def _settled(now: datetime) -> tuple[Any, ...]:
    return col(Refusal.seal).is_(None), col(Refusal.first_at) < now - SETTLED


def _seal(journal: Journal, stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
    unit, settled = journal.session, _settled(journal.now)
    waiting = select(Refusal).where(*settled).order_by(col(Refusal.id)).limit(AT_ONCE)
    rows = unit.exec(waiting.with_for_update()).all()
    if rows:
        # By their ids: another process may have noted some in between, which this entry does not bind.
        read = col(Refusal.id).in_([row.id for row in rows])
        unit.exec(update(Refusal).where(read).values(seal=stream.seq + 1))
    old = select(Event.seq).where(Event.stream_id == INSTALLATION, Event.type == _SEALED, Event.at < journal.now - KEPT)
    unit.exec(delete(Refusal).where(col(Refusal.seal).in_(old)))
    return {}, [RefusalsSealed(rows=len(rows), times=sum(row.times for row in rows), digest=_digest(rows))]


def is_as_sealed(session: Session, entry: Event) -> bool:
    """Whether the refusals that an entry of the record binds are still there as they were, or old enough to be gone."""
    said = RefusalsSealed.model_validate(entry.data)
    rows = session.exec(select(Refusal).where(Refusal.seal == entry.seq).order_by(col(Refusal.id))).all()
    if not rows and said.rows:
        latest = session.exec(select(func.max(Event.at)).where(Event.stream_id == INSTALLATION)).one()
        return bool(entry.at < latest - KEPT)
    return (len(rows), _digest(rows)) == (said.rows, said.digest)


def _digest(rows: Iterable[Refusal]) -> str:
    listed = [row.model_dump(mode="json", exclude={"seal"}) for row in rows]
    return sha256_hex(canonical_json(listed).encode())
