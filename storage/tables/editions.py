"""Tables of published editions and the files they consist of."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Edition(SQLModel, table=True):
    """An edition. `state` is building, published or void; `supersedes_id` is the edition before it."""

    __tablename__ = "editions"
    __table_args__ = (UniqueConstraint("document_id", "number"),)
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    number: int | None = None
    candidate_hash: str
    state: str = "building"
    progress: str = ""
    trouble: str | None = None
    manifest_hash: str | None = None
    supersedes_id: str | None = None
    ordered_at: datetime
    published_at: datetime | None = None


class EditionFile(SQLModel, table=True):
    """One file of an edition, at its address in the object store."""

    __tablename__ = "edition_files"
    edition_id: str = Field(primary_key=True, foreign_key="editions.id")
    name: str = Field(primary_key=True)
    address: str
    size: int
    media_type: str
