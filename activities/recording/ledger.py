"""The ledger: a row for every planned reminder, deadline and ladder step, and what became of it."""

from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select, update

from activities.recording.kind import Moment
from schemas.ids import new_id
from schemas.policy import PhaseRule
from schemas.section_events import AlarmOvertaken, AlarmRang, PhaseOpened
from storage.tables import Alarm

CLOSING = frozenset(
    {
        "revision_submitted",
        "round_closed",
        "signing_declined",
        "approved",
        "withdrawn",
        "candidate_voided",
        "document_declined",
        "document_approved",
        "obligation_undated",
        "obligation_fulfilled",
        "obligation_cancelled",
        "proposal_decided",
    }
)
"""Events that end a phase with a deadline, and so cancel what was planned in it."""


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
    if event.type in CLOSING or isinstance(event, PhaseOpened):
        _cancel(moment, event.type)
    if isinstance(event, PhaseOpened):
        _plan(moment, seq, event, phase, round_)
    elif isinstance(event, AlarmOvertaken):
        _settle(moment, event, state="overtaken", reason=f"by_{event.by}")
    elif isinstance(event, AlarmRang):
        step = rule.ladder[event.alarm.index] if rule is not None and event.alarm.what == "step" else None
        reason = (step.outcome if step is not None else None) or (None if event.told else "nobody_awaited")
        return _settle(moment, event, state="rung", reason=reason, told=len(event.told))
    return None


def _cancel(moment: Moment, reason: str) -> None:
    moment.journal.run(_CANCEL, {"stream": moment.stream.id, "why": reason})


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
            "state": "overtaken" if alarm.overtaken else "planned",
            "reason": "too_late_at_opening" if alarm.overtaken else None,
            "told": 0,
        }
        for alarm in event.alarms
    ]
    moment.journal.insert(Alarm, planned)


def _settle(moment: Moment, event: AlarmRang | AlarmOvertaken, **values: Any) -> Alarm | None:
    session = moment.journal.session
    row = session.exec(
        select(Alarm).where(
            Alarm.stream_id == moment.stream.id, Alarm.state == "planned", Alarm.alarm_id == event.alarm.id
        )
    ).first()
    if row is not None:
        row.rung_at = moment.journal.now
        row.sqlmodel_update(values)
    return row
