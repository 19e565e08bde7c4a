"""When the service was up: stretches of time that a running worker keeps extending."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from schemas.ids import new_id
from storage.tables import Installation, Uptime

BEAT = timedelta(seconds=5)
"""How often a running worker extends its stretch."""

GAP = 3 * BEAT
"""A pause between beats up to this long is not an outage."""


def beat(session: Session, now: datetime) -> None:
    """Extend the running stretch to `now`, or begin a new one after an outage; workers that beat at once take turns."""
    session.exec(select(Installation.id).with_for_update()).first()
    row = session.exec(select(Uptime).order_by(col(Uptime.until).desc()).limit(1)).first()
    if row is None or now - row.until > GAP:
        row = Uptime(id=new_id(), since=now, until=now)
    row.until = max(row.until, now)
    session.add(row)


def share_up(session: Session, since: datetime, until: datetime) -> float:
    """Which part, from 0 to 1, of the time from `since` to `until` (UTC) the service was up."""
    rows = session.exec(select(Uptime).where(col(Uptime.until) >= since - GAP, col(Uptime.since) <= until)).all()
    up = timedelta()
    reached = since
    for row in sorted(rows, key=lambda stretch: stretch.since):
        begin, end = max(row.since, reached), min(row.until + GAP, until)
        if end > begin:
            up += end - begin
            reached = end
    return up / (until - since) if until > since else 1.0
