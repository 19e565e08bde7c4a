"""Materials and what changed under a section."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("comparisons", sa.Column("families", AutoString(), nullable=False, server_default=""))
    op.create_table(
        "basis_changes",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("basis_id", AutoString(), nullable=False),
        sa.Column("from_id", AutoString(), nullable=False),
        sa.Column("to_id", AutoString(), nullable=False),
        sa.Column("families", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("cleared", AutoString(), nullable=True),
        sa.Column("cleared_at", UTCDateTime(), nullable=True),
        sa.Column("cleared_by", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["basis_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["from_id"], ["revisions.id"]),
        sa.ForeignKeyConstraint(["to_id"], ["revisions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_basis_changes_basis_id"), "basis_changes", ["basis_id"])
    open_ones = sa.text("cleared_at IS NULL")
    op.create_index(
        "basis_changes_open",
        "basis_changes",
        ["section_id", "basis_id"],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.drop_table("basis_changes")
    op.drop_column("comparisons", "families")
