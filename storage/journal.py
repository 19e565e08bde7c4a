"""The record itself: chained events, and commands that are carried out once and answered the same for ever."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Row, String, bindparam
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select, update

from schemas.act import Act, Receipt
from schemas.canonical import canonical_json, sha256_hex
from schemas.problems import Refused
from storage.database import Database
from storage.tables import Command, Event, Stream

INSTALLATION = "installation"
"""The stream that administration is recorded in."""


class Journal:
    """The record as one transaction sees it. `now` is its instant (UTC), which only ever moves on.

    An event is never dated before the one that it follows, whatever `now` is: a transaction may have begun earlier
    and waited for a lock, or its clock may lag behind another machine's. Decisions go by `now` all the same, so that
    a clock that was once far ahead moves no deadline.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self._now = now

    @property
    def now(self) -> datetime:
        """The instant (UTC) at which things happen in this transaction."""
        return self._now

    def reach(self, instant: datetime) -> None:
        """Move on to an instant; one that is past changes nothing."""
        self._now = max(self._now, instant)

    def known(self, act: Act) -> Receipt | None:
        """The receipt of an act that was carried out before, or None.

        Raises Refused("idempotency_key_reused") if the same key came with another body.
        """
        return _receipt_of(self.session.execute(_KNOWN, {"act": act.id}).first(), act)

    def lock(self, stream_id: str) -> Stream:
        """The stream's row, held until the transaction ends. Raises Refused("not_found") if there is none."""
        query = select(Stream).where(Stream.id == stream_id).with_for_update()
        stream = self.session.exec(query.execution_options(populate_existing=True)).first()
        if stream is None:
            raise Refused("not_found")
        return stream

    def open(self, stream_id: str, kind: str, state: dict[str, Any]) -> Stream:
        """Begin an empty stream."""
        stream = Stream(id=stream_id, kind=kind, state=state, moved_at=self.now)
        self.session.add(stream)
        self.session.flush()
        return stream

    def append(self, stream: Stream, act: Act, events: Sequence[BaseModel]) -> None:
        """Add events to a locked stream's chain; each is hashed together with the one before it.

        The tail is taken by a conditional update, so that two writers can never both extend it.
        """
        at = max(self.now, stream.moved_at)
        before, tail = stream.seq, stream.tail
        for number, happened in enumerate(events, start=before + 1):
            data = happened.model_dump(mode="json")
            body = canonical_json(
                {
                    "at": at.isoformat(),
                    "by": act.actor_id,
                    "command": act.id,
                    "event": data,
                    "seq": number,
                    "stream": stream.id,
                }
            )
            entry = Event(
                stream_id=stream.id,
                seq=number,
                type=data["type"],
                at=at,
                actor_id=act.actor_id,
                command_id=act.id,
                body=body,
                previous=tail,
                hash=sha256_hex(f"{tail}\n{body}".encode()),
            )
            tail = entry.hash
            self.session.add(entry)
        self._take_tail(stream, before, tail, at, len(events))

    def _take_tail(self, stream: Stream, before: int, tail: str, at: datetime, added: int) -> None:
        self.session.flush()
        head = {"seq": before + added, "tail": tail, "moved_at": at}
        taken = self.session.exec(
            update(Stream)
            .where(col(Stream.id) == stream.id, col(Stream.seq) == before)
            .values(**head)
            .execution_options(synchronize_session=False)
        )
        if taken.rowcount != 1:
            raise Refused("try_again")
        for name, value in head.items():  # the row is known to be so: reading it again would tell nothing more
            set_committed_value(stream, name, value)

    def remember(self, act: Act, stream: Stream, facts: dict[str, Any], refused: str | None = None) -> Receipt:
        """Keep the answer to an act and return it."""
        at = max(self.now, stream.moved_at)
        receipt = Receipt(command_id=act.id, stream_id=stream.id, seq=stream.seq, at=at, facts=facts, refused=refused)
        self.session.add(
            Command(
                id=act.id,
                body_hash=act.body_hash,
                stream_id=stream.id,
                at=at,
                receipt=receipt.model_dump(mode="json"),
            )
        )
        self.session.flush()
        return receipt


_KNOWN = select(Command.body_hash, Command.receipt).where(col(Command.id) == bindparam("act", type_=String))


def known_receipt(database: Database, act: Act) -> Receipt | None:
    """The receipt of an act that was carried out before; raises as `Journal.known` does."""
    return _receipt_of(database.row(_KNOWN, act=act.id), act)


def _receipt_of(row: Row[Any] | None, act: Act) -> Receipt | None:
    if row is None:
        return None
    if row.body_hash != act.body_hash:
        raise Refused("idempotency_key_reused")
    return Receipt.model_validate(row.receipt)


Effect = Callable[[Journal, Stream], tuple[dict[str, Any], Sequence[BaseModel]]]
"""What an act does inside its transaction: returns the receipt's facts and the events to record."""


def carry_out(database: Database, clock: Callable[[], datetime], act: Act, stream_id: str, effect: Effect) -> Receipt:
    """Carry an act out once, in one transaction, or return the receipt it got before.

    For acts that move no workflow: administration, settings, comments. Whatever `effect` raises undoes everything.
    """
    with database.write() as session:
        journal = Journal(session, clock())
        stream = journal.lock(stream_id)
        journal.reach(clock())  # waiting for the lock took time
        receipt = journal.known(act)
        if receipt is not None:
            return receipt
        facts, events = effect(journal, stream)
        journal.append(stream, act, events)
        return journal.remember(act, stream, facts)
