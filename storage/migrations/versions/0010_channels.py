"""Channels, digests and feeds: what a notice's letter knew of its sending moves to deliveries, one a channel."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; what a mail server would not take is tried anew."""
    op.create_table(
        "channel_settings",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("zone", AutoString(), nullable=False),
        sa.Column("quiet_since", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "channels",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("rhythm", AutoString(), nullable=False),
        sa.Column("urgent_at_once", sa.Boolean(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.Column("key_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("person_id", "kind"),
    )
    op.create_table(
        "channel_proofs",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_channel_proofs_person_id"), "channel_proofs", ["person_id"])
    op.create_table(
        "feeds",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("token_hash", AutoString(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("person_id"),
        sa.UniqueConstraint("token_hash"),
    )
    _make_deliveries()
    op.execute("UPDATE notices SET state = 'planned' WHERE state = 'failed'")
    for name in ("attempts", "claimed_until", "error"):
        op.drop_column("notices", name)


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("notice_id", AutoString(), nullable=True),
        sa.Column("proof_id", AutoString(), nullable=True),
        sa.Column("channel", AutoString(), nullable=False),
        sa.Column("rhythm", AutoString(), nullable=False),
        sa.Column("letter_id", AutoString(), nullable=True),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("next_try_at", UTCDateTime(), nullable=False),
        sa.Column("claimed_until", UTCDateTime(), nullable=True),
        sa.Column("error", AutoString(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"]),
        sa.ForeignKeyConstraint(["proof_id"], ["channel_proofs.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("notice_id", "channel"),
    )
    op.create_index("deliveries_by_due", "deliveries", ["channel", "state", "next_try_at"])
    for name in ("person_id", "proof_id"):
        op.create_index(op.f(f"ix_deliveries_{name}"), "deliveries", [name])


def downgrade() -> None:
    """Take back what `upgrade` made; what still waits for a channel is planned as a letter again."""
    op.add_column("notices", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("notices", sa.Column("claimed_until", UTCDateTime(), nullable=True))
    op.add_column("notices", sa.Column("error", AutoString(), nullable=True))
    op.execute("UPDATE notices SET state = 'planned' WHERE state = 'waiting'")
    for table in ("deliveries", "feeds", "channel_proofs", "channels", "channel_settings"):
        op.drop_table(table)
