"""A document knows whether it is the demo of a first run."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0042"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No document that there is, is one."""
    op.add_column("documents", sa.Column("demo", AutoString(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back what `upgrade` made; a demo that was taken away is shown again, withdrawn."""
    op.drop_column("documents", "demo")
