"""Remarks get typed answers, and know the cycle that they were made in; a verdict's note is a remark."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_UNANSWERED = sa.text("state = 'open' AND parent_id IS NULL")


def upgrade() -> None:
    """Proposals that were taken or declined have had their answer by that."""
    op.create_table(
        "answers",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("comment_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("note_id", AutoString(), nullable=True),
        sa.Column("draft_id", AutoString(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_answers_comment_id", "answers", ["comment_id"])
    op.execute(
        "INSERT INTO answers (id, comment_id, kind, person_id, at) "
        "SELECT id, id, state, resolved_by, resolved_at FROM comments "
        "WHERE state IN ('accepted', 'declined') AND resolved_by IS NOT NULL"
    )
    op.add_column("comments", sa.Column("cycle", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("comments", sa.Column("verdict", AutoString(), nullable=False, server_default=""))
    op.add_column("comments", sa.Column("note_id", AutoString(), nullable=True))
    op.create_index("ix_comments_note_id", "comments", ["note_id"])
    op.create_index(
        "comments_unanswered",
        "comments",
        ["section_id", "cycle"],
        sqlite_where=_UNANSWERED,
        postgresql_where=_UNANSWERED,
    )


def downgrade() -> None:
    """Take back what `upgrade` made; proposals keep whether they were taken or declined."""
    op.drop_index("comments_unanswered", table_name="comments")
    op.drop_index("ix_comments_note_id", table_name="comments")
    op.drop_column("comments", "note_id")
    op.drop_column("comments", "verdict")
    op.drop_column("comments", "cycle")
    op.drop_index("ix_answers_comment_id", table_name="answers")
    op.drop_table("answers")
