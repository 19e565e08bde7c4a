"""Disagreements over remarks, and the reconciliation meetings about them."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0035"
down_revision = "0041"
branch_labels = None
depends_on = None

_OPEN = sa.text("outcome IS NULL")


def upgrade() -> None:
    """Two tables; remarks that were referred to a meeting before there were any have no disagreement."""
    op.create_table(
        "disagreements",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("comment_id", AutoString(), nullable=False),
        sa.Column("author_id", AutoString(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("opened_by", AutoString(), nullable=False),
        sa.Column("reason_id", AutoString(), nullable=True),
        sa.Column("proposed_id", AutoString(), nullable=True),
        sa.Column("settlement_id", AutoString(), nullable=True),
        sa.Column("changes", sa.Boolean(), nullable=False),
        sa.Column("decider_id", AutoString(), nullable=True),
        sa.Column("outcome", AutoString(), nullable=True),
        sa.Column("decision", AutoString(), nullable=True),
        sa.Column("wording_id", AutoString(), nullable=True),
        sa.Column("grounds_id", AutoString(), nullable=True),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"]),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["decider_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_disagreements_section_id", "disagreements", ["section_id"])
    op.create_index("ix_disagreements_comment_id", "disagreements", ["comment_id"])
    op.create_index("disagreements_open", "disagreements", ["section_id"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_table(
        "meetings",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("disagreement_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("place_id", AutoString(), nullable=False),
        sa.Column("participants", sa.JSON(), nullable=False),
        sa.Column("minutes_id", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["disagreement_id"], ["disagreements.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_meetings_disagreement_id", "meetings", ["disagreement_id"])


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.drop_index("ix_meetings_disagreement_id", table_name="meetings")
    op.drop_table("meetings")
    op.drop_index("disagreements_open", table_name="disagreements")
    op.drop_index("ix_disagreements_comment_id", table_name="disagreements")
    op.drop_index("ix_disagreements_section_id", table_name="disagreements")
    op.drop_table("disagreements")
