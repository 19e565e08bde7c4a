"""The channels beside the inbox, and the rhythms in which they are used."""

from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

ChannelKind = Literal["email", "webhook", "bot"]
CHANNELS: tuple[ChannelKind, ...] = get_args(ChannelKind)
"""All of them; the inbox is no channel: everything is in it."""

Rhythm = Literal["at_once", "daily", "weekly"]
"""How often a channel is used: for each notice, or for all notices of a day or of a week in one message."""

LONGEST_QUIET = timedelta(hours=14)
"""So that everything leaves on the day it falls due."""


def length_of_quiet(since: time, until: time) -> timedelta:
    """How long quiet hours last by the clock; a whole day where they end as they begin."""
    day = date(2000, 1, 1)
    length = datetime.combine(day, until) - datetime.combine(day, since)
    return length if length > timedelta() else length + timedelta(days=1)
