"""Tables of invitations and of single-use links, each with the state of the letter that brings it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel


class Invitation(SQLModel, table=True):
    """Somebody is asked in: who, and what they will be once they accept; `bodies` are memberships by body id."""

    __tablename__ = "invitations"
    id: str = Field(primary_key=True)
    email: str = Field(index=True)
    name: str
    position: str = ""
    organisation_id: str | None = Field(default=None, foreign_key="organisations.id")
    role: str = "member"
    language: str = "ru"
    bodies: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    person_id: str | None = Field(default=None, foreign_key="people.id", index=True)
    invited_by: str
    made_at: datetime
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None


class Link(SQLModel, table=True):
    """A link that works once: `kind` is invitation, sign_in or guest; its letter is queued like a notice's.

    Its token is made when a letter leaves and only the SHA-256 is kept, one for each attempt to send it.
    A sign-in link without a person is for nobody: it is never sent, and deleted where it would have been.
    A guest's link that was opened goes on in that browser: `session_hash` is the SHA-256 of what the browser keeps.
    """

    __tablename__ = "links"
    __table_args__ = (Index("links_by_due", "state", "next_try_at"),)
    id: str = Field(primary_key=True)
    kind: str
    person_id: str | None = Field(default=None, foreign_key="people.id", index=True)
    invitation_id: str | None = Field(default=None, foreign_key="invitations.id", index=True)
    guest_id: str | None = Field(default=None, index=True)
    session_hash: str = Field(default="", repr=False, sa_column_kwargs={"server_default": ""})
    token_hashes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False), repr=False)
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    state: str = "planned"
    attempts: int = 0
    next_try_at: datetime
    claimed_until: datetime | None = None
    error: str | None = None


class PeopleImport(SQLModel, table=True):
    """A list of people that was read and waits to be confirmed; then its rows go and only the numbers stay."""

    __tablename__ = "people_imports"
    id: str = Field(primary_key=True)
    made_by: str
    filename: str
    sheet: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    done: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    made_at: datetime
    confirmed_at: datetime | None = None
