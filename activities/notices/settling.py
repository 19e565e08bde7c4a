"""What became of a notice and of the alarm that it tells of, once its deliveries have ended."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, exists, func, update
from sqlmodel import Session, col, select

from storage.tables import Alarm, Delivery, Notice

_SENT_AT: Any = Notice.sent_at
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_NOW: BindParameter[datetime] = bindparam("now", type_=_SENT_AT.type)

_HOLD_ALARMS = select(Alarm.id).where(col(Alarm.id).in_(_IDS)).order_by(Alarm.id).with_for_update()
_HOLD_NOTICES = select(Notice.id).where(col(Notice.id).in_(_IDS)).order_by(Notice.id).with_for_update()
_LEFT = update(Notice).where(col(Notice.id).in_(_IDS)).values(state="sent", sent_at=func.coalesce(_SENT_AT, _NOW))
_ALL_LEFT = (
    update(Alarm)
    .where(col(Alarm.id).in_(_IDS))
    .where(~exists().where(col(Notice.alarm_row_id) == col(Alarm.id), col(Notice.state) != "sent"))
    .values(sent_at=_NOW)
)


def lock_alarms(session: Session, ids: Iterable[str | None]) -> list[Alarm]:
    """The alarms' rows, taken before the notices': who settles the last of an alarm's notices has to see all others.

    They are taken in the order of their ids, so that two who settle several at once never wait for each other.
    """
    known = _in_order(ids)
    if not known:
        return []
    query = select(Alarm).where(col(Alarm.id).in_(known)).order_by(Alarm.id)
    return list(session.exec(query.with_for_update().execution_options(populate_existing=True)))


def lock_notices(session: Session, ids: Collection[str]) -> list[Notice]:
    """The notices' rows as they are now, held until the transaction ends."""
    query = select(Notice).where(col(Notice.id).in_(ids)).order_by(Notice.id)
    return list(session.exec(query.with_for_update().execution_options(populate_existing=True)))


def settle(session: Session, notices: Mapping[str, str | None], now: datetime) -> None:
    """Note that these notices have left, and on their alarms that all have, if so; `notices` names each one's alarm.

    The rows stay held, in the order that `lock_alarms` tells of.
    """
    if not notices:
        return
    session.flush()
    run = session.connection().execute
    alarms, ids = _in_order(notices.values()), sorted(notices)
    if alarms:
        run(_HOLD_ALARMS, {"ids": alarms}).all()
    run(_HOLD_NOTICES, {"ids": ids}).all()
    run(_LEFT, {"ids": ids, "now": now})
    if alarms:
        run(_ALL_LEFT, {"ids": alarms, "now": now})


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


def _in_order(ids: Iterable[str | None]) -> list[str]:
    return sorted({known for known in ids if known is not None})
