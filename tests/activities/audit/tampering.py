"""What somebody with the database's password may do to the record, and the first bad entry that must be named."""

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlmodel import Session

from schemas.canonical import sha256_hex

EVENTS = "stream_id, seq, type, at, actor_id, command_id, body, previous, hash"


class Expected(NamedTuple):
    """The stream and the number that must be named; a number within the span is right where none is surer."""

    stream_id: str
    seq: int
    last: int


class Tamperer:
    """One trial: draws a stream and an entry, and does something to them in the session's transaction."""

    def __init__(self, session: Session, draw: Random) -> None:
        self.session = session
        self.draw = draw
        self.streams = dict(self.rows("SELECT id, seq FROM streams WHERE seq > 0 ORDER BY id"))
        self.pins = dict(self.rows("SELECT stream_id, seq FROM checkpoint_heads"))
        self.stream = draw.choice(sorted(self.streams))
        self.end = self.streams[self.stream]
        self.place = draw.randint(1, self.end)

    def rows(self, statement: str, **values: Any) -> list[Any]:
        """What a query gives."""
        return list(self.session.connection().execute(text(statement), values))

    def run(self, statement: str, **values: Any) -> None:
        """A statement about the drawn stream."""
        self.session.connection().execute(
            text(statement), {"stream": self.stream, **values} if ":stream" in statement else values
        )

    def entry(self, seq: int) -> Any:
        """One entry's row."""
        return self.rows(
            f"SELECT {EVENTS} FROM events WHERE stream_id = :stream AND seq = :seq", stream=self.stream, seq=seq
        )[0]

    def at(self, seq: int, **columns: Any) -> None:
        """Set columns of an entry."""
        said = ", ".join(f"{name} = :{name}" for name in columns)
        self.run(f"UPDATE events SET {said} WHERE stream_id = :stream AND seq = :place", place=seq, **columns)

    def shift(self, first: int, by: int) -> None:
        """Move all entries from `first` on."""
        self.run("UPDATE events SET seq = -seq WHERE stream_id = :stream AND seq >= :first", first=first)
        self.run("UPDATE events SET seq = -seq + :by WHERE stream_id = :stream AND seq < 0", by=by)

    def insert(self, seq: int, body: str, previous: str, **columns: Any) -> str:
        """Put an entry with a fitting hash in; its hash."""
        found = sha256_hex(f"{previous}\n{body}".encode())
        like = self.entry(columns.pop("like"))
        self.run(
            f"INSERT INTO events ({EVENTS}) "
            "VALUES (:stream, :seq, :type, :at, :actor, :command, :body, :previous, :hash)",
            seq=seq, type=like.type, at=like.at, actor=like.actor_id, command=like.command_id,
            body=body, previous=previous, hash=found,
        )  # fmt: skip
        return found

    def head(self, seq: int, tail: str) -> None:
        """Set the stream's head."""
        self.run("UPDATE streams SET seq = :seq, tail = :tail WHERE id = :stream", seq=seq, tail=tail)

    def here(self, seq: int | None = None, last: int | None = None) -> Expected:
        """The drawn stream is to be named, at the drawn entry unless another is given."""
        seq = self.place if seq is None else seq
        return Expected(self.stream, seq, seq if last is None else last)


def change_text(t: Tamperer) -> Expected:
    body = t.entry(t.place).body
    where = t.draw.randrange(len(body))
    t.at(t.place, body=body[:where] + ("x" if body[where] != "x" else "y") + body[where + 1 :])
    return t.here()


def change_column(t: Tamperer) -> Expected:
    column, value = t.draw.choice(
        [("type", "signed!"), ("actor_id", "another"), ("command_id", "another"), ("previous", "0" * 64),
         ("hash", "0" * 64), ("at", "2020-01-01 00:00:00.000000")]
    )  # fmt: skip
    t.at(t.place, **{column: value})
    return t.here()


def change_with_hash(t: Tamperer) -> Expected:
    row = t.entry(t.place)
    body = row.body.replace('"by":"', '"by":"x', 1)
    actor = "x" + (row.actor_id or "")
    t.at(t.place, body=body, actor_id=actor, hash=sha256_hex(f"{row.previous}\n{body}".encode()))
    return t.here()


def delete(t: Tamperer) -> Expected:
    t.run("DELETE FROM events WHERE stream_id = :stream AND seq = :place", place=t.place)
    return t.here()


def delete_and_close_up(t: Tamperer) -> Expected:
    delete(t)
    t.shift(t.place, -1)
    return t.here()


def delete_a_stretch(t: Tamperer) -> Expected:
    last = t.draw.randint(t.place, t.end)
    t.run("DELETE FROM events WHERE stream_id = :stream AND seq BETWEEN :place AND :last", place=t.place, last=last)
    return t.here()


def insert_a_copy(t: Tamperer) -> Expected:
    row = t.entry(t.draw.randint(1, t.end))
    place = t.draw.randint(row.seq + 1, t.end + 1)
    t.shift(place, 1)
    t.run(
        f"INSERT INTO events ({EVENTS}) SELECT stream_id, :place, type, at, actor_id, command_id, body, previous, hash "
        "FROM events WHERE stream_id = :stream AND seq = :seq",
        place=place, seq=row.seq,
    )  # fmt: skip
    t.run("UPDATE streams SET seq = seq + 1 WHERE id = :stream")
    return t.here(place)


