"""Tables of texts: revisions and drafts set aside, comparisons, comments and where they stand."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Column, Field, SQLModel


class Revision(SQLModel, table=True):
    """A text that passed the door. `state` is handed_in, accepted (it has a number) or set_aside (with a reason)."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("section_id", "number"),)
    id: str = Field(primary_key=True)
    act_id: str = Field(unique=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    state: str = "handed_in"
    reason: str | None = None
    number: int | None = None
    base_id: str | None = None
    merged_id: str | None = None
    text_hash: str
    original_hash: str
    filename: str
    format: str
    change: str = "substance"
    warnings: str = ""
    words: int = 0
    at: datetime


class Comparison(SQLModel, table=True):
    """Where the diff between two texts lies in the object store; `families` of it are touched in substance."""

    __tablename__ = "comparisons"
    base_hash: str = Field(primary_key=True)
    head_hash: str = Field(primary_key=True)
    engine: str = Field(primary_key=True)
    address: str
    change: str
    families: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Comment(SQLModel, table=True):
    """A remark, proposal or question about exact words, or a reply to one (`parent_id`)."""

    __tablename__ = "comments"
    id: str = Field(primary_key=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    revision_id: str = Field(foreign_key="revisions.id", index=True)
    person_id: str = Field(foreign_key="people.id")
    parent_id: str | None = Field(default=None, index=True)
    kind: str = "remark"
    address: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    replacement: str | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    block: int = 0
    block_hash: str = ""
    start: int = 0
    end: int = 0
    state: str = "open"
    resolved_by: str | None = None
    resolved_at: datetime | None = None
    at: datetime


class Placement(SQLModel, table=True):
    """Where a comment stands in a revision, how surely, or that its words are lost."""

    __tablename__ = "placements"
    comment_id: str = Field(primary_key=True, foreign_key="comments.id")
    revision_id: str = Field(primary_key=True, foreign_key="revisions.id")
    state: str
    score: float
    block: int | None = None
    start: int | None = None
    end: int | None = None
