"""Verifying a stream's chain of events: whether what is kept is what was written, and the first entry that is not."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from schemas.canonical import sha256_hex
from storage.tables import Command, Event, Stream

BATCH = 500

Look = Callable[[Event, Mapping[str, Any] | None], None]
"""What is shown every sound entry as it passes, with the receipt of its command if there is one."""


@dataclass(frozen=True)
class Fault:
    """The first thing in a stream that is not as it was written; `what` is a key of the audit's sentences.

    `seq` is the entry's number: of a missing one its own, of a tail that was cut off the first one missing.
    """

    stream_id: str
    seq: int
    what: str


def first_fault(
    session: Session, stream_id: str, pins: Mapping[int, str], look: Look = lambda _entry, _receipt: None
) -> Fault | None:
    """The first bad entry of a stream, or None; `pins` are the hashes of entries that checkpoints have signed."""
    stream = session.get(Stream, stream_id)
    if stream is None:
        return Fault(stream_id, 1, "stream_missing") if pins else None
    tail, number = "", 0
    for number, (entry, receipt) in enumerate(_entries(session, stream_id), start=1):
        what = _fault_of(entry, number, tail)
        if what is not None:
            return _impostor(session, entry, number, what)
        if number > stream.seq:
            return Fault(stream_id, number, "beyond_the_head")
        if pins.get(number, entry.hash) != entry.hash:
            return Fault(stream_id, number, "rewritten")
        look(entry, receipt)
        tail = entry.hash
    if number < max(stream.seq, *pins, 0):
        return Fault(stream_id, number + 1, "missing")
    return None if tail == stream.tail else Fault(stream_id, max(number, 1), "not_the_head")


def _entries(session: Session, stream_id: str) -> Iterator[tuple[Event, Mapping[str, Any] | None]]:
    after, more = None, True
    while more:
        query = select(Event, Command.receipt).join(Command, col(Command.id) == col(Event.command_id), isouter=True)
        query = query.where(Event.stream_id == stream_id).order_by(col(Event.seq)).limit(BATCH)
        rows = session.exec(query if after is None else query.where(col(Event.seq) > after)).all()
        yield from ((entry, receipt) for entry, receipt in rows)
        more = len(rows) == BATCH
        if more:
            after = rows[-1][0].seq
            session.expunge_all()


def _fault_of(entry: Event, number: int, tail: str) -> str | None:
    if entry.seq != number:
        return "missing" if entry.seq > number else "inserted"
    if not _is_whole(entry):
        return "changed"
    if _said_number(entry) != number:
        return "displaced"
    return None if entry.previous == tail else "not_linked"


def _impostor(session: Session, entry: Event, number: int, what: str) -> Fault:
    """Which entry to name: one that its successor still knows is genuine, and then what stands before it is not."""
    if what == "displaced" and (place := _said_number(entry)) < number and _is_known_after(session, entry):
        ousting = session.get(Event, (entry.stream_id, place))
        if ousting is not None and ousting.hash != entry.hash:
            return Fault(entry.stream_id, place, "inserted")
    if what == "not_linked" and number > 1 and _is_known_after(session, entry):
        return Fault(entry.stream_id, number - 1, "changed")
    return Fault(entry.stream_id, max(number, 1), "changed" if what == "not_linked" else what)


def _is_known_after(session: Session, entry: Event) -> bool:
    """Whether the entry after it, or the stream's head, names this entry's hash."""
    after = session.get(Event, (entry.stream_id, entry.seq + 1))
    if after is not None:
        return after.previous == entry.hash
    return session.get_one(Stream, entry.stream_id).tail == entry.hash


def _said_number(entry: Event) -> int:
    return int(json.loads(entry.body)["seq"])


def _is_whole(entry: Event) -> bool:
    """Whether the text has its hash, and the row says what the text says; its number is looked at by itself."""
    if entry.hash != sha256_hex(f"{entry.previous}\n{entry.body}".encode()):
        return False
    try:
        body = json.loads(entry.body)
        said = (body["stream"], body["event"]["type"], body["by"], body["command"])
        at, _ = datetime.fromisoformat(body["at"]), int(body["seq"])
    except (ValueError, KeyError, TypeError):
        return False
    return said == (entry.stream_id, entry.type, entry.actor_id, entry.command_id) and at == entry.at
