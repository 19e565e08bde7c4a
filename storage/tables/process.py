"""Tables of the process: streams of chained events, known commands, planned alarms, notices, and uptime."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Stream(SQLModel, table=True):
    """The head of one chain of events, with the state they fold into and how far it was followed up."""

    __tablename__ = "streams"
    __table_args__ = (
        Index(
            "streams_unfollowed",
            "moved_at",
            sqlite_where=text("pending_seq > followed_seq"),
            postgresql_where=text("pending_seq > followed_seq"),
        ),
        Index(
            "streams_in_trouble",
            "moved_at",
            sqlite_where=text("trouble IS NOT NULL"),
            postgresql_where=text("trouble IS NOT NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    kind: str
    seq: int = 0
    tail: str = ""
    state: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    cycle: int = 1
    closed: bool = False
    pending_seq: int = 0
    followed_seq: int = 0
    next_alarm_at: datetime | None = Field(default=None, index=True)
    moved_at: datetime
    trouble: str | None = None


class Event(SQLModel, table=True):
    """One entry of a chain; `body` is the canonical text that was hashed."""

    __tablename__ = "events"
    stream_id: str = Field(primary_key=True, foreign_key="streams.id")
    seq: int = Field(primary_key=True)
    type: str
    at: datetime
    actor_id: str | None = None
    command_id: str
    body: str
    previous: str
    hash: str

    @property
    def data(self) -> dict[str, Any]:
        """The event itself, as plain data."""
        event: dict[str, Any] = json.loads(self.body)["event"]
        return event


class Command(SQLModel, table=True):
    """A command that was carried out (or set aside), with the answer that every repetition gets."""

    __tablename__ = "commands"
    id: str = Field(primary_key=True)
    body_hash: str
    stream_id: str
    receipt: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime


class Note(SQLModel, table=True):
    """A reason somebody typed; events hold only its id and salted hash, so it can be erased."""

    __tablename__ = "notes"
    id: str = Field(primary_key=True)
    person_id: str
    text: str = Field(repr=False)
    salt: str = Field(repr=False)
    at: datetime


class Alarm(SQLModel, table=True):
    """The ledger: every planned reminder, deadline and ladder step, and what became of it.

    `state` is planned, rung, overtaken or cancelled; `reason` says why one was not sent;
    `sent_at` is when the last of its notices had left.
    """

    __tablename__ = "alarms"
    __table_args__ = (UniqueConstraint("stream_id", "opened_seq", "alarm_id"),)
    id: str = Field(primary_key=True)
    stream_id: str = Field(index=True)
    opened_seq: int
    cycle: int
    phase: str
    round: int
    alarm_id: str
    what: str
    planned_at: datetime
    state: str = "planned"
    reason: str | None = None
    rung_at: datetime | None = None
    told: int = 0
    sent_at: datetime | None = None


class Notice(SQLModel, table=True):
    """One thing to tell one person: the inbox item itself, and whether it has left by one of their channels.

    `state` is planned (handed to the person's channels from `next_try_at` on), waiting for them, sent (by one of
    them, or the inbox is all there is) or given_up (by all of them); each has a row among the deliveries.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("stream_id", "seq", "person_id", "kind"),
        Index("notices_by_due", "state", "next_try_at"),
        Index("notices_by_person", "person_id", "id"),
    )
    id: str = Field(primary_key=True)
    stream_id: str
    seq: int
    person_id: str = Field(foreign_key="people.id")
    kind: str
    facts: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    alarm_row_id: str | None = Field(default=None, index=True)
    state: str = "planned"
    next_try_at: datetime
    made_at: datetime
    sent_at: datetime | None = None
    read_at: datetime | None = None


class Uptime(SQLModel, table=True):
    """A stretch of time in which a worker was up; the running one is extended every few seconds."""

    __tablename__ = "uptime"
    id: str = Field(primary_key=True)
    since: datetime
    until: datetime = Field(index=True)
