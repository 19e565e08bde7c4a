"""Offices by code, with what they were called kept beside."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OFFICES = (
    ("deputy_chair", ("зам", "deputy", "vice")),
    ("chair", ("председатель", "глава", "руководитель", "chair", "head")),
    ("secretary", ("секретарь", "ответственный секретарь", "secretary")),
)
"""How the words begin that free text named an office with."""


def upgrade() -> None:
    """Make the tables."""
    op.add_column("body_members", sa.Column("title", AutoString(), nullable=False, server_default=""))
    _name_offices(op.get_bind())


def _name_offices(connection: sa.Connection) -> None:
    """Free text becomes a code; the words stay as the title. Of several chairs of a body the first stays chair."""
    members = sa.table("body_members", *(sa.column(name) for name in ("body_id", "person_id", "office", "title")))
    chaired = set()
    for row in connection.execute(sa.select(members).order_by(members.c.body_id, members.c.person_id)).all():
        office = _office(row.office)
        if office == "chair" and row.body_id in chaired:
            office = "member"
        if office == "chair":
            chaired.add(row.body_id)
        if office != row.office:
            this = (members.c.body_id == row.body_id, members.c.person_id == row.person_id)
            connection.execute(sa.update(members).where(*this).values(office=office, title=row.office))


def _office(words: str) -> str:
    plain = words.strip().casefold()
    return next((code for code, starts in OFFICES if plain.startswith(starts)), "member")


def downgrade() -> None:
    """Take back what `upgrade` made; offices are called by their titles again."""
    op.execute("UPDATE body_members SET office = title WHERE title <> ''")
    op.drop_column("body_members", "title")
