"""Refused attempts: a row for the same within a minute, a flood that stays small, and a seal that shows changes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import delete, event, insert, update
from sqlmodel import col, select

from activities.audit.seals import KEPT, SETTLED, is_as_sealed, seal_refusals
from schemas.ids import new_id
from services.record.refusals import Budget, RefusalBook
from storage.database import Database
from storage.installation import ensure_installation
from storage.refusals import RefusedAct
from storage.tables import Event, Refusal, metadata

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VERDICT = RefusedAct("anna", "sections.verdict", "not_a_voter", "section/1")


@contextmanager
def installed(url: str) -> Iterator[Database]:
    database = Database(url)
    needed = ("calendars", "commands", "events", "installation", "refusals", "streams")
    metadata.create_all(database.writer, [metadata.tables[name] for name in needed])
    ensure_installation(database, lambda: NOW)
    yield database
    database.close()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An installation on SQLite and on PostgreSQL."""
    with installed(database_url) as database:
        yield database


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    """One on PostgreSQL, where two transactions write at once."""
    with installed(postgres_url) as database:
        yield database


def rows(database: Database) -> list[Refusal]:
    with database.read() as session:
        return list(session.exec(select(Refusal).order_by(col(Refusal.id))))


def test_same_refusal_within_a_minute_is_one_row(database: Database) -> None:
    book = RefusalBook()
    for second in (0, 1, 30, 59, 60):
        book.note(database, VERDICT, NOW + timedelta(seconds=second))
    assert [(row.times, row.first_at.second, row.last_at.second) for row in rows(database)] == [(4, 0, 59), (1, 0, 0)]


def test_refusals_of_two_processes_are_counted_together(database: Database) -> None:
    books = [RefusalBook(), RefusalBook()]
    for second in range(4):
        books[second % 2].note(database, VERDICT, NOW + timedelta(seconds=second))
    assert [row.times for row in rows(database)] == [4]


def test_repetition_is_dated_by_itself_whoever_is_refused_next(database: Database) -> None:
    book = RefusalBook()
    for after, who in ((0.0, "anna"), (0.5, "anna"), (7 * 3600, "boris")):
        book.note(database, VERDICT._replace(actor_id=who), NOW + timedelta(seconds=after))
    annas, boriss = rows(database)
    assert (annas.times, annas.first_at, annas.last_at) == (2, NOW, NOW + timedelta(seconds=0.5))
    assert (boriss.times, boriss.first_at) == (1, NOW + timedelta(hours=7))


