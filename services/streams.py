"""Whether the durable processes keep up with the record."""

from datetime import datetime, timedelta

from sqlmodel import col, or_, select

from storage.database import Database
from storage.tables import Stream

STUCK = timedelta(seconds=50)
"""A stream whose events or alarm wait longer than this is stuck."""


def stuck_streams(database: Database, now: datetime, limit: int = 20) -> list[str]:
    """Ids of streams whose follow-ups failed or wait too long, or whose alarm did not ring; the longest first."""
    late = now - STUCK
    unfollowed = (col(Stream.pending_seq) > col(Stream.followed_seq)) & (col(Stream.moved_at) < late)
    unrung = col(Stream.closed).is_(False) & (col(Stream.next_alarm_at) < late)
    with database.read() as session:
        query = select(Stream.id).where(or_(unfollowed, unrung, col(Stream.trouble).is_not(None)))
        return list(session.exec(query.order_by(col(Stream.moved_at)).limit(limit)))
