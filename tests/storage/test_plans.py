"""No question that is asked often reads all sections: what the planners of both databases do with fifty thousand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from activities.engine import Engine
from activities.notices.queue import anything_due, claim
from activities.notices.routing import route
from activities.sweeper import Sweeper
from app.clock import utc_now
from schemas.actor import Actor
from schemas.views.page import Page
from services.documents.search import find
from services.house import House
from services.notices.notices import count_unread, list_notices
from services.sections.sections import list_sections
from services.sections.shown import read_section
from services.streams import stuck_streams
from storage.database import Database
from storage.migrations import upgrade
from storage.tables import (
    Alarm,
    Delivery,
    Document,
    Event,
    Notice,
    Person,
    SearchItem,
    SearchPosting,
    Section,
    SectionPerson,
    Stream,
)
from tests.storage.asked import asking

ROWS = 50_000
DOCUMENTS = 500
LARGE = ("streams", "sections", "events", "alarms", "notices", "deliveries", "search_postings", "section_people")
PARTIAL = ("streams_unfollowed", "streams_in_trouble")
"""Indexes that hold only the few rows that are looked for: going through all of one is what it is there for."""
FACTS = {"document_id": "document-0", "document": "x", "section_id": "section-0", "section": "x", "position": 1,
         "phase": "drafting", "round": 0, "cycle": 1, "revision": None, "deadline": None, "touched": [],
         "unseen_bases": 0}  # fmt: skip


@dataclass(frozen=True)
class Crowd:
    """A house with fifty thousand sections, their streams, events, alarms and notices, and somebody who looks."""

    house: House
    actor: Actor
    section_id: str
    document_id: str


@pytest.fixture
def crowd(database_url: str) -> Iterator[Crowd]:
    database = Database(database_url)
    try:
        upgrade(database)
        _one_of_each(database)
        patient = create_engine(database_url)
        with patient.begin() as connection:
            _many_of_each(connection)
        with patient.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")
        patient.dispose()
        house = House(database=database, store=None, clock=utc_now, secret=b"")  # type: ignore[arg-type]
        yield Crowd(house, Actor(id="person-7", role="member", today=utc_now().date()), "section-7", "document-7")
    finally:
        database.close()


def _one_of_each(database: Database) -> None:
    now = utc_now()
    with database.write() as session:
        session.add(Person(id="person-0", email="0", name="x", made_at=now))
        session.flush()
        session.add(Document(id="document-0", title="x", coordinator_id="person-0", policy={}, made_at=now))
        session.flush()
        session.add(Section(id="section-0", document_id="document-0", position=0, title="x", made_at=now))
        session.add(SectionPerson(section_id="section-0", person_id="person-0", part="editor"))
        later = now + timedelta(days=9)
        stream = "section/section-0"
        state = {"id": "section-0", "document_id": "document-0", "coordinator_id": "person-0"}
        session.add(
            Stream(id=stream, kind="section", state=state, moved_at=now - timedelta(days=1), next_alarm_at=later)
        )
        session.flush()
        session.add(
            Event(stream_id=stream, seq=0, type="launched", at=now, command_id="", body="", previous="", hash="")
        )
        session.add(
            Alarm(id="0", stream_id=stream, opened_seq=0, cycle=1, phase="drafting", round=0, alarm_id="deadline",
                  what="deadline", planned_at=later)
        )  # fmt: skip
        notice = {"stream_id": stream, "seq": 0, "person_id": "person-0", "kind": "drafting_opened", "facts": FACTS}
        session.add(Notice(id="0", state="sent", next_try_at=now, made_at=now, **notice))
        session.flush()
        session.add(
            Delivery(id="0", person_id="person-0", notice_id="0", channel="email", state="sent", due_at=now,
                     next_try_at=now)
        )  # fmt: skip
        item = SearchItem(id="section/0", kind="section", document_id="document-0", source="x", title="x", text="x")
        session.add(item)
        session.flush()
        session.add(
            SearchPosting(item_id="section/0", document_id="document-0", stem="x", count=1, places="", in_title=False)
        )


def _many_of_each(connection: Connection) -> None:
    """Copies of the one row of each table, with keys of their own."""
    sections = {"id": "'section-' || n.i", "document_id": f"'document-' || (n.i % {DOCUMENTS})", "position": "n.i"}
    stream = "'section/section-' || n.i"
    _multiply(connection, "people", 5000, id="'person-' || n.i", email="'' || n.i")
    _multiply(connection, "documents", DOCUMENTS - 1, id="'document-' || n.i")
    _multiply(connection, "sections", ROWS, **sections)
    person = "'person-' || (n.i % 5000)"
    _multiply(connection, "section_people", ROWS, section_id="'section-' || n.i", person_id=person)
    _multiply(connection, "streams", ROWS, id=stream)
    _multiply(connection, "events", ROWS, stream_id=stream)
    _multiply(connection, "alarms", ROWS, id="'' || n.i", stream_id=stream)
    _multiply(connection, "notices", ROWS, id="'' || n.i", stream_id=stream, person_id=person)
    _multiply(connection, "deliveries", ROWS, id="'' || n.i", notice_id="'' || n.i", person_id=person)
    item = {"document_id": f"'document-' || (n.i % {DOCUMENTS})"}
    _multiply(connection, "search_items", ROWS, id="'section/' || n.i", **item)
    _multiply(connection, "search_postings", ROWS, item_id="'section/' || n.i", stem="'stem' || (n.i % 900)", **item)


def _multiply(connection: Connection, table: str, count: int, **changed: str) -> None:
    columns = [row[0] for row in connection.execute(text(f"SELECT * FROM {table} LIMIT 0")).cursor.description or ()]
    values = ", ".join(changed.get(name, f"t.{name}") for name in columns)
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
    names = ", ".join(columns)
    source = f"(SELECT * FROM {table} LIMIT 1) t, n"
    connection.execute(text(f"INSERT INTO {table} ({names}) {numbers} SELECT {values} FROM {source}"))


def dispatch(crowd: Crowd) -> None:
    with crowd.house.database.write() as session:
        anything_due(session, utc_now(), ["email"])
        route(session, utc_now(), {"email"})
        claim(session, utc_now(), ["email"], {"email"})


def sweep(crowd: Crowd) -> None:
    Sweeper(crowd.house.database, Engine(None, "", crowd.house.database, None), utc_now)._laggards()  # type: ignore[arg-type]


QUESTIONS: dict[str, Callable[[Crowd], Any]] = {
    "laggards": sweep,
    "stuck streams": lambda crowd: stuck_streams(crowd.house.database, utc_now()),
    "what is due to be sent": dispatch,
    "inbox": lambda crowd: list_notices(crowd.house, actor=crowd.actor, page=Page(limit=50)),
    "inbox, further on": lambda crowd: list_notices(crowd.house, actor=crowd.actor, page=Page(limit=50, after="10007")),
    "unread": lambda crowd: count_unread(crowd.house, actor=crowd.actor),
    "a section": lambda crowd: read_section(crowd.house, actor=_coordinator(), section_id=crowd.section_id).view(),
    "a document's sections": lambda crowd: list_sections(
        crowd.house, actor=_coordinator(), document_id=crowd.document_id, page=Page(limit=50)
    ),
    "search": lambda crowd: find(
        crowd.house, actor=_coordinator(), document_id=crowd.document_id, query="x", kinds=[], page=Page(limit=50)
    ),
}


def _coordinator() -> Actor:
    return Actor(id="person-0", role="coordinator", today=utc_now().date())


def test_nothing_that_is_asked_often_reads_all_rows(crowd: Crowd, count: Callable[..., None]) -> None:
    database = crowd.house.database
    with database.writer.connect() as connection:
        without_index = plan_of(connection, "SELECT id FROM sections WHERE title = 'no such'", ())
    assert any(map(reads_all, without_index)), without_index
    scans = {}
    for name, ask in QUESTIONS.items():
        with asking(database) as asked:
            ask(crowd)
        assert asked, name
        count("plans looked at", len(asked))
        with database.writer.connect() as connection:
            plans = [line for statement, given in asked for line in plan_of(connection, statement, given)]
            if connection.dialect.name == "sqlite":
                # SQLite plans anew at every run what hangs on a value, and that takes longer than the run.
                unknown = [plan_of(connection, statement, (None,) * len(given)) for statement, given in asked]
                assert plans == [line for plan in unknown for line in plan], name
        scans[name] = [line for line in plans if reads_all(line)]
    assert {name: lines for name, lines in scans.items() if lines} == {}


def plan_of(connection: Connection, statement: str, given: Any) -> list[str]:
    """The lines of the planner's answer."""
    explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return [str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", given)]


def reads_all(line: str) -> bool:
    """Whether a line of a plan goes through a whole large table, or a whole index of it."""
    words = line.replace("(", " ").split()
    if any(index in words for index in PARTIAL):
        return False
    if "Seq" in words or "SCAN" in words:
        return any(table in words for table in LARGE)
    return False
