"""Tables of the record's own care: signed checkpoints over all streams, and erasures with what they left to do."""

from datetime import datetime

from sqlalchemy import JSON, Column, Text
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


class Erasure(SQLModel, table=True):
    """That a person was erased; `leftovers` are addresses of objects that are still to be removed."""

    __tablename__ = "erasures"
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    at: datetime
    leftovers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
