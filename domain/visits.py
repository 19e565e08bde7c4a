"""When a visit to a section ends and the next one begins: what "since I was last here" means."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

PAUSE = timedelta(minutes=30)
"""Whoever comes back sooner goes on with the same visit."""


@dataclass(frozen=True)
class Seen:
    """The revision that somebody sees now and when they were last seen (UTC), and the same of the visit before."""

    revision_id: str | None
    at: datetime
    before_id: str | None = None
    before_at: datetime | None = None


def following(last: Seen | None, head_id: str | None, now: datetime) -> Seen:
    """What is so once they look at this head now; another head begins another visit, however soon it is."""
    if last is None:
        return Seen(head_id, now)
    if last.revision_id == head_id and now - last.at < PAUSE:
        return replace(last, at=now)
    return Seen(head_id, now, last.revision_id, last.at)