def test_repetition_is_written_although_nobody_is_refused_any_more(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.record.refusals.LONGEST_PENDING", timedelta(milliseconds=10))
    book, written, stop = RefusalBook(), Signal(), Signal()
    book.note(database, VERDICT, NOW)
    book.note(database, VERDICT, NOW)
    event.listen(database.writer, "commit", lambda _: written.set())
    writing = Thread(target=book.run, args=(database, lambda: NOW, stop))
    writing.start()
    try:
        assert written.wait(60)
        book.note(database, VERDICT, NOW)
    finally:
        stop.set()
        writing.join()
    assert [row.times for row in rows(database)] == [3], "what came last is written at the end"


def test_refusals_are_counted_in_one_order_by_all_processes(database: Database) -> None:
    book, counted = RefusalBook(), list[str]()
    names = ["boris", "vera", "anna"]
    for name in (*names, *names):
        book.note(database, VERDICT._replace(actor_id=name), NOW)

    @event.listens_for(database.writer, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        given = parameters.values() if isinstance(parameters, dict) else parameters
        counted.extend(set(names).intersection(given) if statement.startswith("SELECT") else ())

    book.flush(database, NOW)
    assert counted == sorted(names)


def test_flood_is_counted_whole_and_written_seldom(database: Database) -> None:
    book, begun = RefusalBook(Budget(actor=3, all=5)), 0

    @event.listens_for(database.writer, "commit")
    def note(_connection: Any) -> None:
        nonlocal begun
        begun += 1

    for number in range(200):
        actor = f"actor {number % 4}"
        book.note(database, RefusedAct(actor, "sections.sign", "not_found", f"section/{number}"), NOW)
    book.flush(database, NOW)
    found = rows(database)
    assert sum(row.times for row in found) == 200
    assert [row.times for row in found if not row.actor_id] != []
    assert len(found) <= 6
    assert begun <= 7


def test_what_one_actor_does_beyond_their_budget_is_counted_as_theirs(database: Database) -> None:
    book = RefusalBook(Budget(actor=3, all=100))
    for number in range(10):
        book.note(database, RefusedAct("anna", "sections.sign", "not_found", f"section/{number}"), NOW)
    book.flush(database, NOW)
    assert [(row.actor_id, row.operation, row.times) for row in rows(database)] == [
        *[("anna", "sections.sign", 1)] * 3,
        ("anna", "", 7),
    ]


def test_refusals_that_could_not_be_written_are_written_with_the_next(
    database: Database, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    book, away = RefusalBook(), Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    book.note(away, VERDICT, NOW)
    assert "refusals_not_noted" in caplog.text
    book.note(database, VERDICT, NOW)
    assert [row.times for row in rows(database)] == [2]


def test_many_threads_lose_nothing(database: Database) -> None:
    book = RefusalBook(Budget(actor=1000, all=1000))
    acts = [RefusedAct("anna", "sections.sign", "not_found", f"section/{number % 40}") for number in range(400)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda act: book.note(database, act, NOW), acts))
    book.flush(database, NOW)
    found = rows(database)
    assert (len(found), sum(row.times for row in found)) == (40, 400)


def sealed(database: Database) -> Event:
    with database.read() as session:
        kind = select(Event).where(Event.type == "refusals_sealed").order_by(col(Event.seq).desc())
        return session.exec(kind).first() or pytest.fail("nothing was sealed")


def holds(database: Database) -> bool:
    with database.read() as session:
        return is_as_sealed(session, sealed(database))


@pytest.fixture
def filled(database: Database) -> Database:
    book = RefusalBook()
    for number in range(3):
        book.note(database, VERDICT._replace(place=f"section/{number}"), NOW)
    seal_refusals(database, lambda: NOW + SETTLED + timedelta(seconds=1))
    return database


def test_seal_binds_what_is_settled_once(filled: Database) -> None:
    entry = sealed(filled)
    assert {row.seal for row in rows(filled)} == {entry.seq}
    assert (entry.data["rows"], entry.data["times"], holds(filled)) == (3, 3, True)
    seal_refusals(filled, lambda: NOW + SETTLED * 2)
    assert sealed(filled).seq == entry.seq


CHANGES = {
    "counted less": update(Refusal).where(col(Refusal.place) == "section/1").values(times=0),
    "another person": update(Refusal).where(col(Refusal.place) == "section/2").values(actor_id="boris"),
    "one deleted": delete(Refusal).where(col(Refusal.place) == "section/0"),
    "all deleted": delete(Refusal),
    "taken out": update(Refusal).where(col(Refusal.place) == "section/1").values(seal=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_seal_shows_that_refusals_were_changed(filled: Database, change: str) -> None:
    with filled.write() as session:
        session.execute(CHANGES[change])
    assert not holds(filled)


def test_seal_shows_that_one_was_put_in(filled: Database) -> None:
    number = rows(filled)[0].seal
    with filled.write() as session:
        session.add(Refusal(id=new_id(), **VERDICT._asdict(), times=1, first_at=NOW, last_at=NOW, seal=number))
    assert not holds(filled)


def meanwhile(database: Database, reading: str, statement: Any) -> None:
    """Have another process carry this out once, right after refusals were read so."""
    left = [statement]

    @event.listens_for(database.writer, "after_cursor_execute")
    def carry_out(_connection: Any, _cursor: Any, read: str, *_: Any) -> None:
        if left and read.startswith(f"SELECT {reading}"):
            other = Database(database.url)
            with other.write() as session:
                session.execute(left.pop())
            other.close()


def test_seal_binds_nothing_that_was_noted_while_it_was_made(postgres_database: Database) -> None:
    database = postgres_database
    RefusalBook().note(database, VERDICT, NOW)
    late = Refusal(id="0", **VERDICT._asdict(), times=1, first_at=NOW, last_at=NOW)
    meanwhile(database, "refusals.id, refusals.actor_id", insert(Refusal).values(late.model_dump()))
    seal_refusals(database, lambda: NOW + SETTLED + timedelta(seconds=1))
    with database.read() as session:
        seals = session.exec(select(Event).where(Event.type == "refusals_sealed").order_by(col(Event.seq))).all()
        assert [is_as_sealed(session, seal) for seal in seals] == [True, True]
    late_one, first_one = rows(database)
    assert (first_one.seal, late_one.seal) == tuple(seal.seq for seal in seals)


def test_row_that_was_sealed_meanwhile_is_counted_up_no_more(postgres_database: Database) -> None:
    database, book = postgres_database, RefusalBook()
    book.note(database, VERDICT, NOW)
    meanwhile(database, "refusals.id", update(Refusal).values(seal=7))
    book.note(database, VERDICT, NOW + timedelta(seconds=2))
    assert [(row.seal, row.times) for row in rows(database)] == [(7, 1), (None, 1)]


def test_old_refusals_are_let_go_and_their_seal_still_holds(filled: Database) -> None:
    later = NOW + KEPT + SETTLED * 2
    first = sealed(filled)
    RefusalBook().note(filled, VERDICT, later)
    seal_refusals(filled, lambda: later + SETTLED * 2)
    assert [row.first_at for row in rows(filled)] == [later]
    with filled.read() as session:
        assert is_as_sealed(session, first)
    assert holds(filled)
