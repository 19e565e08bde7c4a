"""The database when it hangs or is taken: whoever asks hears in time, and the next one is served."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlmodel import col, func, select, update

from schemas.problems import Refused
from storage.database import BUSY_SECONDS, TURN_SECONDS, Database
from storage.tables import Uptime, metadata
from tests.servers.postgres import Postgres, running_postgres

SECONDS_TO_ANSWER = 10
SECONDS_OF_A_BUSY_MACHINE = 60
"""What the threads of a test may take beside waiting for the database."""
THREADS = 12


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Postgres]:
    """One that may be stopped: nobody else asks it."""
    with running_postgres() as server:
        yield server


def refused_in_time(ask: Callable[[], object]) -> bool:
    """Whether it was refused as unavailable, and not too late."""
    began = time.monotonic()
    try:
        ask()
    except Refused as refused:
        told = refused.code
    else:
        return False
    assert (told, time.monotonic() - began < SECONDS_OF_A_BUSY_MACHINE) == ("database_unavailable", True)
    return True


def look(database: Database) -> int:
    with database.read() as session:
        return session.exec(select(1)).one()


def touch(database: Database) -> None:
    with database.write() as session:
        session.exec(update(Uptime).values(id=Uptime.id).where(col(Uptime.id) == "none"))


def test_postgres_that_hangs_is_given_up_in_time_and_asked_again(own_postgres: Postgres) -> None:
    with own_postgres.fresh_database() as url, ThreadPoolExecutor(THREADS) as threads:
        database = Database(url)
        metadata.create_all(database.writer)
        assert list(threads.map(lambda _: look(database), range(THREADS))) == [1] * THREADS
        own_postgres.server.pause()
        try:
            asked = [look, touch] * (THREADS // 2)
            given_up = list(threads.map(lambda ask: refused_in_time(lambda: ask(database)), asked))
        finally:
            own_postgres.server.resume()
        assert given_up == [True] * THREADS
        assert look(database) == 1
        touch(database)
        database.close()


def test_postgres_that_hangs_inside_a_transaction_keeps_none_of_it(own_postgres: Postgres) -> None:
    with own_postgres.fresh_database() as url:
        database = Database(url)
        metadata.create_all(database.writer)

        def write_and_hang() -> None:
            with database.write() as session:
                session.add(Uptime(id="half", since=func.now(), until=func.now()))
                session.flush()
                own_postgres.server.pause()

        try:
            assert refused_in_time(write_and_hang)
        finally:
            own_postgres.server.resume()
        with database.read() as session:
            found = session.exec(select(func.count()).select_from(Uptime)).one()
        assert found in (0, 1), "the commit was on its way: done or not, and never half"
        database.close()


def test_postgres_ending_every_session_is_refused_and_never_a_mishap(own_postgres: Postgres) -> None:
    with own_postgres.fresh_database() as url, ThreadPoolExecutor(THREADS) as threads:
        database = Database(url)
        metadata.create_all(database.writer)
        over = threading.Event()

        def ask_until_over() -> int:
            answered = 0
            while not over.is_set():
                answered += not refused_in_time(lambda: touch(database))
            return answered

        asking = [threads.submit(ask_until_over) for _ in range(4)]
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = %s"
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as storm:
            for _ in range(20):
                storm.execute(others, [storm.info.dbname])
                over.wait(0.05)
        over.set()
        assert all(one.result() >= 0 for one in asking)
        touch(database)
        database.close()


def test_waits_of_a_writer_are_together_shorter_than_anybody_waits_for_an_answer() -> None:
    assert TURN_SECONDS + BUSY_SECONDS < SECONDS_TO_ANSWER


def test_sqlite_held_by_another_process_is_refused_in_time_to_every_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wait in ("TURN_SECONDS", "BUSY_SECONDS"):
        monkeypatch.setattr(f"storage.database.{wait}", 0.3)
    database = Database(f"sqlite:///{tmp_path / 'veche.db'}")
    metadata.create_all(database.writer)
    holder = sqlite3.connect(tmp_path / "veche.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(THREADS) as threads:
        given_up = list(threads.map(lambda _: refused_in_time(lambda: touch(database)), range(THREADS)))
        assert given_up == [True] * THREADS
        assert look(database) == 1, "reading goes on"
        holder.execute("ROLLBACK")
    touch(database)
    holder.close()
    database.close()


def test_what_was_taken_out_stands_in_no_file_of_sqlite_once_its_log_is_emptied(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'veche.db'}")
    with database.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE names (name TEXT)")
        session.connection().exec_driver_sql("INSERT INTO names VALUES ('Zhdana Vympelova')")

    def held() -> bool:
        return any(b"Zhdana Vympelova" in path.read_bytes() for path in tmp_path.iterdir())

    assert held()
    database.empty_log()
    assert held()
    with database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM names")
    database.empty_log()
    assert not held()
    database.close()
