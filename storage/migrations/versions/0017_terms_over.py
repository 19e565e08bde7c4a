"""A membership's term that has passed takes effect once."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Terms that passed before are looked at, too: nobody was taken out of a round by one."""
    op.add_column("body_members", sa.Column("over_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.drop_column("body_members", "over_at")