def insert_a_forgery(t: Tamperer) -> Expected:
    """An entry that fits what stands before it."""
    row = t.entry(t.place)
    t.shift(t.place, 1)
    body = row.body.replace('"by":"', '"by":"x', 1)
    t.insert(t.place, body, row.previous, like=t.place + 1)
    t.at(t.place, actor_id="x" + (row.actor_id or ""))
    t.run("UPDATE streams SET seq = seq + 1 WHERE id = :stream")
    return t.here()


def append_a_forgery(t: Tamperer) -> Expected:
    """An entry that fits the end, with the head set to it."""
    row = t.entry(t.end)
    body = row.body.replace(f'"seq":{t.end},', f'"seq":{t.end + 1},')
    t.head(t.end + 1, t.insert(t.end + 1, body, row.hash, like=t.end))
    return t.here(t.end + 1)


def append_behind_the_head(t: Tamperer) -> Expected:
    row = t.entry(t.end)
    t.insert(t.end + 1, row.body.replace(f'"seq":{t.end},', f'"seq":{t.end + 1},'), row.hash, like=t.end)
    return t.here(t.end + 1)


def swap(t: Tamperer) -> Expected:
    first, second = sorted((t.place, t.draw.randint(1, t.end)))
    if first == second:
        return change_text(t)
    for before, after in ((first, -1), (second, first), (-1, second)):
        t.run("UPDATE events SET seq = :after WHERE stream_id = :stream AND seq = :before", before=before, after=after)
    return t.here(first)


def reverse(t: Tamperer) -> Expected:
    if t.end < 2:
        return delete(t)
    t.run("UPDATE events SET seq = -seq WHERE stream_id = :stream")
    t.run("UPDATE events SET seq = :last + seq WHERE stream_id = :stream", last=t.end + 1)
    return t.here(1)


def cut_the_tail(t: Tamperer) -> Expected:
    """The last entries go and the head is set back; where a checkpoint stands, receipts and its copy may go too."""
    tail = t.entry(t.place).previous
    acts = "SELECT command_id FROM events WHERE stream_id = :stream AND seq"
    if t.place <= t.pins.get(t.stream, 0) and t.draw.random() < 0.7:
        gone = f"id IN ({acts} >= :place) AND id NOT IN ({acts} < :place)"
        t.run(f"DELETE FROM commands WHERE {gone}", place=t.place)
        if t.draw.random() < 0.5:
            kept = "UPDATE checkpoint_heads SET seq = :seq, tail = :tail WHERE stream_id = :stream"
            t.run(kept, seq=t.place - 1, tail=tail)
    t.run("DELETE FROM events WHERE stream_id = :stream AND seq >= :place", place=t.place)
    t.head(t.place - 1, tail)
    return t.here()


def rewrite_to_the_end(t: Tamperer) -> Expected:
    """All entries from one on get other texts and fitting hashes; only what was signed gives it away."""
    pin = t.pins[t.stream]
    place = t.draw.randint(1, pin)
    tail = t.entry(place).previous
    for seq in range(place, t.end + 1):
        row = t.entry(seq)
        body = row.body.replace('"by":"', '"by":"x', 1) if seq == place else row.body
        actor = "x" + (row.actor_id or "") if seq == place else row.actor_id
        found = sha256_hex(f"{tail}\n{body}".encode())
        t.at(seq, body=body, actor_id=actor, previous=tail, hash=found)
        tail = found
    t.head(t.end, tail)
    return t.here(place, pin)


def delete_the_stream(t: Tamperer) -> Expected:
    t.run("DELETE FROM events WHERE stream_id = :stream")
    t.run("DELETE FROM streams WHERE id = :stream")
    return t.here(1)


def change_the_snapshot(t: Tamperer) -> Expected:
    state = t.rows("SELECT state FROM streams WHERE id = :stream", stream=t.stream)[0].state
    if '"cycle"' not in str(state).replace("'", '"'):
        return change_text(t)
    replaced = "replace(CAST(state AS TEXT), '\"cycle\": 1', '\"cycle\": 7')"
    changed = replaced if t.session.get_bind().dialect.name == "sqlite" else f"CAST({replaced} AS JSON)"
    before = str(state)
    t.run(f"UPDATE streams SET state = {changed} WHERE id = :stream")
    if str(t.rows("SELECT state FROM streams WHERE id = :stream", stream=t.stream)[0].state) == before:
        return change_text(t)
    return t.here(t.end)


def delete_a_receipt(t: Tamperer) -> Expected:
    t.run("DELETE FROM commands WHERE id = :command", command=t.entry(t.place).command_id)
    first = t.rows(
        "SELECT MIN(seq) AS seq FROM events WHERE stream_id = :stream AND command_id = :command AND type NOT IN "
        "('candidate_opened', 'candidate_voided', 'document_reopened', 'document_withdrawn')",
        stream=t.stream, command=t.entry(t.place).command_id,
    )[0].seq  # fmt: skip
    return change_text(t) if first is None else t.here(first)


KINDS: dict[str, tuple[Callable[[Tamperer], Expected], ...]] = {
    "change": (change_text, change_column, change_with_hash, change_the_snapshot, delete_a_receipt, rewrite_to_the_end),
    "deletion": (delete, delete_and_close_up, delete_a_stretch, delete_the_stream),
    "insertion": (insert_a_copy, insert_a_forgery, append_a_forgery, append_behind_the_head),
    "reordering": (swap, reverse),
    "tail cut": (cut_the_tail,),
}
