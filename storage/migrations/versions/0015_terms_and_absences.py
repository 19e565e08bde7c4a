"""Several terms of one membership, and absences that take effect by themselves."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

COLUMNS = "body_id, person_id, office, title, deputy_id, since, until"


def upgrade() -> None:
    """Number the terms there are as the first ones; what is past of absences has taken effect."""
    _make_members_anew(numbered=True)
    op.add_column("absences", sa.Column("began_at", UTCDateTime(), nullable=True))
    op.add_column("absences", sa.Column("over_at", UTCDateTime(), nullable=True))
    past = "until < CURRENT_DATE OR ended_at IS NOT NULL"
    op.execute(f"UPDATE absences SET began_at = made_at, over_at = COALESCE(ended_at, made_at) WHERE {past}")


def downgrade() -> None:
    """Keep of every membership its latest term."""
    op.drop_column("absences", "over_at")
    op.drop_column("absences", "began_at")
    latest = "SELECT MAX(later.term) FROM body_members AS later"
    same = "later.body_id = body_members.body_id AND later.person_id = body_members.person_id"
    op.execute(f"DELETE FROM body_members WHERE term < ({latest} WHERE {same})")
    _make_members_anew(numbered=False)


def _make_members_anew(*, numbered: bool) -> None:
    """A primary key cannot be changed on SQLite, so the rows move to a table that has the other one."""
    op.drop_index(op.f("ix_body_members_person_id"), "body_members")
    op.rename_table("body_members", "body_members_before")
    term = [sa.Column("term", sa.Integer(), nullable=False)] if numbered else []
    op.create_table(
        "body_members",
        sa.Column("body_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        *term,
        sa.Column("office", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False, server_default=""),
        sa.Column("deputy_id", AutoString(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("body_id", "person_id", *(["term"] if numbered else [])),
    )
    first = (", term", ", 1") if numbered else ("", "")
    op.execute(f"INSERT INTO body_members ({COLUMNS}{first[0]}) SELECT {COLUMNS}{first[1]} FROM body_members_before")
    op.drop_table("body_members_before")
    op.create_index(op.f("ix_body_members_person_id"), "body_members", ["person_id"])
