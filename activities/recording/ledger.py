"""The ledger: a row for every planned reminder, deadline and ladder step, and what became of it."""

from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select, update

from activities.recording.kind import Moment
from domain.ledger import cancels, fate_at_opening, fate_of
from schemas.ids import new_id
from schemas.policy import PhaseRule
from schemas.section_events import AlarmOvertaken, AlarmRang, PhaseOpened
from storage.prepared import change_in
from storage.tables import Alarm

_CANCEL = (
    update(Alarm)
    .where(col(Alarm.stream_id) == bindparam("stream"), col(Alarm.state) == "planned")
    .values(state="cancelled", reason=bindparam("why"))
)


def keep_ledger(
    moment: Moment, seq: int, event: Any, *, phase: str, round_: int, rule: PhaseRule | None = None
) -> Alarm | None:
    """Write what `event` (number `seq`) does to the ledger; returns the row of the alarm that rang, if one did.

    By the `rule` of the phase a step that does more than tell is shown with what it does.
    """
    if cancels(event):
        _cancel(moment, event.type)
    if isinstance(event, PhaseOpened):
        _plan(moment, seq, event, phase, round_)
    elif isinstance(event, AlarmRang | AlarmOvertaken):
        return _settle(moment, event, rule)
    return None


def _cancel(moment: Moment, reason: str) -> None:
    change_in(moment.journal.session, _CANCEL, stream=moment.stream.id, why=reason)


def _plan(moment: Moment, seq: int, event: PhaseOpened, phase: str, round_: int) -> None:
    planned = [
        {
            "id": new_id(),
            "stream_id": moment.stream.id,
            "opened_seq": seq,
            "cycle": moment.stream.cycle,
            "phase": phase,
            "round": round_,
            "alarm_id": alarm.id,
            "what": alarm.what,
            "planned_at": alarm.at,
            **fate_at_opening(alarm)._asdict(),
        }
        for alarm in event.alarms
    ]
    moment.journal.insert(Alarm, planned)


def _settle(moment: Moment, event: AlarmRang | AlarmOvertaken, rule: PhaseRule | None) -> Alarm | None:
    """The row of the alarm that rang; one that was overtaken told nobody, and has none."""
    session = moment.journal.session
    row = session.exec(
        select(Alarm).where(
            Alarm.stream_id == moment.stream.id, Alarm.state == "planned", Alarm.alarm_id == event.alarm.id
        )
    ).first()
    if row is not None:
        row.rung_at = moment.journal.now
        row.sqlmodel_update(fate_of(event, rule)._asdict())
    return row if isinstance(event, AlarmRang) else None
