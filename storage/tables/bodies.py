"""Tables of bodies, of who answers for what, and of who stands in for whom."""

from datetime import date, datetime

from sqlalchemy import false
from sqlmodel import Field, SQLModel


class Body(SQLModel, table=True):
    """A named set of people with a function; `kind` is a code of the reference list, `parent_id` what it is part of.

    `mandate` says in words what it may decide and by which act.
    """

    __tablename__ = "bodies"
    id: str = Field(primary_key=True)
    name: str
    function: str = ""
    kind: str = ""
    mandate: str = ""
    parent_id: str | None = None
    version: int = 1
    made_at: datetime


class BodyMember(SQLModel, table=True):
    """One term of a person in a body: office (chair, deputy_chair, secretary or member), deputy and days.

    Days apart from all terms of a person are another one, numbered on; the others stay.

    `title` is what the office is called in this body, where that says more.

    It runs from the first to the last of its days in the installation's zone; None means without end. `over_at` is when
    its end took effect by the calendar; None until then.
    """

    __tablename__ = "body_members"
    body_id: str = Field(primary_key=True, foreign_key="bodies.id")
    person_id: str = Field(primary_key=True, foreign_key="people.id", index=True)
    term: int = Field(default=1, primary_key=True)
    office: str = "member"
    title: str = ""
    deputy_id: str | None = None
    since: date | None = None
    until: date | None = None
    over_at: datetime | None = None


class Absence(SQLModel, table=True):
    """A person is away from the first to the last of these days; the deputy stands in where one is named.

    `began_at` and `over_at` are when open duties changed hands by its beginning and its end; None until then.
    """

    __tablename__ = "absences"
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    deputy_id: str | None = None
    since: date
    until: date
    made_at: datetime
    ended_at: datetime | None = None
    began_at: datetime | None = None
    over_at: datetime | None = None


class Responsibility(SQLModel, table=True):
    """A person or a body (exactly one of them) answers for a task in a section, or without one in every section.

    `task` is drafting, review, sign_off or information; members of a body count with their terms. A body that reviews
    `as_one` has one voice, which its head gives.
    """

    __tablename__ = "responsibilities"
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    section_id: str | None = Field(default=None, foreign_key="sections.id", index=True)
    task: str
    person_id: str | None = Field(default=None, foreign_key="people.id", index=True)
    body_id: str | None = Field(default=None, foreign_key="bodies.id", index=True)
    as_one: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    made_at: datetime
