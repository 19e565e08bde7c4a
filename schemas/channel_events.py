"""What people do to their channels, in the past tense: ids and codes only, no address and no secret."""

from typing import Literal

from schemas.frozen import Frozen


class ChannelsChanged(Frozen):
    """A person chose by which channels they are told; `typed` is the hash of their row where its language changed."""

    type: Literal["channels_changed"] = "channels_changed"
    person_id: str
    version: int
    channels: tuple[str, ...]
    typed: str | None = None


class ChannelAsked(Frozen):
    """A person named a new address for a channel, and a code is sent to it."""

    type: Literal["channel_asked"] = "channel_asked"
    person_id: str
    channel: str
    proof_id: str


class ChannelConfirmed(Frozen):
    """The code came back: the channel goes to its new address."""

    type: Literal["channel_confirmed"] = "channel_confirmed"
    person_id: str
    channel: str
    proof_id: str


class ChannelKeyRenewed(Frozen):
    """A person's webhook is signed with a new key."""

    type: Literal["channel_key_renewed"] = "channel_key_renewed"
    person_id: str
    number: int


class FeedMade(Frozen):
    """A person's calendar feed has a new address."""

    type: Literal["feed_made"] = "feed_made"
    person_id: str


class FeedRevoked(Frozen):
    """A person's calendar feed has ended."""

    type: Literal["feed_revoked"] = "feed_revoked"
    person_id: str
