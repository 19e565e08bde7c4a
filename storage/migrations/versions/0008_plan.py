"""The plan, its obligations, and the vote whether to begin."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "plan_settings",
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.PrimaryKeyConstraint("document_id"),
    )
    op.create_table(
        "plan_sources",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("original_hash", AutoString(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plan_sources_document_id"), "plan_sources", ["document_id"])
    op.create_table(
        "milestones",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("body", AutoString(), nullable=False),
        sa.Column("body_id", AutoString(), nullable=True),
        sa.Column("person_id", AutoString(), nullable=True),
        sa.Column("forms", AutoString(), nullable=False),
        sa.Column("due", sa.JSON(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("source_id", AutoString(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"]),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["plan_sources.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_milestones_document_id"), "milestones", ["document_id"])
    op.create_table(
        "plan_statements",
        sa.Column("source_id", AutoString(), nullable=False),
        sa.Column("milestone_id", AutoString(), nullable=False),
        sa.Column("due", sa.JSON(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["milestone_id"], ["milestones.id"]),
        sa.ForeignKeyConstraint(["source_id"], ["plan_sources.id"]),
        sa.PrimaryKeyConstraint("source_id", "milestone_id"),
    )
    op.create_index(op.f("ix_plan_statements_milestone_id"), "plan_statements", ["milestone_id"])
    op.create_table(
        "plan_imports",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("original_hash", AutoString(), nullable=False),
        sa.Column("filename", AutoString(), nullable=False),
        sa.Column("read", sa.JSON(), nullable=False),
        sa.Column("mentions", sa.JSON(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plan_imports_document_id"), "plan_imports", ["document_id"])
    op.create_table(
        "plan_acknowledgements",
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("contradiction_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("note_id", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("document_id", "contradiction_id"),
    )
    op.create_table(
        "plan_texts",
        sa.Column("act_id", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("language", AutoString(), nullable=False),
        sa.Column("milestones", sa.JSON(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=True),
        sa.Column("text_hash", AutoString(), nullable=True),
        sa.Column("in_force_at", UTCDateTime(), nullable=True),
        sa.Column("replaced_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.PrimaryKeyConstraint("act_id"),
    )
    op.create_index(op.f("ix_plan_texts_document_id"), "plan_texts", ["document_id"])
    op.create_index(op.f("ix_plan_texts_section_id"), "plan_texts", ["section_id"])
    op.create_table(
        "obligations",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("deadline", sa.JSON(), nullable=True),
        sa.Column("overdue", sa.Boolean(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("note_id", AutoString(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_obligations_document_id"), "obligations", ["document_id"])
    op.create_table(
        "obligation_people",
        sa.Column("obligation_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligations.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("obligation_id", "person_id"),
    )
    op.create_index(op.f("ix_obligation_people_person_id"), "obligation_people", ["person_id"])
    op.create_table(
        "proposals",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("deadline", sa.JSON(), nullable=True),
        sa.Column("note_id", AutoString(), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("document_id", "number"),
    )
    op.create_index(op.f("ix_proposals_document_id"), "proposals", ["document_id"])
    op.create_table(
        "proposal_voters",
        sa.Column("proposal_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"]),
        sa.PrimaryKeyConstraint("proposal_id", "person_id"),
    )
    op.create_index(op.f("ix_proposal_voters_person_id"), "proposal_voters", ["person_id"])


def downgrade() -> None:
    """Take back what `upgrade` made."""
    for table in (
        "proposal_voters",
        "proposals",
        "obligation_people",
        "obligations",
        "plan_texts",
        "plan_acknowledgements",
        "plan_imports",
        "plan_statements",
        "milestones",
        "plan_sources",
        "plan_settings",
    ):
        op.drop_table(table)
