"""Tables of documents and their sections: what is set up by people and where each stands."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class Document(SQLModel, table=True):
    """A document; phase, cycle and deadline are projected from its events.

    `demo` is empty but for the demo document of a first run: loaded, and removed once it was taken away.
    """

    __tablename__ = "documents"
    id: str = Field(primary_key=True)
    title: str
    language: str = "ru"
    coordinator_id: str = Field(foreign_key="people.id")
    approvers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    policy: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    phase: str = "setup"
    cycle: int = 1
    candidate: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    deadline: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    version: int = 1
    made_at: datetime
    demo: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Section(SQLModel, table=True):
    """A section; phase to deadline are projected from its events, title and brief are settings."""

    __tablename__ = "sections"
    __table_args__ = (UniqueConstraint("document_id", "position"),)
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    position: int
    title: str
    brief: str = ""
    policy: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    phase: str = "planned"
    cycle: int = 1
    round: int = 0
    head_id: str | None = None
    head_number: int = 0
    text_hash: str | None = None
    deadline: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    overdue: bool = False
    version: int = 1
    made_at: datetime


class SectionPerson(SQLModel, table=True):
    """Who does what in a section: editor, reviewer or approver; `place` orders those of one part, from 0.

    Who ever stood in for one of them is a deputy here, so that they can read what they decided on.
    """

    __tablename__ = "section_people"
    section_id: str = Field(primary_key=True, foreign_key="sections.id")
    person_id: str = Field(primary_key=True, foreign_key="people.id", index=True)
    part: str = Field(primary_key=True)
    place: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class SectionBasis(SQLModel, table=True):
    """`section_id` rests on `basis_id`: a substantive change of the basis is told to its editors."""

    __tablename__ = "section_bases"
    section_id: str = Field(primary_key=True, foreign_key="sections.id")
    basis_id: str = Field(primary_key=True, foreign_key="sections.id", index=True)


class Import(SQLModel, table=True):
    """An uploaded outline and the sections proposed from it, waiting to be confirmed."""

    __tablename__ = "imports"
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id")
    original_hash: str
    filename: str
    outline: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    document_id: str | None = None
    made_at: datetime
