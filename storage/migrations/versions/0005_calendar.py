"""The installation's own days, and the tables of days that deadlines were counted by."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("installation", sa.Column("calendar_version", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "own_days",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("note_id", AutoString(), nullable=False),
        sa.Column("made_by", AutoString(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("ended_by", AutoString(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_own_days_day"), "own_days", ["day"])
    op.create_table(
        "calendars",
        sa.Column("hash", AutoString(), nullable=False),
        sa.Column("body", AutoString(), nullable=False),
        sa.Column("kept_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.drop_table("calendars")
    op.drop_table("own_days")
    op.drop_column("installation", "calendar_version")
