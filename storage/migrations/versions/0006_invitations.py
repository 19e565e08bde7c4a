"""Invitations, single-use links and lists of people; offices by code, with what they were called kept beside."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

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
    _make_invitations()
    _make_links()
    op.create_table(
        "people_imports",
        *(sa.Column(name, AutoString(), nullable=False) for name in ("id", "made_by", "filename")),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def _make_invitations() -> None:
    op.create_table(
        "invitations",
        *(sa.Column(name, AutoString(), nullable=False) for name in ("id", "email", "name", "position")),
        sa.Column("organisation_id", AutoString(), nullable=True),
        sa.Column("role", AutoString(), nullable=False),
        sa.Column("language", AutoString(), nullable=False),
        sa.Column("bodies", sa.JSON(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=True),
        sa.Column("invited_by", AutoString(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("accepted_at", UTCDateTime(), nullable=True),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_invitations_email"), "invitations", ["email"])
    op.create_index(op.f("ix_invitations_person_id"), "invitations", ["person_id"])


def _make_links() -> None:
    op.create_table(
        "links",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=True),
        sa.Column("invitation_id", AutoString(), nullable=True),
        sa.Column("token_hashes", sa.JSON(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UTCDateTime(), nullable=False),
        sa.Column("claimed_until", UTCDateTime(), nullable=True),
        sa.Column("error", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_links_person_id"), "links", ["person_id"])
    op.create_index(op.f("ix_links_invitation_id"), "links", ["invitation_id"])
    op.create_index("links_by_due", "links", ["state", "next_try_at"])


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
    op.drop_table("people_imports")
    op.drop_table("links")
    op.drop_table("invitations")
    op.execute("UPDATE body_members SET office = title WHERE title <> ''")
    op.drop_column("body_members", "title")
