"""Texts and editions."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "comparisons",
        sa.Column("base_hash", AutoString(), nullable=False),
        sa.Column("head_hash", AutoString(), nullable=False),
        sa.Column("engine", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("change", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("base_hash", "head_hash", "engine"),
    )
    op.create_table(
        "editions",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("candidate_hash", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("progress", AutoString(), nullable=False),
        sa.Column("trouble", AutoString(), nullable=True),
        sa.Column("manifest_hash", AutoString(), nullable=True),
        sa.Column("supersedes_id", AutoString(), nullable=True),
        sa.Column("ordered_at", UTCDateTime(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["documents.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("document_id", "number"),
    )
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_editions_document_id"), ["document_id"], unique=False)

    op.create_table(
        "edition_files",
        sa.Column("edition_id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["editions.id"],
        ),
        sa.PrimaryKeyConstraint("edition_id", "name"),
    )
    op.create_table(
        "revisions",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("act_id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("base_id", AutoString(), nullable=True),
        sa.Column("merged_id", AutoString(), nullable=True),
        sa.Column("text_hash", AutoString(), nullable=False),
        sa.Column("original_hash", AutoString(), nullable=False),
        sa.Column("filename", AutoString(), nullable=False),
        sa.Column("format", AutoString(), nullable=False),
        sa.Column("change", AutoString(), nullable=False),
        sa.Column("warnings", AutoString(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["sections.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("act_id"),
        sa.UniqueConstraint("section_id", "number"),
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revisions_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revisions_section_id"), ["section_id"], unique=False)

    op.create_table(
        "comments",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("parent_id", AutoString(), nullable=True),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replacement", AutoString(), nullable=True),
        sa.Column("quote", AutoString(), nullable=False),
        sa.Column("prefix", AutoString(), nullable=False),
        sa.Column("suffix", AutoString(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("block_hash", AutoString(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("resolved_by", AutoString(), nullable=True),
        sa.Column("resolved_at", UTCDateTime(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["sections.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comments_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_revision_id"), ["revision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_comments_section_id"), ["section_id"], unique=False)

    op.create_table(
        "placements",
        sa.Column("comment_id", AutoString(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
        ),
        sa.PrimaryKeyConstraint("comment_id", "revision_id"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("placements")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comments_section_id"))
        batch_op.drop_index(batch_op.f("ix_comments_revision_id"))
        batch_op.drop_index(batch_op.f("ix_comments_parent_id"))

    op.drop_table("comments")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revisions_section_id"))
        batch_op.drop_index(batch_op.f("ix_revisions_person_id"))

    op.drop_table("revisions")
    op.drop_table("edition_files")
    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_editions_document_id"))

    op.drop_table("editions")
    op.drop_table("comparisons")
