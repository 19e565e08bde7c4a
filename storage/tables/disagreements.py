"""Tables of disagreements and of the reconciliation meetings about them."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel


class Disagreement(SQLModel, table=True):
    """One disagreement over a remark; what people typed about it lies among the notes.

    `reason_id` says why it was upheld, `proposed_id` the text that its author wants, `settlement_id` the text that was
    proposed last to settle it with, `wording_id` the one that was agreed on or decided, `grounds_id` why it ended so.
    """

    __tablename__ = "disagreements"
    __table_args__ = (
        Index(
            "disagreements_open",
            "section_id",
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    comment_id: str = Field(foreign_key="comments.id", index=True)
    author_id: str = Field(foreign_key="people.id")
    cycle: int
    opened_by: str
    reason_id: str | None = None
    proposed_id: str | None = None
    settlement_id: str | None = None
    changes: bool = False
    """Whether what was proposed, agreed on or decided puts other words into the text."""
    decider_id: str | None = Field(default=None, foreign_key="people.id")
    outcome: str | None = None
    decision: str | None = None
    wording_id: str | None = None
    grounds_id: str | None = None
    opened_at: datetime
    closed_at: datetime | None = None


class Meeting(SQLModel, table=True):
    """A reconciliation meeting, held where there are minutes; `person_id` wrote it down."""

    __tablename__ = "meetings"
    id: str = Field(primary_key=True)
    disagreement_id: str = Field(foreign_key="disagreements.id", index=True)
    person_id: str = Field(foreign_key="people.id")
    at: datetime
    place_id: str
    participants: list[str] = Field(sa_column=Column(JSON, nullable=False))
    minutes_id: str | None = None
