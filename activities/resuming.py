"""Before and at a resumption: what fell due meanwhile, and taking back what may have been sent already."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select, update

from activities.notices.settling import give_up, lock_alarms, lock_notices
from schemas.fallen_due import DueAlarm, Expired, FallenDue, Unsent
from storage.tables import Absence, Alarm, Delivery, Installation, Link, Notice, Stream, Uptime

_HOPED = ("planned", "failed")
BATCH = 500


def fallen_due(session: Session, now: datetime, zone: str) -> FallenDue:
    """What rings, leaves or is over as soon as work goes on; days are those of `zone` (IANA)."""
    since = _last_at_work(session) or now
    days = ZoneInfo(zone)
    gone_by = select(Absence).where(
        col(Absence.ended_at).is_(None),
        Absence.until >= since.astimezone(days).date(),
        Absence.until < now.astimezone(days).date(),
    )
    return FallenDue(
        since=since,
        alarms=tuple(_alarms(session, now)),
        unsent=tuple(sorted(_unsent(session), key=lambda one: (one.made_at, one.id))),
        absences=tuple(
            Expired(absence_id=row.id, until=row.until) for row in session.exec(gone_by.order_by(col(Absence.until)))
        ),
    )


def take_back(session: Session) -> int:
    """Have nothing sent that was planned so far: notices stay in the inbox; how many notices and letters."""
    dropped = 0
    ids = session.exec(select(Notice.id).where(_waits()).order_by(Notice.id)).all()
    session.exec(
        update(Delivery).where(col(Delivery.state).in_(_HOPED)).values(state="dropped", claimed_until=None, error=None)
    )
    for start in range(0, len(ids), BATCH):
        found = session.exec(select(Notice).where(col(Notice.id).in_(ids[start : start + BATCH]))).all()
        alarms = lock_alarms(session, [notice.alarm_row_id for notice in found])
        notices = lock_notices(session, [notice.id for notice in found])
        for notice in notices:
            notice.state = "waiting"
        give_up(session, alarms, notices)
        dropped += len(notices)
    links = update(Link).where(col(Link.state).in_(_HOPED)).values(state="given_up", claimed_until=None)
    return dropped + session.exec(links).rowcount


def _last_at_work(session: Session) -> datetime | None:
    restored = select(Installation.snapshot_at).where(col(Installation.paused_at).is_not(None))  # and not resumed since
    return session.exec(restored).first() or session.exec(select(func.max(Uptime.until))).one()


def _alarms(session: Session, now: datetime) -> Iterator[DueAlarm]:
    query = (
        select(Alarm)
        .join(Stream, col(Stream.id) == col(Alarm.stream_id))
        .where(Alarm.state == "planned", Alarm.planned_at <= now, col(Stream.closed).is_(False))
    )
    for row in session.exec(query.order_by(col(Alarm.planned_at), col(Alarm.id))):
        yield DueAlarm(stream_id=row.stream_id, what=row.what, planned_at=row.planned_at)


def _unsent(session: Session) -> Iterator[Unsent]:
    for notice in session.exec(select(Notice).where(_waits())):
        yield Unsent(id=notice.id, kind=notice.kind, made_at=notice.made_at)
    for link in session.exec(select(Link).where(col(Link.state).in_(_HOPED))):
        yield Unsent(id=link.id, kind=f"link_{link.kind}", made_at=link.made_at)


def _waits() -> ColumnElement[bool]:
    return col(Notice.state).in_(("planned", "waiting"))
