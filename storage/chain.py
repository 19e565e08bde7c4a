"""Verifying a stream's chain of events: whether what is kept is what was written, entry by entry."""

import json
from datetime import datetime

from sqlmodel import Session, col, select

from schemas.canonical import sha256_hex
from storage.tables import Event, Stream


def verify_chain(session: Session, stream_id: str) -> int | None:
    """The number of the first entry that is not as it was written, or None if all are.

    A missing entry is named by its own number, a tail that was cut off by the first one missing.
    """
    stream = session.get_one(Stream, stream_id)
    tail, number = "", 0
    query = select(Event).where(Event.stream_id == stream_id).order_by(col(Event.seq))
    for number, entry in enumerate(session.exec(query), start=1):
        if entry.seq != number or entry.previous != tail or not _is_as_written(entry) or number > stream.seq:
            return number
        tail = entry.hash
    if number < stream.seq:
        return number + 1
    return None if tail == stream.tail else max(number, 1)


def _is_as_written(entry: Event) -> bool:
    """Whether the text has its hash, and the row says what the text says."""
    if entry.hash != sha256_hex(f"{entry.previous}\n{entry.body}".encode()):
        return False
    body = json.loads(entry.body)
    said = (body["stream"], body["seq"], body["event"]["type"], body["by"], body["command"])
    is_same = said == (entry.stream_id, entry.seq, entry.type, entry.actor_id, entry.command_id)
    return is_same and datetime.fromisoformat(body["at"]) == entry.at
