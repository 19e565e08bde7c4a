"""Rows that are read without a unit of work: the same as through one, and refused alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam
from sqlmodel import col, select

from schemas.problems import Refused
from storage.database import Database
from storage.tables import Stream, metadata

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BY_ID = select(col(Stream.id), col(Stream.state), col(Stream.moved_at)).where(  # type: ignore[call-overload]
    col(Stream.id) == bindparam("id"), col(Stream.moved_at) <= bindparam("until")
)


def kept(database_url: str) -> Database:
    database = Database(database_url)
    metadata.create_all(database.writer)
    with database.write() as session:
        session.add(Stream(id="a", kind="section", state={"слова": [1, None]}, moved_at=AT))
    return database


def test_values_go_in_and_come_out_as_they_were_kept(database_url: str) -> None:
    database = kept(database_url)
    assert [tuple(row) for row in database.rows(BY_ID, id="a", until=AT)] == [("a", {"слова": [1, None]}, AT)]
    row = database.row(BY_ID, id="a", until=AT)
    assert row is not None
    assert (row.id, row.moved_at) == ("a", AT)
    assert database.row(BY_ID, id="b", until=AT) is None
    database.close()


def test_each_thread_sees_what_was_committed_last(database_url: str) -> None:
    database = kept(database_url)
    with ThreadPoolExecutor(4) as threads:
        for number in range(3):
            with database.write() as session:
                session.get_one(Stream, "a").state = {"number": number}
            found = threads.map(lambda _: database.rows(BY_ID, id="a", until=AT)[0].state, range(8))
            assert list(found) == [{"number": number}] * 8
    database.close()


def test_it_opens_again_after_it_was_closed(database_url: str) -> None:
    database = kept(database_url)
    for _ in range(2):
        assert database.row(BY_ID, id="a", until=AT) is not None
        database.close()


def test_a_file_that_cannot_be_read_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    database = Database(f"sqlite:///{tmp_path / 'none' / 'veche.sqlite'}")
    with pytest.raises(Refused, match="database_unavailable"):
        database.row(BY_ID, id="a", until=AT)
