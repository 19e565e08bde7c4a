"""What rounds and duties need."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give the people of a section their order, in which they sign in turn."""
    op.add_column("section_people", sa.Column("place", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.drop_column("section_people", "place")
