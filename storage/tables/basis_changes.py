"""The table of what changed under a section: flags that stay until somebody has looked at them."""

from datetime import datetime

from sqlmodel import Field, Index, SQLModel, text


class BasisChange(SQLModel, table=True):
    """The basis changed in substance since `section_id` last looked: from one of its revisions to another.

    Changes that come before the flag is cleared are merged into it. `families` are words of
    `domain.text.vocabulary` and `domain.text.classify`, separated by blanks; `cleared` says by what: seen,
    revision (the section got a new text) or unbound (it rests on the basis no more).
    """

    __tablename__ = "basis_changes"
    __table_args__ = (
        Index(
            "basis_changes_open",
            "section_id",
            "basis_id",
            unique=True,
            sqlite_where=text("cleared_at IS NULL"),
            postgresql_where=text("cleared_at IS NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    section_id: str = Field(foreign_key="sections.id")
    basis_id: str = Field(foreign_key="sections.id", index=True)
    from_id: str = Field(foreign_key="revisions.id")
    to_id: str = Field(foreign_key="revisions.id")
    families: str = ""
    at: datetime
    cleared: str | None = None
    cleared_at: datetime | None = None
    cleared_by: str | None = None
