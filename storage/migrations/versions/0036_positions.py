"""A body may have one voice, its members speak among themselves before it, and positions come by letter."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0036"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """So far every member of a body that reviews has had a voice; that stays so."""
    op.add_column("responsibilities", sa.Column("as_one", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("comments", sa.Column("body_id", AutoString(), nullable=True))
    op.create_table(
        "contributions",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("body_id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("verdict", AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replacement", AutoString(), nullable=True),
        sa.Column("quote", AutoString(), nullable=False),
        sa.Column("prefix", AutoString(), nullable=False),
        sa.Column("suffix", AutoString(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("block_hash", AutoString(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("comment_id", AutoString(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("body_id", "section_id", "revision_id", "person_id"):
        op.create_index(f"ix_contributions_{column}", "contributions", [column])
    op.create_table(
        "letters",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("voter_id", AutoString(), nullable=True),
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("dated", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("filename", AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["voter_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("section_id", "voter_id"):
        op.create_index(f"ix_letters_{column}", "letters", [column])


def downgrade() -> None:
    """Take back what `upgrade` made; a body that had one voice has as many as it has members."""
    op.drop_table("letters")
    op.drop_table("contributions")
    op.drop_column("comments", "body_id")
    op.drop_column("responsibilities", "as_one")
