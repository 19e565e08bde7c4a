"""The record itself: chained events, and commands that are carried out once and answered the same for ever."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Insert, Row, String, Update, bindparam, insert, inspect
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel, col, select, update

from schemas.act import Act, Receipt
from schemas.canonical import canonical_json, sha256_hex
from schemas.problems import Refused
from storage.database import Database
from storage.prepared import change_in, insert_in, row_in
from storage.tables import Command, Event, Stream, metadata

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
        self._recorded = False
        self._locked = dict[str, Stream]()

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
        return _receipt_of(row_in(self.session, _KNOWN, act=act.id), act)

    def lock(self, stream_id: str) -> Stream:
        """The stream's row as it stands now, held until the transaction ends; what is changed on it is not written.

        Raises Refused("not_found") if there is none.
        """
        row = row_in(self.session, _LOCK, stream=stream_id)
        if row is None:
            raise Refused("not_found")
        stream = self._locked.get(stream_id)
        if stream is None:
            # As the ORM makes what it loads; its constructor would look at every value.
            stream = self._locked[stream_id] = _STREAM.class_manager.new_instance()
        _take_over(stream, row._asdict())
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
        before, tail, entries = stream.seq, stream.tail, list[dict[str, Any]]()
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
            entry = {
                "stream_id": stream.id,
                "seq": number,
                "type": data["type"],
                "at": at,
                "actor_id": act.actor_id,
                "command_id": act.id,
                "body": body,
                "previous": tail,
                "hash": sha256_hex(f"{tail}\n{body}".encode()),
            }
            tail = entry["hash"]
            entries.append(entry)
        self.insert(Event, entries)
        self._take_tail(stream, before, tail, at, len(events))

    def _take_tail(self, stream: Stream, before: int, tail: str, at: datetime, added: int) -> None:
        head = {"seq": before + added, "tail": tail, "moved_at": at}
        if change_in(self.session, _TAKE_TAIL, stream=stream.id, before=before, **_new(head)) != 1:
            raise Refused("try_again")
        _take_over(stream, head)
        self._recorded = True

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Undo what the block did if it is refused; what this transaction recorded before it stays."""
        if self._recorded:
            with self.session.begin_nested():
                yield
            return
        try:
            yield
        except Refused:
            self.session.rollback()
            raise

    def keep(self, stream: Stream, **kept: Any) -> None:
        """Write what the events of a locked stream fold into: state, cycle, closed, next_alarm_at and pending_seq."""
        change_in(self.session, _KEEP, stream=stream.id, **_new(kept))
        _take_over(stream, kept)

    def remember(self, act: Act, stream: Stream, facts: dict[str, Any], refused: str | None = None) -> Receipt:
        """Keep the answer to an act and return it."""
        at = max(self.now, stream.moved_at)
        receipt = Receipt(command_id=act.id, stream_id=stream.id, seq=stream.seq, at=at, facts=facts, refused=refused)
        kept = {"id": act.id, "body_hash": act.body_hash, "stream_id": stream.id, "at": at}
        self.insert(Command, [{**kept, "receipt": receipt.model_dump(mode="json")}])
        return receipt

    def insert(self, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
        """Write new rows, each with a value for every column that has no default."""
        if rows:
            insert_in(self.session, _insert(table), rows)


@cache
def _insert(table: type[SQLModel]) -> Insert:
    return insert(table)


def _setting(*names: str) -> Update:
    """A statement that sets these columns of one stream to the bound values that `_new` names."""
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return update(Stream).where(col(Stream.id) == bindparam("stream")).values(values)


def _new(values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in values.items()}


def _take_over(stream: Stream, values: Mapping[str, Any]) -> None:
    """The row is known to be so: reading it again would tell nothing more."""
    for name, value in values.items():
        set_committed_value(stream, name, value)


_TAKE_TAIL = _setting("seq", "tail", "moved_at").where(col(Stream.seq) == bindparam("before"))
_KEEP = _setting("state", "cycle", "closed", "next_alarm_at", "pending_seq")

_STREAM = inspect(Stream)
_LOCK = select(*metadata.tables["streams"].columns).where(col(Stream.id) == bindparam("stream")).with_for_update()
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


def carry_out_unrecorded(
    database: Database,
    clock: Callable[[], datetime],
    act: Act,
    stream_id: str,
    effect: Callable[[Journal], dict[str, Any]],
) -> Receipt:
    """As `carry_out`, for what somebody puts down for themselves: the record does not tell of it, and nothing moves."""
    with database.write() as session:
        journal = Journal(session, clock())
        stream = journal.lock(stream_id)
        journal.reach(clock())
        return journal.known(act) or journal.remember(act, stream, effect(journal))
