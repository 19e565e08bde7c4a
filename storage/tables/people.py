"""Tables of who there is: organisations, people, and the keys people sign in with."""

import secrets
from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


def new_salt() -> str:
    """128 random bits, as hexadecimal digits."""
    return secrets.token_hex(16)


def salted(person: "Person") -> "Person":
    """The person, with a salt from now on if they were added before there were salts."""
    person.salt = person.salt or new_salt()
    return person


class Installation(SQLModel, table=True):
    """One row: who this installation is, and the random secret that keys its hashes.

    `calendar_version` goes up with every change of the own days. `incarnation` tells a copy from its original, see
    `storage.incarnation`. One restored from a backup is paused since `paused_at` and stands as of `snapshot_at`.
    """

    __tablename__ = "installation"
    id: str = Field(primary_key=True)
    secret: str = Field(repr=False)
    made_at: datetime
    calendar_version: int = 0
    incarnation: str = Field(default="", sa_column_kwargs={"server_default": ""})
    paused_at: datetime | None = None
    snapshot_at: datetime | None = None


class Organisation(SQLModel, table=True):
    """A legal person or association; `kind`, `region` and `district` are codes of the reference lists."""

    __tablename__ = "organisations"
    id: str = Field(primary_key=True)
    name: str
    kind: str = ""
    region: str = ""
    district: str = ""
    version: int = 1
    made_at: datetime


class Person(SQLModel, table=True):
    """Somebody who may sign in; `role` is the installation-wide one, other rights come from parts and bodies.

    `consent_at` is when they agreed to the text of `consent_version`; once `erased_at` is set,
    the name is a pseudonym and nothing else is known of them. A `guest` never signs in: they come by links to single
    revisions. `salt` keeps what entries bind of it from being guessed.
    """

    __tablename__ = "people"
    id: str = Field(primary_key=True)
    email: str = Field(unique=True)
    name: str
    position: str = ""
    organisation_id: str | None = Field(default=None, foreign_key="organisations.id")
    role: str = "member"
    language: str = "ru"
    active: bool = True
    guest: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    password_hash: str | None = Field(default=None, repr=False)
    consent_version: str = ""
    consent_at: datetime | None = None
    consent_withdrawn_at: datetime | None = None
    erasure_asked_at: datetime | None = None
    erased_at: datetime | None = None
    version: int = 1
    made_at: datetime
    salt: str = Field(default_factory=new_salt, repr=False, sa_column_kwargs={"server_default": ""})


class EarlierName(SQLModel, table=True):
    """What a person, body, organisation or document was called until an instant; of a person what they were, too."""

    __tablename__ = "earlier_names"
    id: str = Field(primary_key=True)
    subject_id: str = Field(index=True)
    name: str
    position: str = ""
    organisation_id: str | None = None
    until: datetime


class Session(SQLModel, table=True):
    """A sign-in; only the SHA-256 of its token is kept."""

    __tablename__ = "sessions"
    token_hash: str = Field(primary_key=True, repr=False)
    person_id: str = Field(foreign_key="people.id", index=True)
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None


class Token(SQLModel, table=True):
    """An API token; only its prefix and SHA-256 are kept. `scopes` are words separated by blanks.

    `made_with` is the token that it was made with, if it was not in a session.
    """

    __tablename__ = "tokens"
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    name: str
    prefix: str
    token_hash: str = Field(unique=True, repr=False)
    scopes: str
    made_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    used_at: datetime | None = None
    made_with: str | None = None


class Attempt(SQLModel, table=True):
    """When somebody tried to sign in lately, as ISO 8601 instants; `key` is a keyed hash of whom and where from."""

    __tablename__ = "attempts"
    key: str = Field(primary_key=True)
    tried: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    last_at: datetime = Field(index=True)
