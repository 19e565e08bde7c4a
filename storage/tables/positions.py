"""Tables of what is said inside a body before it speaks, and of letters that positions came by."""

from datetime import datetime

from sqlmodel import Column, Field, SQLModel, Text


class Contribution(SQLModel, table=True):
    """What a member of a body says of a revision inside the body, before it speaks; nobody else ever sees it.

    `kind` is remark, proposal, question or opinion (one of those is a member's vote, `verdict`, the last one counts).
    Words remarked on are named as a comment's are. `comment_id` is the official remark that was made of it.
    """

    __tablename__ = "contributions"
    id: str = Field(primary_key=True)
    body_id: str = Field(foreign_key="bodies.id", index=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    revision_id: str = Field(foreign_key="revisions.id", index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    kind: str
    verdict: str = ""
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    replacement: str | None = None
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    block: int = 0
    block_hash: str = ""
    start: int = 0
    end: int = 0
    comment_id: str | None = None
    at: datetime


class Letter(SQLModel, table=True):
    """A letter by which a position came on paper: its number and date (ISO 8601), and the scan in the object store.

    `person_id` took it in. `voter_id` is whose position was entered by it, and `used_at` when.
    """

    __tablename__ = "letters"
    id: str = Field(primary_key=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    person_id: str = Field(foreign_key="people.id")
    voter_id: str | None = Field(default=None, foreign_key="people.id", index=True)
    number: str
    dated: str
    address: str
    filename: str
    size: int
    used_at: datetime | None = None
    at: datetime
