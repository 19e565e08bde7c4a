"""What became of a notice and of the alarm that it tells of, once its deliveries have ended."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.tables import Alarm, Delivery, Notice


def lock_alarms(session: Session, notices: Iterable[Notice]) -> list[Alarm]:
    """The alarms' rows, taken before the notices': who settles the last of an alarm's notices has to see all others.

    They are taken in the order of their ids, so that two who settle several at once never wait for each other.
    """
    ids = sorted({notice.alarm_row_id for notice in notices if notice.alarm_row_id is not None})
    if not ids:
        return []
    query = select(Alarm).where(col(Alarm.id).in_(ids)).order_by(Alarm.id)
    return list(session.exec(query.with_for_update().execution_options(populate_existing=True)))


def lock_notices(session: Session, notices: Sequence[Notice]) -> list[Notice]:
    """The notices' rows as they are now, held until the transaction ends."""
    ids = [notice.id for notice in notices]
    query = select(Notice).where(col(Notice.id).in_(ids)).order_by(Notice.id)
    return list(session.exec(query.with_for_update().execution_options(populate_existing=True)))


def settle(session: Session, alarms: Sequence[Alarm], now: datetime) -> None:
    """Note on each alarm that all its notices have left, if they have."""
    session.flush()
    for alarm in alarms:
        unsent = select(Notice.id).where(Notice.alarm_row_id == alarm.id, Notice.state != "sent").limit(1)
        if session.exec(unsent).first() is None:
            alarm.sent_at = now


def give_up(session: Session, alarms: Sequence[Alarm], notices: Sequence[Notice]) -> None:
    """Note that no channel took a notice, and why its alarm did not reach everybody."""
    session.flush()
    reasons = {alarm.id: alarm for alarm in alarms}
    for notice in notices:
        hoped = select(Delivery.id).where(
            Delivery.notice_id == notice.id, col(Delivery.state).in_(("planned", "failed", "sent"))
        )
        if notice.state == "waiting" and session.exec(hoped.limit(1)).first() is None:
            notice.state = "given_up"
            if notice.alarm_row_id in reasons:
                reasons[notice.alarm_row_id].reason = "not_delivered"
