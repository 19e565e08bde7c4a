"""Whether the durable processes keep up with the record."""

from datetime import datetime, timedelta

from sqlalchemy import union
from sqlmodel import col, or_, select

from storage.database import Database
from storage.tables import Stream

STUCK = timedelta(seconds=50)
"""A stream whose events or alarm wait longer than this is stuck."""


def stuck_streams(database: Database, now: datetime, limit: int = 20) -> list[str]:
    """Ids of streams whose follow-ups failed or wait too long, or whose alarm did not ring; the longest first."""
    late = now - STUCK
    moved = col(Stream.moved_at)
    # What was dated by a clock that was ahead does not wait until the others have caught up with it.
    unfollowed = (col(Stream.pending_seq) > col(Stream.followed_seq), or_(moved < late, moved > now + STUCK))
    unrung = (col(Stream.closed).is_(False), col(Stream.next_alarm_at) < late)
    in_trouble = (col(Stream.trouble).is_not(None),)
    # A union, and no OR: each part has its own index, and most of the time nothing is found in any.
    late_ones = union(*(select(Stream.moved_at, Stream.id).where(*why) for why in (unfollowed, unrung, in_trouble)))
    found = late_ones.subquery()
    with database.read() as session:
        return list(session.execute(select(found.c.id).order_by(found.c.moved_at).limit(limit)).scalars())
