"""The channels beside the inbox, and the rhythms in which they are used."""

from typing import Literal, get_args

ChannelKind = Literal["email", "webhook", "bot"]
CHANNELS: tuple[ChannelKind, ...] = get_args(ChannelKind)
"""All of them; the inbox is no channel: everything is in it."""

Rhythm = Literal["at_once", "daily", "weekly"]
"""How often a channel is used: for each notice, or for all notices of a day or of a week in one message."""
