"""Rows that are read without a unit of work: the same as through one, and refused alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from schemas.problems import Refused
from storage.database import Database
from storage.prepared import change_in, insert_in, row_in, rows_in
from storage.tables import Stream, metadata

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BY_ID = select(col(Stream.id), col(Stream.state), col(Stream.moved_at)).where(  # type: ignore[call-overload]
    col(Stream.id) == bindparam("id"), col(Stream.moved_at) <= bindparam("until")
)

AMONG = select(Stream.id, Stream.kind, Stream.closed).where(
    col(Stream.id).in_(bindparam("ids", expanding=True)), col(Stream.kind).in_(("section", "document"))
)
ADD = insert(Stream)
END = update(Stream).where(col(Stream.id) == bindparam("stream")).values(closed=True, state=bindparam("as_state"))


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


def test_in_a_session_statements_see_what_it_holds_and_are_undone_with_it(database_url: str) -> None:
    database = kept(database_url)
    with database.write() as session:
        session.get_one(Stream, "a").kind = "document"
        assert rows_in(session, AMONG, ids=["a"])[0].kind == "document"
        assert change_in(session, END, stream="a", as_state={"и": "так"}) == 1
        session.rollback()
    row = database.row(BY_ID, id="a", until=AT)
    assert row is not None
    assert row.state == {"слова": [1, None]}
    database.close()


def test_in_a_session_lists_may_have_any_length(database_url: str) -> None:
    database = kept(database_url)
    rows = [{"id": id_, "kind": "section", "state": {}, "moved_at": AT} for id_ in "bcd"]
    with database.write() as session:
        insert_in(session, ADD, rows)
        for ids in ([], ["a"], ["d", "b"], ["a", "b", "x"], ["c", "d", "a", "b"]):
            assert sorted(row.id for row in rows_in(session, AMONG, ids=ids)) == sorted({*ids} - {"x"})
        assert change_in(session, END, stream="x", as_state={}) == 0
        new = row_in(session, AMONG, ids=["b"])
        assert new is not None
        assert new.closed is False  # by the column's default
    database.close()


def test_in_a_session_a_transaction_after_one_that_was_undone_is_its_own(database_url: str) -> None:
    database = kept(database_url)
    with database.write() as session:
        assert change_in(session, END, stream="a", as_state={"lost": True}) == 1
        session.rollback()
        found = row_in(session, AMONG, ids=["a"])
        assert found is not None
        assert found.closed is False
        assert change_in(session, END, stream="a", as_state={"kept": True}) == 1
    row = database.row(BY_ID, id="a", until=AT)
    assert row is not None
    assert row.state == {"kept": True}
    database.close()


def test_in_a_session_what_a_table_refuses_raises_as_through_the_session(database_url: str) -> None:
    database = kept(database_url)
    with pytest.raises(IntegrityError), database.write() as session:
        insert_in(session, ADD, [{"id": "a", "kind": "section", "state": {}, "moved_at": AT}])
    database.close()
