"""What is asked for every few seconds, and every inbox, is found by an index and not by reading all rows."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_STREAMS = {"streams_unfollowed": "pending_seq > followed_seq", "streams_in_trouble": "trouble IS NOT NULL"}


def upgrade() -> None:
    """Make the indexes."""
    for name, where in _STREAMS.items():
        op.create_index(name, "streams", ["moved_at"], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    op.drop_index("ix_streams_moved_at", table_name="streams")
    op.create_index("notices_by_person", "notices", ["person_id", "id"])
    op.drop_index("ix_notices_person_id", table_name="notices")


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.create_index("ix_notices_person_id", "notices", ["person_id"])
    op.drop_index("notices_by_person", table_name="notices")
    op.create_index("ix_streams_moved_at", "streams", ["moved_at"])
    for name in _STREAMS:
        op.drop_index(name, table_name="streams")
