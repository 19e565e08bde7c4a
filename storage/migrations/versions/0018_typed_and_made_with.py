"""What people typed is bound by the record; a token knows which token made it."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """People get a salt with the next entry about them; what made earlier tokens is not known."""
    op.add_column("people", sa.Column("salt", AutoString(), nullable=False, server_default=""))
    op.add_column("tokens", sa.Column("made_with", AutoString(), nullable=True))


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.drop_column("tokens", "made_with")
    op.drop_column("people", "salt")
