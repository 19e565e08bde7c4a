"""Comments that lost their words are attached to others by hand."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table of new anchors; comments keep the words that they were made about."""
    op.create_table(
        "reattachments",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("comment_id", AutoString(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("quote", AutoString(), nullable=False),
        sa.Column("prefix", AutoString(), nullable=False),
        sa.Column("suffix", AutoString(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("block_hash", AutoString(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reattachments_comment_id", "reattachments", ["comment_id"])


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.drop_index("ix_reattachments_comment_id", table_name="reattachments")
    op.drop_table("reattachments")
