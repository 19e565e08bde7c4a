"""Tables of the record's own care: checkpoints over all streams, refused attempts, erasures and what they left."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field, SQLModel


class Checkpoint(SQLModel, table=True):
    """A signed checkpoint: `statement` is the exact text that was signed, `hash` its SHA-256 and address.

    `moved` is the canonical list of the streams that moved since the one before, which the statement names by hash.
    """

    __tablename__ = "checkpoints"
    number: int = Field(primary_key=True)
    at: datetime
    hash: str = Field(unique=True)
    statement: str = Field(sa_column=Column(Text, nullable=False))
    signature: str = Field(sa_column=Column(Text, nullable=False))
    moved: str = Field(sa_column=Column(Text, nullable=False))


class CheckpointHead(SQLModel, table=True):
    """How a stream stood at the latest checkpoint that covers it; `place` is its leaf in the tree, from 0."""

    __tablename__ = "checkpoint_heads"
    stream_id: str = Field(primary_key=True)
    place: int = Field(unique=True)
    seq: int
    tail: str


class Refusal(SQLModel, table=True):
    """That somebody's attempt to change something was refused: ids and codes only, nothing of what was sent.

    One row counts how many `times` the same was refused within a minute; `place` names ids as "section/ID".
    A row without an operation counts what went beyond the budget. `seal` is the number of the entry on the
    installation's stream that binds the row; from then on it never changes.
    """

    __tablename__ = "refusals"
    __table_args__ = (Index("refusals_by_actor", "actor_id", "first_at"),)
    id: str = Field(primary_key=True)
    actor_id: str
    operation: str
    code: str
    place: str
    times: int
    first_at: datetime
    last_at: datetime
    seal: int | None = Field(default=None, index=True)


class Erasure(SQLModel, table=True):
    """That a person was erased; `leftovers` are addresses of objects that are still to be removed."""

    __tablename__ = "erasures"
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    at: datetime
    leftovers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
