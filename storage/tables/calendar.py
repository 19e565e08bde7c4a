"""Tables of the calendar: the installation's own days, and every table of days that a deadline was counted by."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class OwnDay(SQLModel, table=True):
    """A day that the installation decided on itself; in force until it is ended. Why stands in the notes."""

    __tablename__ = "own_days"
    id: str = Field(primary_key=True)
    day: date = Field(index=True)
    working: bool
    note_id: str
    made_by: str
    made_at: datetime
    ended_by: str | None = None
    ended_at: datetime | None = None


class KeptCalendar(SQLModel, table=True):
    """A table of days under its hash, as JSON; never changed, so that a plan can be worked out again."""

    __tablename__ = "calendars"
    hash: str = Field(primary_key=True)
    body: str
    kept_at: datetime
