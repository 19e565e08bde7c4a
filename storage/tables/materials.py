"""Tables of the materials folder and of the index that texts are found by."""

from datetime import datetime

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Column, Field, SQLModel


class Material(SQLModel, table=True):
    """A thing in the folder of a document, or of one of its sections; withdrawn ones are kept and hidden."""

    __tablename__ = "materials"
    id: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id", index=True)
    section_id: str | None = Field(default=None, foreign_key="sections.id", index=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    title: str
    latest: int = 1
    version: int = 1
    made_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None


class MaterialVersion(SQLModel, table=True):
    """One upload of a material: the file's address in the object store. `searched` is whole, part or title."""

    __tablename__ = "material_versions"
    __table_args__ = (UniqueConstraint("material_id", "number"),)
    id: str = Field(primary_key=True)
    material_id: str = Field(foreign_key="materials.id", index=True)
    number: int
    person_id: str = Field(foreign_key="people.id")
    address: str
    filename: str
    size: int
    searched: str
    at: datetime


class SearchItem(SQLModel, table=True):
    """A text that can be found: a derived copy of a material's, a section's head's or a comment's.

    `id` is the kind and the thing's own id; `source` says which of its texts this is.
    """

    __tablename__ = "search_items"
    id: str = Field(primary_key=True)
    kind: str
    document_id: str = Field(foreign_key="documents.id", index=True)
    section_id: str | None = Field(default=None, foreign_key="sections.id")
    source: str
    title: str
    text: str = Field(sa_column=Column(Text, nullable=False))


class SearchPosting(SQLModel, table=True):
    """A stem in a text; `places` are start:end pairs separated by blanks, the first few of them."""

    __tablename__ = "search_postings"
    __table_args__ = (Index("search_postings_by_stem", "document_id", "stem"),)
    item_id: str = Field(primary_key=True, foreign_key="search_items.id")
    stem: str = Field(primary_key=True)
    document_id: str = Field(foreign_key="documents.id")
    count: int
    places: str
    in_title: bool
