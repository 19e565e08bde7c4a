"""Checkpoints, consent and erasure."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ON_PEOPLE = ("consent_at", "consent_withdrawn_at", "erasure_asked_at", "erased_at")


def upgrade() -> None:
    """Make the tables, and the columns of consent and erasure."""
    op.add_column("people", sa.Column("consent_version", AutoString(), nullable=False, server_default=""))
    for name in _ON_PEOPLE:
        op.add_column("people", sa.Column(name, UTCDateTime(), nullable=True))
    op.create_table(
        "checkpoints",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("hash", AutoString(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("hash"),
    )
    op.create_table(
        "checkpoint_heads",
        sa.Column("stream_id", AutoString(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("tail", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id"),
        sa.UniqueConstraint("place"),
    )
    op.create_table(
        "erasures",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("leftovers", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )


def downgrade() -> None:
    """Take back what `upgrade` made."""
    for table in ("erasures", "checkpoint_heads", "checkpoints"):
        op.drop_table(table)
    for name in (*reversed(_ON_PEOPLE), "consent_version"):
        op.drop_column("people", name)
