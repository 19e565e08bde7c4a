"""The calendar in force as transactions see it, and the tables that are kept, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from schemas.ids import new_id
from schemas.problems import Refused
from storage.calendar_ru import russian_calendar
from storage.calendars import Calendars, end_own_day, find, keep, note_change
from storage.database import Database
from storage.installation import ensure_installation
from storage.tables import KeptCalendar, OwnDay, metadata
from tests.storage.asked import asking

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DAY = date(2026, 6, 19)
RU = russian_calendar()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    metadata.create_all(made.writer)
    ensure_installation(made, lambda: NOW)
    yield made
    made.close()


def take_off(session: Session, day: date = DAY) -> None:
    session.add(OwnDay(id=new_id(), day=day, working=False, note_id="n", made_by="p", made_at=NOW))
    note_change(session)


def test_change_of_own_days_is_seen_by_the_next_transaction_of_every_process(database: Database) -> None:
    here, elsewhere = Calendars(RU), Calendars(RU)
    with database.read() as session:
        assert here.in_force(session).hash == elsewhere.in_force(session).hash == RU.hash
    with database.write() as session:
        take_off(session)
    with database.read() as session:
        assert here.in_force(session).own_days == elsewhere.in_force(session).own_days == {DAY: False}
    with database.write() as session:
        assert end_own_day(session, DAY, "p", NOW)
        assert not end_own_day(session, DAY, "p", NOW)
        note_change(session)
    with database.read() as session:
        assert here.in_force(session).hash == RU.hash


def test_change_that_fails_leaves_nothing_behind(database: Database) -> None:
    calendars = Calendars(RU)

    def fail() -> None:
        with database.write() as session:
            take_off(session)
            assert calendars.read(session).own_days == {DAY: False}
            raise Refused("not_found")

    with pytest.raises(Refused):
        fail()
    with database.write() as session:
        take_off(session, date(2026, 7, 1))
    with database.read() as session:
        assert calendars.in_force(session).own_days == {date(2026, 7, 1): False}


def test_unchanged_calendar_takes_one_small_question(database: Database) -> None:
    calendars = Calendars(RU)
    for _ in range(2):
        with database.write() as session:
            calendars.kept_in_force(session, NOW)
    with asking(database) as asked, database.write() as session:
        calendars.kept_in_force(session, NOW)
    assert ["installation" in statement for statement, _ in asked] == [True]


def test_calendar_in_force_can_be_found_again_by_its_hash(database: Database) -> None:
    calendars = Calendars(RU)
    with database.write() as session:
        take_off(session)
    with database.write() as session:
        counted_by = calendars.kept_in_force(session, NOW)
    with database.read() as session:
        assert find(session, counted_by.hash) == counted_by
        assert find(session, RU.hash) == RU
        with pytest.raises(Refused, match="not_found"):
            find(session, "0" * 64)


def test_calendar_kept_in_a_transaction_that_failed_is_kept_by_the_next(database: Database) -> None:
    calendars = Calendars(RU)

    def fail() -> None:
        with database.write() as session:
            take_off(session)
        with database.write() as session:
            calendars.kept_in_force(session, NOW)
            raise Refused("not_found")

    with pytest.raises(Refused):
        fail()
    with database.write() as session:
        counted_by = calendars.kept_in_force(session, NOW)
    with database.read() as session:
        assert find(session, counted_by.hash) == counted_by
        assert len(session.exec(select(KeptCalendar)).all()) == 2


def test_calendar_is_kept_once(database: Database) -> None:
    with database.write() as session:
        assert keep(session, RU, NOW)
