"""A database with people and planned notices in it, a clock that is set by hand, and a dispatcher."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from activities.notices import Dispatcher, Post, Way, open_ways
from schemas.channels import ChannelKind
from schemas.ids import new_id
from storage.database import Database
from storage.tables import Alarm, Delivery, Note, Notice, Person, metadata
from tests.servers.mail import MailServer

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
SECRET = b"secret of the installation"


@dataclass(frozen=True)
class Mailing:
    """The settings that letters depend on."""

    outbox: Path
    smtp_url: str | None = None
    mail_sender: str = "veche@veche.example"
    public_url: str = "https://veche.example"
    webhook_hosts: tuple[str, ...] = ()
    bot_url: str | None = None
    mail_answers: str = ""


@dataclass
class World:
    """One installation as the dispatcher sees it."""

    database: Database
    settings: Mailing
    now: datetime = NOON

    def dispatcher(self, post: Post[EmailMessage] | None = None, database: Database | None = None) -> Dispatcher:
        """One for all channels; `post` takes its e-mails."""
        ways = open_ways(self.settings, SECRET, lambda: self.now, post)
        return Dispatcher(database or self.database, lambda: self.now, ways)

    def ways(self) -> dict[ChannelKind, Way[Any]]:
        return open_ways(self.settings, SECRET, lambda: self.now)

    def dispatcher_of(self, ways: dict[ChannelKind, Way[Any]], channel: ChannelKind) -> Dispatcher:
        """One that minds a single channel, as each thread of the worker does."""
        return Dispatcher(self.database, lambda: self.now, ways, [channel])

    def person(self, **given: Any) -> str:
        person = Person(
            **{"id": new_id(), "email": f"{new_id()}@example.org", "name": "Анна Орлова", "made_at": NOON, **given}
        )
        self.add(person)
        return person.id

    def plan(self, person_id: str, *, kind: str = "review_invitation", **given: Any) -> str:
        """Plan a notice the way the record does; returns its row's id."""
        row = Notice(
            id=new_id(),
            stream_id="section/sec-2",
            seq=given.pop("seq", 1),
            person_id=person_id,
            kind=kind,
            facts=FACTS | given.pop("facts", {}),
            next_try_at=self.now,
            made_at=self.now,
            **given,
        )
        self.add(row)
        return row.id

    def alarm(self, alarm_id: str = "reminder-1") -> str:
        row = Alarm(
            id=new_id(),
            stream_id="section/sec-2",
            opened_seq=1,
            cycle=1,
            phase="review",
            round=1,
            alarm_id=alarm_id,
            what="reminder",
            planned_at=self.now,
            state="rung",
        )
        self.add(row)
        return row.id

    def note(self, person_id: str, text: str, **given: Any) -> str:
        row = Note(**{"id": new_id(), "person_id": person_id, "text": text, "salt": "0", "at": NOON, **given})
        self.add(row)
        return row.id

    def add(self, row: Any) -> None:
        with self.database.write() as session:
            session.add(row)

    def notice(self, notice_id: str) -> Notice:
        with self.database.read() as session:
            return session.get_one(Notice, notice_id)

    def delivery(self, notice_id: str, channel: str = "email") -> Delivery:
        with self.database.read() as session:
            return session.exec(
                select(Delivery).where(Delivery.notice_id == notice_id, Delivery.channel == channel)
            ).one()

    def alarm_row(self, alarm_id: str) -> Alarm:
        with self.database.read() as session:
            return session.get_one(Alarm, alarm_id)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


class Wrapped:
    """A real post with something happening before or after a letter leaves."""

    def __init__(self, post: Post[EmailMessage], before: Callable[[], None], after: Callable[[], None]) -> None:
        self._post, self._before, self._after = post, before, after

    def deliver(self, message: EmailMessage) -> None:
        self._before()
        self._post.deliver(message)
        self._after()

    def hang_up(self) -> None:
        self._post.hang_up()


def nothing() -> None:
    pass


FACTS = {
    "document_id": "doc-1",
    "document": "Стратегия развития",
    "section_id": "sec-2",
    "section": "Анализ положения",
    "position": 2,
    "phase": "review",
    "round": 1,
    "cycle": 1,
    "revision": 3,
    "deadline": {"at": "2026-12-05T21:00:00Z", "zone": "Europe/Moscow", "rule": {"working_days": 10}},
}


@pytest.fixture
def open_database(database_url: str) -> Iterator[Callable[[], Database]]:
    """`open_database()`: the database once more, as another process has it open."""
    opened: list[Database] = []

    def another() -> Database:
        opened.append(Database(database_url))
        return opened[-1]

    metadata.create_all(another().writer)
    yield another
    for database in opened:
        database.close()


@pytest.fixture
def world(open_database: Callable[[], Database], smtp: MailServer, tmp_path: Path) -> World:
    """Letters go to the mail server `smtp`."""
    return World(open_database(), Mailing(tmp_path / "outbox", f"smtp://{smtp.host}:{smtp.port}"))
