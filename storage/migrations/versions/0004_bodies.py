"""Bodies with mandates and terms, absences, and who answers for what."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen organisations, bodies and members; make the tables of absences and responsibilities."""
    for table, columns in {"organisations": ("region", "district"), "bodies": ("kind", "mandate")}.items():
        for name in columns:
            op.add_column(table, sa.Column(name, AutoString(), nullable=False, server_default=""))
    op.add_column("bodies", sa.Column("parent_id", AutoString(), nullable=True))
    op.add_column("body_members", sa.Column("deputy_id", AutoString(), nullable=True))
    op.add_column("body_members", sa.Column("since", sa.Date(), nullable=True))
    op.add_column("body_members", sa.Column("until", sa.Date(), nullable=True))
    op.create_index(op.f("ix_body_members_person_id"), "body_members", ["person_id"])
    op.create_table(
        "absences",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("deputy_id", AutoString(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_absences_person_id"), "absences", ["person_id"])
    op.create_table(
        "responsibilities",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=True),
        sa.Column("task", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=True),
        sa.Column("body_id", AutoString(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("document_id", "section_id", "person_id", "body_id"):
        op.create_index(op.f(f"ix_responsibilities_{name}"), "responsibilities", [name])


def downgrade() -> None:
    """Take back what `upgrade` made."""
    op.drop_table("responsibilities")
    op.drop_table("absences")
    op.drop_index(op.f("ix_body_members_person_id"), "body_members")
    for table, columns in {
        "body_members": ("until", "since", "deputy_id"),
        "bodies": ("parent_id", "mandate", "kind"),
        "organisations": ("district", "region"),
    }.items():
        for name in columns:
            op.drop_column(table, name)
