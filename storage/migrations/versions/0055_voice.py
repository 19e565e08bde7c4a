"""Who else speaks for a remark: who came in its author's place, and in whose place its author was."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Remarks of before are spoken for by their authors."""
    for name in ("voice_id", "principal_id"):
        op.add_column("comments", sa.Column(name, sa.String(), nullable=True))


def downgrade() -> None:
    """Forget who came in whose place."""
    for name in ("voice_id", "principal_id"):
        op.drop_column("comments", name)
