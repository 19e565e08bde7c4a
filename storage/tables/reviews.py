"""Tables of reviews that are being gathered, which nobody else sees, and of when somebody was last in a section."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Column, Field, SQLModel


class UnsentReview(SQLModel, table=True):
    """What somebody has put down of a verdict and not sent yet; `verdict` is empty while they are undecided."""

    __tablename__ = "unsent_reviews"
    section_id: str = Field(primary_key=True, foreign_key="sections.id")
    person_id: str = Field(primary_key=True, foreign_key="people.id", index=True)
    verdict: str = ""
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    at: datetime


class UnsentRemark(SQLModel, table=True):
    """A remark that waits for the rest of its review; it becomes a comment when that is sent, and goes by that."""

    __tablename__ = "unsent_remarks"
    __table_args__ = (Index("unsent_remarks_of_person", "person_id", "section_id"),)
    id: str = Field(primary_key=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    person_id: str = Field(foreign_key="people.id")
    revision_id: str = Field(foreign_key="revisions.id")
    kind: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    replacement: str | None = None
    quote: str
    prefix: str
    suffix: str
    block: int
    block_hash: str
    start: int
    end: int
    version: int = 1
    at: datetime


class Visit(SQLModel, table=True):
    """Which revision of a section somebody saw last and when, and the same of their visit before that."""

    __tablename__ = "visits"
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    section_id: str = Field(primary_key=True, foreign_key="sections.id", index=True)
    revision_id: str | None = Field(default=None, foreign_key="revisions.id")
    at: datetime
    before_id: str | None = Field(default=None, foreign_key="revisions.id")
    before_at: datetime | None = None
