"""Instants in a stream never run backwards, whichever transaction began first and whatever the clocks say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlmodel import Session, col, select

from schemas.act import Act
from schemas.ids import new_id
from schemas.section_events import Approved
from storage.chain import first_fault
from storage.database import Database
from storage.journal import Journal, carry_out
from storage.migrations import upgrade
from storage.tables import Event, Stream

EARLY = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATE = EARLY + timedelta(minutes=5)
STREAM, OTHER = "section/one", "section/two"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Two empty streams."""
    database = Database(database_url)
    upgrade(database)
    with database.write() as session:
        for name in (STREAM, OTHER):
            Journal(session, EARLY - timedelta(days=1)).open(name, "section", {})
    yield database
    database.close()


def add(session: Session, now: datetime, stream_id: str = STREAM) -> Journal:
    journal = Journal(session, now)
    extend(journal, stream_id)
    return journal


def extend(journal: Journal, stream_id: str) -> None:
    event = Approved(revision_id="r", text_hash="0" * 64)
    journal.append(journal.lock(stream_id), Act(id=new_id(), body_hash="", actor_id="anna"), [event])


def instants(database: Database, stream_id: str = STREAM) -> list[datetime]:
    with database.read() as session:
        rows = session.exec(select(Event).where(Event.stream_id == stream_id).order_by(col(Event.seq))).all()
        assert first_fault(session, stream_id, {}) is None
        return [row.at for row in rows]


def meanwhile(database: Database) -> None:
    with database.write() as session:
        add(session, LATE)


def test_transaction_that_began_first_and_comes_second_is_dated_after_the_other(database: Database) -> None:
    """As an act of administration does: it takes its instant, then locks one stream after the other."""
    at_once = database.writer.dialect.name == "postgresql"  # elsewhere nobody else writes meanwhile
    if not at_once:
        meanwhile(database)
    with database.write() as session:
        journal = Journal(session, EARLY)
        extend(journal, OTHER)
        if at_once:
            meanwhile(database)
        extend(journal, STREAM)
        extend(journal, OTHER)
    for stream_id in (STREAM, OTHER):
        found = instants(database, stream_id)
        assert all(earlier <= later for earlier, later in pairwise(found))
    assert instants(database) == [LATE, LATE]


def test_clock_that_lags_behind_dates_nothing_before_what_it_follows(database: Database) -> None:
    def effect(journal: Journal, _stream: Stream) -> tuple[dict[str, str], list[Approved]]:
        return {"now": journal.now.isoformat()}, [Approved(revision_id="r", text_hash="0" * 64)]

    act = Act(id=new_id(), body_hash="", actor_id="anna")
    with database.write() as session:
        add(session, LATE)
    receipt = carry_out(database, lambda: EARLY, act, STREAM, effect)
    assert (receipt.facts, receipt.at) == ({"now": EARLY.isoformat()}, LATE)
    assert instants(database) == [LATE, LATE]


def test_instant_of_a_transaction_only_moves_on(database: Database) -> None:
    with database.write() as session:
        journal = add(session, LATE)
        journal.reach(EARLY)
        assert journal.now == LATE
