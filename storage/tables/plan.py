"""Tables of plans: milestones, what other sources say of them, what was laid before people, obligations, proposals."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class PlanSettings(SQLModel, table=True):
    """How a document's plan reminds and escalates (`rule`, a PhaseRule); a document without a row has the default."""

    __tablename__ = "plan_settings"
    document_id: str = Field(primary_key=True, foreign_key="documents.id")
    rule: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    version: int = 1


class MilestoneRow(SQLModel, table=True):
    """A milestone as it is being written; what is in force is in the approved `PlanText`."""

    __tablename__ = "milestones"
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    position: int
    number: str = ""
    title: str = Field(sa_column=Column(Text, nullable=False))
    details: str = Field(default="", sa_column=Column(Text, nullable=False))
    body: str = ""
    body_id: str | None = Field(default=None, foreign_key="bodies.id")
    person_id: str | None = Field(default=None, foreign_key="people.id")
    forms: str = ""
    due: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    needs: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    source_id: str | None = Field(default=None, foreign_key="plan_sources.id")
    version: int = 1
    made_at: datetime


class PlanSource(SQLModel, table=True):
    """Something that says when milestones are: an imported plan or letter, or what a person entered.

    `person_id` is who did; it is missing where that was before it was noted.
    """

    __tablename__ = "plan_sources"
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    person_id: str | None = Field(default=None, foreign_key="people.id")
    name: str
    original_hash: str | None = None
    made_at: datetime


class PlanStatement(SQLModel, table=True):
    """What a source says of one milestone's date, with the words that say it."""

    __tablename__ = "plan_statements"
    source_id: str = Field(primary_key=True, foreign_key="plan_sources.id")
    milestone_id: str = Field(primary_key=True, foreign_key="milestones.id", index=True)
    due: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    quote: str = Field(default="", sa_column=Column(Text, nullable=False))


class PlanImport(SQLModel, table=True):
    """An uploaded plan, or another text with dates, as it was read; `used_at` is when it was confirmed."""

    __tablename__ = "plan_imports"
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    person_id: str = Field(foreign_key="people.id")
    original_hash: str
    filename: str
    read: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    mentions: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    used_at: datetime | None = None
    made_at: datetime


class PlanAcknowledgement(SQLModel, table=True):
    """The coordinator's reason why a contradiction stands; it is named by the hash of all that it says."""

    __tablename__ = "plan_acknowledgements"
    document_id: str = Field(primary_key=True, foreign_key="documents.id")
    contradiction_id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id")
    note_id: str
    at: datetime


class PlanText(SQLModel, table=True):
    """The milestones that a revision was written from; they come into force when exactly that revision is approved.

    The revision is the one of the same act, so that nothing has to be tied together after a crash.
    """

    __tablename__ = "plan_texts"
    act_id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    section_id: str = Field(foreign_key="sections.id", index=True)
    language: str
    milestones: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    names: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    rule: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    revision_id: str | None = None
    text_hash: str | None = None
    in_force_at: datetime | None = None
    replaced_at: datetime | None = None


class Obligation(SQLModel, table=True):
    """What somebody owes by a date; state to deadline are projected from its events (stream `obligation/ID`)."""

    __tablename__ = "obligations"
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    title: str = Field(sa_column=Column(Text, nullable=False))
    state: str = "planned"
    deadline: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    overdue: bool = False
    ended_at: datetime | None = None
    note_id: str | None = None
    made_at: datetime


class ObligationPerson(SQLModel, table=True):
    """Who owes it now."""

    __tablename__ = "obligation_people"
    obligation_id: str = Field(primary_key=True, foreign_key="obligations.id")
    person_id: str = Field(primary_key=True, foreign_key="people.id", index=True)


class Proposal(SQLModel, table=True):
    """A vote whether work on a document is to begin (stream `proposal/ID`); `number` counts a document's votes."""

    __tablename__ = "proposals"
    __table_args__ = (UniqueConstraint("document_id", "number"),)
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    number: int
    state: str = "open"
    deadline: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    note_id: str | None = None
    ended_at: datetime | None = None
    made_at: datetime


class ProposalVoter(SQLModel, table=True):
    """Who votes on a proposal."""

    __tablename__ = "proposal_voters"
    proposal_id: str = Field(primary_key=True, foreign_key="proposals.id")
    person_id: str = Field(primary_key=True, foreign_key="people.id", index=True)
