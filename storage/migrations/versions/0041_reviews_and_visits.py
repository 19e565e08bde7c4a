"""Remarks wait for the rest of their review, and each knows what has changed since they were last there."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0041"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "unsent_reviews",
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("verdict", AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("section_id", "person_id"),
    )
    op.create_index("ix_unsent_reviews_person_id", "unsent_reviews", ["person_id"])
    op.create_table(
        "unsent_remarks",
        sa.Column("id", AutoString(), nullable=False),
        *(sa.Column(name, AutoString(), nullable=False) for name in ("section_id", "person_id", "revision_id", "kind")),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replacement", AutoString(), nullable=True),
        *(sa.Column(name, AutoString(), nullable=False) for name in ("quote", "prefix", "suffix")),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("block_hash", AutoString(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("start", "end", "version")),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_unsent_remarks_section_id", "unsent_remarks", ["section_id"])
    op.create_index("unsent_remarks_of_person", "unsent_remarks", ["person_id", "section_id"])
    op.create_table(
        "visits",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("before_id", AutoString(), nullable=True),
        sa.Column("before_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"]),
        sa.ForeignKeyConstraint(["before_id"], ["revisions.id"]),
        sa.PrimaryKeyConstraint("person_id", "section_id"),
    )
    op.create_index("ix_visits_section_id", "visits", ["section_id"])


def downgrade() -> None:
    """Take the tables out; what was gathered and not sent goes with them."""
    op.drop_index("ix_visits_section_id", table_name="visits")
    op.drop_table("visits")
    op.drop_index("unsent_remarks_of_person", table_name="unsent_remarks")
    op.drop_index("ix_unsent_remarks_section_id", table_name="unsent_remarks")
    op.drop_table("unsent_remarks")
    op.drop_index("ix_unsent_reviews_person_id", table_name="unsent_reviews")
    op.drop_table("unsent_reviews")
