"""Texts are kept as lines too, which comparisons read."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0033"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The lines of each text; those of texts that are there already are made when they are compared."""
    op.create_table(
        "text_lines",
        sa.Column("text_hash", AutoString(), nullable=False),
        sa.Column("form", AutoString(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("text_hash", "form"),
    )


def downgrade() -> None:
    """Take back what `upgrade` made; the texts themselves lie in the object store."""
    op.drop_table("text_lines")
