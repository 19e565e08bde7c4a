"""Tables of channels: what each person wants to be told by, the deliveries of notices, and calendar feeds."""

from datetime import datetime, time

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class ChannelSettings(SQLModel, table=True):
    """A person's hours for all their channels, in `zone` (IANA); without a row there are no quiet hours.

    Between `quiet_since` and `quiet_until` (the next day's, if that is not later) nothing leaves; digests leave
    at `digest_at`, weekly ones on Mondays.
    """

    __tablename__ = "channel_settings"
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    zone: str
    quiet_since: time | None = None
    quiet_until: time | None = None
    digest_at: time = time(9)
    version: int = 1


class Channel(SQLModel, table=True):
    """One channel of a person; who has no row for e-mail gets letters at once.

    `address` is confirmed; without one, e-mail goes to the address the person signs in with. `key_number` counts
    the webhook's signing keys, which are derived from the installation's secret and kept nowhere.
    """

    __tablename__ = "channels"
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    kind: str = Field(primary_key=True)
    enabled: bool = True
    rhythm: str = "at_once"
    urgent_at_once: bool = True
    address: str = Field(default="", repr=False)
    confirmed_at: datetime | None = None
    key_number: int = 0


class ChannelProof(SQLModel, table=True):
    """An address waiting for the code that was sent to it; the code is derived from the id and kept nowhere."""

    __tablename__ = "channel_proofs"
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    kind: str
    address: str = Field(repr=False)
    made_at: datetime
    expires_at: datetime
    tries: int = 0
    ended_at: datetime | None = None


class Delivery(SQLModel, table=True):
    """One notice on its way by one channel, or the code that proves an address.

    `state` is planned, sent, failed (will be tried again at `next_try_at`), given_up or dropped. `letter_id` names
    the message that carries it, the same for every attempt; those of one digest share it from their first claim.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("notice_id", "channel"),
        Index("deliveries_by_due", "channel", "state", "next_try_at"),
    )
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="people.id", index=True)
    notice_id: str | None = Field(default=None, foreign_key="notices.id")
    proof_id: str | None = Field(default=None, foreign_key="channel_proofs.id", index=True)
    channel: str
    rhythm: str = "at_once"
    letter_id: str | None = None
    state: str = "planned"
    attempts: int = 0
    due_at: datetime
    next_try_at: datetime
    claimed_until: datetime | None = None
    error: str | None = None
    sent_at: datetime | None = None


class Feed(SQLModel, table=True):
    """A person's calendar feed; only the SHA-256 of the secret in its address is kept."""

    __tablename__ = "feeds"
    person_id: str = Field(primary_key=True, foreign_key="people.id")
    token_hash: str = Field(unique=True, repr=False)
    made_at: datetime
