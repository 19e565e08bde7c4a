"""Redlines are drawn once and kept."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Where each drawn redline lies."""
    op.create_table(
        "renderings",
        sa.Column("key", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def downgrade() -> None:
    """Take back what `upgrade` made; redlines are drawn again."""
    op.drop_table("renderings")
