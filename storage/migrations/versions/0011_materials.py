"""Materials and what changed under a section."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("comparisons", sa.Column("families", AutoString(), nullable=False, server_default=""))
    op.create_table(
        "basis_changes",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("basis_id", AutoString(), nullable=False),
        sa.Column("from_id", AutoString(), nullable=False),
        sa.Column("to_id", AutoString(), nullable=False),
        sa.Column("families", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("cleared", AutoString(), nullable=True),
        sa.Column("cleared_at", UTCDateTime(), nullable=True),
        sa.Column("cleared_by", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["basis_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["from_id"], ["revisions.id"]),
        sa.ForeignKeyConstraint(["to_id"], ["revisions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_basis_changes_basis_id"), "basis_changes", ["basis_id"])
    open_ones = sa.text("cleared_at IS NULL")
    op.create_index(
        "basis_changes_open",
        "basis_changes",
        ["section_id", "basis_id"],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )
    _make_materials()
    _make_search()


def _make_materials() -> None:
    op.create_table(
        "materials",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=True),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("document_id", "section_id", "person_id"):
        op.create_index(op.f(f"ix_materials_{name}"), "materials", [name])
    op.create_table(
        "material_versions",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("material_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("filename", AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("searched", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["material_id"], ["materials.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("material_id", "number"),
    )
    op.create_index(op.f("ix_material_versions_material_id"), "material_versions", ["material_id"])


def _make_search() -> None:
    op.create_table(
        "search_items",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=True),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("title", AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_search_items_document_id"), "search_items", ["document_id"])
    op.create_table(
        "search_postings",
        sa.Column("item_id", AutoString(), nullable=False),
        sa.Column("stem", AutoString(), nullable=False),
        sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("places", AutoString(), nullable=False),
        sa.Column("in_title", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["search_items.id"]),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"]),
        sa.PrimaryKeyConstraint("item_id", "stem"),
    )
    op.create_index("search_postings_by_stem", "search_postings", ["document_id", "stem"])


def downgrade() -> None:
    """Take back what `upgrade` made."""
    for table in ("search_postings", "search_items", "material_versions", "materials"):
        op.drop_table(table)
    op.drop_table("basis_changes")
    op.drop_column("comparisons", "families")
