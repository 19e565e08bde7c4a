"""Making checkpoints: the heads of all streams, signed, kept in the database and in the object store."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event as Stop
from typing import Any

import structlog
from pydantic import BaseModel
from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, and_, col, func, select

from activities.audit.seals import seal_refusals
from activities.edition.keys import KeyFolder
from domain.heads import Heads
from schemas.act import Act
from schemas.canonical import sha256_hex
from schemas.checkpoint import Head, Statement, moved_written
from schemas.installation_events import CheckpointMade
from schemas.mishap import kind_and_place
from schemas.problems import Refused
from storage.database import Database
from storage.journal import INSTALLATION, Journal, carry_out
from storage.objects import ObjectStore
from storage.tables import Checkpoint, CheckpointHead, Event, Installation, Stream, metadata

LOOK = 30.0
"""Seconds between two looks at whether a checkpoint is due."""

log = structlog.get_logger()


class Checkpoints:
    """Makes an installation's checkpoints; any number of processes may, each checkpoint is made once."""

    def __init__(self, database: Database, store: ObjectStore, clock: Callable[[], datetime], keys: KeyFolder) -> None:
        self._database = database
        self._store = store.lasting
        self._clock = clock
        self._keys = keys

    def run(self, stop: Stop, period: timedelta) -> None:
        """Make one whenever the last is older than `period` and anything moved, until `stop` is set."""
        while not stop.wait(LOOK):
            try:
                if self.is_due(period):
                    self.make()
            except Refused as refused:
                log.warning("checkpoint_waits", code=refused.code)
            except Exception as error:  # whatever it was, the next look may get further
                log.error("checkpoint_waits", **kind_and_place(error))

    def is_due(self, period: timedelta) -> bool:
        """Whether the last checkpoint, or the installation's beginning, is that long ago."""
        with self._database.read() as session:
            last = (
                session.exec(select(func.max(Checkpoint.at))).one() or session.exec(select(Installation.made_at)).one()
            )
        return self._clock() - last >= period

    def make(self) -> Checkpoint | None:
        """Make the next checkpoint; None if nothing has moved since the last, or another process was first.

        What was refused since the last is sealed before, so that the signature covers it.
        Raises Refused as the database and the object store do.
        """
        seal_refusals(self._database, self._clock)
        with self._database.read() as session:
            found = self._gather(session)
        if found is None:
            return None
        statement, moved = found
        signature = self._keys.current().sign(statement.written().encode())
        listed = moved_written(moved)
        for content in (listed.encode(), signature, statement.written().encode()):
            self._store.put(content)
        row = Checkpoint(
            number=statement.number,
            at=statement.at,
            hash=sha256_hex(statement.written().encode()),
            statement=statement.written(),
            signature=signature.decode(),
            moved=listed,
        )
        return row if self._keep(row, moved) else None

    def _gather(self, session: Session) -> tuple[Statement, list[Head]] | None:
        number, previous = latest(session)
        known = session.exec(
            select(CheckpointHead.stream_id, CheckpointHead.place, CheckpointHead.seq, CheckpointHead.tail)
        )
        heads = Heads(Head(stream_id=a, place=place, seq=seq, tail=tail) for a, place, seq, tail in known)
        moved = []
        for stream_id, seq, tail in _moved(session):
            place = heads.place_of(stream_id)
            head = Head(stream_id=stream_id, place=len(heads.tree) if place is None else place, seq=seq, tail=tail)
            heads.take(head)
            moved.append(head)
        if _is_idle(session, moved):
            return None
        statement = Statement(
            installation_id=session.exec(select(Installation.id)).one(),
            number=number + 1,
            at=self._clock(),
            previous=previous,
            streams=len(heads.tree),
            root=heads.tree.root,
            moved=sha256_hex(moved_written(moved).encode()),
            key=self._keys.current().fingerprint,
        )
        return statement, moved

    def _keep(self, row: Checkpoint, moved: Sequence[Head]) -> bool:
        def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, Any], Sequence[BaseModel]]:
            journal.session.add(row)
            _bring_forward(journal.session, moved)
            return {"number": row.number, "hash": row.hash}, [CheckpointMade(number=row.number, hash=row.hash)]

        act = Act(id=f"checkpoint:{row.number}", body_hash=row.hash)
        try:
            carry_out(self._database, self._clock, act, INSTALLATION, effect)
        except Refused as refused:
            if refused.code == "idempotency_key_reused":  # another process made this one
                return False
            raise
        return True


def latest(session: Session) -> tuple[int, str]:
    """The number and the hash of the last checkpoint; 0 and nothing before the first."""
    row = session.exec(select(Checkpoint.number, Checkpoint.hash).order_by(col(Checkpoint.number).desc()).limit(1))
    return row.first() or (0, "")


def _bring_forward(session: Session, moved: Sequence[Head]) -> None:
    """Keep where streams stand now; new ones have the places after all that are known."""
    known = session.exec(select(func.count()).select_from(CheckpointHead)).one()
    new = [head.model_dump() for head in moved if head.place >= known]
    ahead = [{"which": head.stream_id, "to": head.seq, "hash": head.tail} for head in moved if head.place < known]
    table = metadata.tables["checkpoint_heads"]
    if new:
        session.execute(insert(table), new)
    if ahead:
        stands = update(table).where(table.c.stream_id == bindparam("which"))
        session.execute(stands.values(seq=bindparam("to"), tail=bindparam("hash")), ahead)


def _moved(session: Session) -> list[tuple[str, int, str]]:
    """The streams that are not where the last checkpoint saw them."""
    same = and_(col(CheckpointHead.stream_id) == col(Stream.id), col(CheckpointHead.seq) == col(Stream.seq))
    query = select(Stream.id, Stream.seq, Stream.tail).join(CheckpointHead, same, isouter=True)
    query = query.where(col(CheckpointHead.stream_id).is_(None), Stream.seq > 0).order_by(Stream.id)
    return list(session.exec(query))


def _is_idle(session: Session, moved: Sequence[Head]) -> bool:
    """Whether nothing happened but that the last checkpoint was recorded."""
    if [head.stream_id for head in moved] not in ([], [INSTALLATION]):
        return False
    before = session.get(CheckpointHead, INSTALLATION)
    since = select(Event.seq).where(
        Event.stream_id == INSTALLATION,
        col(Event.seq) > (before.seq if before else 0),
        Event.type != "checkpoint_made",
    )
    return session.exec(since.limit(1)).first() is None
