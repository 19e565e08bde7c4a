"""Tables of texts: revisions and drafts set aside, comparisons, comments and where they stand."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Text, UniqueConstraint, text
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
    proposers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    """Whose proposals were taken into it, by id."""
    at: datetime


class Reading(SQLModel, table=True):
    """A file that came back, as it was understood: shown before anything of it is applied.

    `known_by` says how it is known which revision it was made from: code (the file's return code), named (by who sent
    it) or likeness. `understood` is a `schemas.views.readings.Understood`.
    """

    __tablename__ = "readings"
    id: str = Field(primary_key=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    revision_id: str = Field(foreign_key="revisions.id")
    known_by: str
    likeness: float
    original_hash: str
    filename: str
    format: str
    understood: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    applied_at: datetime | None = None
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


class TextLines(SQLModel, table=True):
    """A text as comparisons read it (`domain.text.flat`), in one form of such lines; made again from the text."""

    __tablename__ = "text_lines"
    text_hash: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    lines: str = Field(sa_column=Column(Text, nullable=False))


class Comment(SQLModel, table=True):
    """A remark, proposal or question about exact words, or a reply to one (`parent_id`).

    `state` of the first in a thread: open until it is answered, then the kind of its answer, resolved once its author
    is content, upheld, or withdrawn. A remark that came as the note `note_id` of a `verdict` is about the whole text.
    """

    __tablename__ = "comments"
    __table_args__ = (
        Index(
            "comments_unanswered",
            "section_id",
            "cycle",
            sqlite_where=text("state = 'open' AND parent_id IS NULL"),
            postgresql_where=text("state = 'open' AND parent_id IS NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    revision_id: str = Field(foreign_key="revisions.id", index=True)
    person_id: str = Field(foreign_key="people.id")
    parent_id: str | None = Field(default=None, index=True)
    kind: str = "remark"
    cycle: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    """The section's cycle that it was made in."""
    verdict: str = Field(default="", sa_column_kwargs={"server_default": ""})
    note_id: str | None = Field(default=None, index=True)
    body_id: str | None = None
    """The body under whose name it was made official; `person_id` made it so."""
    voice_id: str | None = None
    """Who came in its author's place since, and speaks for it now."""
    principal_id: str | None = None
    """In whose place its author gave the verdict that it is the note of; they speak for it, too."""
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
    file_author: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Who a file that it came in by says wrote it; nobody's identity."""
    file_date: str = Field(default="", sa_column_kwargs={"server_default": ""})
    origin: str = Field(default="", index=True, sa_column_kwargs={"server_default": ""})
    """Of one that came in by a file, a keyed hash of author, date, words and place there; the same comes in once."""
    at: datetime


class Answer(SQLModel, table=True):
    """An answer to a remark, with its grounds in a note; the last one stands, and those it took the place of stay."""

    __tablename__ = "answers"
    id: str = Field(primary_key=True)
    comment_id: str = Field(foreign_key="comments.id", index=True)
    kind: str
    person_id: str = Field(foreign_key="people.id")
    note_id: str | None = None
    draft_id: str | None = None
    """The draft that a proposal was taken into."""
    uphold_until: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """The deadline (`Deadline`) by which its author may uphold the remark before the text is approved."""
    at: datetime


class Reattachment(SQLModel, table=True):
    """Other words that a comment was attached to by hand, in a later revision; the last one counts from there on."""

    __tablename__ = "reattachments"
    id: str = Field(primary_key=True)
    comment_id: str = Field(foreign_key="comments.id", index=True)
    revision_id: str = Field(foreign_key="revisions.id")
    person_id: str = Field(foreign_key="people.id")
    quote: str
    prefix: str
    suffix: str
    block: int
    block_hash: str
    start: int
    end: int
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


class Rendering(SQLModel, table=True):
    """Where a redline drawn in one form lies in the object store; `key` is the hash of all that went into it."""

    __tablename__ = "renderings"
    key: str = Field(primary_key=True)
    address: str
