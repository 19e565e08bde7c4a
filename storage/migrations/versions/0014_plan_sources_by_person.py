"""Who brought each source of a plan."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_OF_THE_UPLOAD = """
UPDATE plan_sources SET person_id = (
    SELECT min(plan_imports.person_id) FROM plan_imports
    WHERE plan_imports.document_id = plan_sources.document_id
    AND plan_imports.original_hash = plan_sources.original_hash AND plan_imports.used_at IS NOT NULL
)
"""


def upgrade() -> None:
    """Add the column; whoever uploaded the file that a source was taken from brought that."""
    # In place: SQLite would make the table anew, and rows of others refer to it.
    person = sa.ForeignKey("people.id", name="plan_sources_person_id_fkey")
    op.add_column("plan_sources", sa.Column("person_id", AutoString(), person, nullable=True), inline_references=True)
    op.execute(_OF_THE_UPLOAD)


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("plan_sources") as table:
        table.drop_column("person_id")
