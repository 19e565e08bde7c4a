"""Files that come back from Word: how they were read, and what came in by them."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0023"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Comments made before did not come in by a file; no proposals were taken into earlier texts."""
    for name in ("file_author", "file_date", "origin"):
        op.add_column("comments", sa.Column(name, AutoString(), nullable=False, server_default=""))
    op.create_index(op.f("ix_comments_origin"), "comments", ["origin"])
    op.add_column("revisions", sa.Column("proposers", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "readings",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=False),
        sa.Column("known_by", AutoString(), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("original_hash", AutoString(), nullable=False),
        sa.Column("filename", AutoString(), nullable=False),
        sa.Column("format", AutoString(), nullable=False),
        sa.Column("understood", sa.JSON(), nullable=False),
        sa.Column("applied_at", UTCDateTime(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_readings_section_id"), "readings", ["section_id"])
    op.create_index(op.f("ix_readings_person_id"), "readings", ["person_id"])


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.drop_table("readings")
    op.drop_column("revisions", "proposers")
    op.drop_index(op.f("ix_comments_origin"), "comments")
    for name in ("origin", "file_date", "file_author"):
        op.drop_column("comments", name)
