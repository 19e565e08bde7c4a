"""The chain of events: what was changed, removed, put in or cut off by anybody but the journal is named."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlmodel import Session

from schemas.act import Act
from schemas.canonical import sha256_hex
from schemas.section_events import Approved
from storage.chain import first_fault
from storage.database import Database
from storage.journal import Journal
from storage.migrations import upgrade

ENTRIES = 6
STREAM = "section/one"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Two streams of six entries each."""
    database = Database(database_url)
    upgrade(database)
    with database.write() as session:
        for name in (STREAM, "section/two"):
            journal = Journal(session, datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC))
            stream = journal.open(name, "section", {})
            for number in range(ENTRIES):
                event = Approved(revision_id=f"rev-{number}", text_hash="0" * 64)
                journal.append(stream, Act(id=f"{name}-{number}", body_hash="", actor_id="somebody"), [event])
    yield database
    database.close()


def run(statement: str) -> Callable[[Session], object]:
    """A change by plain SQL."""
    return lambda session: session.connection().execute(text(statement.replace("STREAM", f"'{STREAM}'")))


def rehash(session: Session) -> None:
    """Change an entry's text and give it the hash that belongs to it; the next entry still names the old one."""
    where = f"stream_id = '{STREAM}' AND seq = 3"
    previous, body = session.connection().execute(text(f"SELECT previous, body FROM events WHERE {where}")).one()
    body = body.replace("rev-2", "rev-9")
    session.connection().execute(
        text(f"UPDATE events SET body = :body, hash = :hash WHERE {where}"),
        {"body": body, "hash": sha256_hex(f"{previous}\n{body}".encode())},
    )


def forge_tail(session: Session) -> None:
    """Add an entry that fits the chain but that the stream's head does not know of."""
    run(
        "INSERT INTO events (stream_id, seq, type, at, actor_id, command_id, body, previous, hash) "
        "SELECT stream_id, 7, type, at, actor_id, command_id, body, hash, 'x' FROM events "
        "WHERE stream_id = STREAM AND seq = 6"
    )(session)


def insert(session: Session) -> None:
    """Put a copy of an entry in at place 4, pushing the later ones down."""
    for number in (6, 5, 4):
        run(f"UPDATE events SET seq = {number + 1} WHERE stream_id = STREAM AND seq = {number}")(session)
    run(
        "INSERT INTO events (stream_id, seq, type, at, actor_id, command_id, body, previous, hash) "
        "SELECT stream_id, 4, type, at, actor_id, command_id, body, previous, hash FROM events "
        "WHERE stream_id = STREAM AND seq = 3"
    )(session)
    run("UPDATE streams SET seq = 7 WHERE id = STREAM")(session)


def swap(session: Session) -> None:
    """Let two entries change places."""
    for before, after in ((2, 99), (3, 2), (99, 3)):
        run(f"UPDATE events SET seq = {after} WHERE stream_id = STREAM AND seq = {before}")(session)


def test_chain_as_written_verifies(database: Database) -> None:
    with database.read() as session:
        assert first_fault(session, STREAM, {}) is None


@pytest.mark.parametrize(
    ("tamper", "first_bad"),
    [
        (run("UPDATE events SET body = replace(body, 'rev-2', 'rev-9') WHERE stream_id = STREAM AND seq = 3"), 3),
        (rehash, 3),
        (run("UPDATE events SET actor_id = 'another' WHERE stream_id = STREAM AND seq = 5"), 5),
        (run("UPDATE events SET type = 'signed' WHERE stream_id = STREAM AND seq = 1"), 1),
        (run("UPDATE events SET command_id = 'another' WHERE stream_id = STREAM AND seq = 1"), 1),
        (run("UPDATE events SET at = '2026-03-01 09:30:01.123456' WHERE stream_id = STREAM AND seq = 2"), 2),
        (run("DELETE FROM events WHERE stream_id = STREAM AND seq = 1"), 1),
        (run("DELETE FROM events WHERE stream_id = STREAM AND seq = 4"), 4),
        (run("DELETE FROM events WHERE stream_id = STREAM AND seq = 6"), 6),
        (run("DELETE FROM events WHERE stream_id = STREAM"), 1),
        (insert, 4),
        (swap, 2),
        (forge_tail, 7),
        (run("UPDATE streams SET seq = 5, tail = 'x' WHERE id = STREAM"), 6),
        (run("UPDATE streams SET tail = 'x' WHERE id = STREAM"), 6),
    ],
)
def test_chain_tampered_with_names_its_first_bad_entry(
    database: Database, tamper: Callable[[Session], object], first_bad: int
) -> None:
    with database.write() as session:
        tamper(session)
    with database.read() as session:
        fault = first_fault(session, STREAM, {})
        assert fault is not None
        assert fault.seq == first_bad
        assert first_fault(session, "section/two", {}) is None
