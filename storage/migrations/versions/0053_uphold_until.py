"""Until when the author of an answered remark may uphold it before the text is approved."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Answers of before had no such term."""
    op.add_column("answers", sa.Column("uphold_until", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Forget the terms."""
    op.drop_column("answers", "uphold_until")
