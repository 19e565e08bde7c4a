"""What people, bodies and organisations were called before: papers tell of what happened then."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0048"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What was called otherwise before this, is not known any more."""
    op.create_table(
        "earlier_names",
        sa.Column("id", AutoString(), primary_key=True),
        sa.Column("subject_id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("position", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=True),
        sa.Column("until", UTCDateTime(), nullable=False),
    )
    op.create_index("ix_earlier_names_subject_id", "earlier_names", ["subject_id"])


def downgrade() -> None:
    """Forget it."""
    op.drop_table("earlier_names")
