"""Which incarnation an installation is, and that it is paused."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("installation", sa.Column("incarnation", AutoString(), nullable=False, server_default=""))
    op.add_column("installation", sa.Column("paused_at", UTCDateTime(), nullable=True))
    op.add_column("installation", sa.Column("snapshot_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Take back what `upgrade` made."""
    for name in ("snapshot_at", "paused_at", "incarnation"):
        op.drop_column("installation", name)
