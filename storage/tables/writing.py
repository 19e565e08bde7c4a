"""Tables of what is being written: a section's working text, which its editors share, and who has it open."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Column, Field, SQLModel


class Writing(SQLModel, table=True):
    """The text that the editors of a section are working on, as it was last saved; made from the revision `base_id`.

    `writers` are those whose words are in it, by id, in the order of their first.
    """

    __tablename__ = "writings"
    section_id: str = Field(primary_key=True, foreign_key="sections.id")
    base_id: str | None = None
    text_hash: str
    person_id: str = Field(foreign_key="people.id")
    """Who saved it last."""
    writers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    at: datetime


class Presence(SQLModel, table=True):
    """Somebody who has a section's text open to write, seen last `at`; of an old one nothing is told."""

    __tablename__ = "presences"
    section_id: str = Field(primary_key=True, foreign_key="sections.id")
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    typed_at: datetime | None = None
    at: datetime
