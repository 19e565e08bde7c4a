"""Refused attempts in the record, and failed attempts to sign in counted for all processes together."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "refusals",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("operation", AutoString(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("place", AutoString(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", UTCDateTime(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("seal", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("refusals_by_actor", "refusals", ["actor_id", "first_at"])
    op.create_index(op.f("ix_refusals_seal"), "refusals", ["seal"])
    op.create_table(
        "attempts",
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("tried", sa.JSON(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_attempts_last_at"), "attempts", ["last_at"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("attempts")
    op.drop_table("refusals")
