"""Outside experts read one revision by a link, and notices are answered by letter: both without an account."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Guests, what they advise, links of theirs that a browser opened; and letters that answered notices."""
    op.create_table(
        "guests",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("invited_by", AutoString(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_guests_section_id", "guests", ["section_id"])
    op.create_index("ix_guests_person_id", "guests", ["person_id"])
    op.create_table(
        "outside_opinions",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("guest_id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=False),
        sa.Column("verdict", AutoString(), nullable=False),
        sa.Column("note_id", AutoString(), nullable=True),
        sa.Column("remark_id", AutoString(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["guest_id"], ["guests.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("guest_id", "section_id", "person_id"):
        op.create_index(f"ix_outside_opinions_{column}", "outside_opinions", [column])
    op.create_table(
        "mail_answers",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("act_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("notice_id", AutoString(), nullable=False),
        sa.Column("section_id", AutoString(), nullable=False),
        sa.Column("revision_id", AutoString(), nullable=False),
        sa.Column("verdict", AutoString(), nullable=False),
        sa.Column("comment_id", AutoString(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"]),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("act_id"),
    )
    op.create_index("ix_mail_answers_person_id", "mail_answers", ["person_id"])
    op.create_index("ix_mail_answers_notice_id", "mail_answers", ["notice_id"])
    op.add_column("people", sa.Column("guest", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("links", sa.Column("guest_id", AutoString(), nullable=True))
    op.add_column("links", sa.Column("session_hash", AutoString(), nullable=False, server_default=""))
    op.create_index("ix_links_guest_id", "links", ["guest_id"])


def downgrade() -> None:
    """Take back what `upgrade` made; letters that were to bring links of guests are not sent."""
    op.execute("DELETE FROM links WHERE guest_id IS NOT NULL")
    op.drop_index("ix_links_guest_id", table_name="links")
    op.drop_column("links", "session_hash")
    op.drop_column("links", "guest_id")
    op.drop_column("people", "guest")
    op.drop_table("mail_answers")
    op.drop_table("outside_opinions")
    op.drop_table("guests")
