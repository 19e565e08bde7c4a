"""What happens in a rehearsal, event by event, and the ledger that it leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.ledger import cancels, fate_at_opening, fate_of
from domain.notices import Told
from schemas.deadline import Alarm
from schemas.document import DocumentState
from schemas.policy import PhaseRule
from schemas.rehearsal import LedgerEntry
from schemas.section import SectionState
from schemas.section_events import AlarmOvertaken, AlarmRang, PhaseOpened


@dataclass(frozen=True)
class Happening:
    """An event of a stream at an instant, the state after it, and whom it is told to."""

    at: datetime
    stream_id: str
    event: Any
    after: SectionState | DocumentState
    told: tuple[Told, ...]


def begun(stream_id: str, state: SectionState | DocumentState) -> list[LedgerEntry]:
    """What is planned already in a phase that is open as the rehearsal begins."""
    return _planned(stream_id, state, state.alarms)


def write(ledger: list[LedgerEntry], one: Happening, rule: PhaseRule | None) -> None:
    """Write what an event does to its stream's ledger, as the record's own is written."""
    event = one.event
    if cancels(event):
        _settle(ledger, {"state": "cancelled", "reason": event.type})
    if isinstance(event, PhaseOpened):
        ledger += _planned(one.stream_id, one.after, event.alarms)
    elif isinstance(event, AlarmRang | AlarmOvertaken):
        _settle(ledger, fate_of(event, rule)._asdict() | {"rung_at": one.at}, event.alarm.id)


def _settle(ledger: list[LedgerEntry], fate: dict[str, Any], alarm_id: str = "") -> None:
    for place, entry in enumerate(ledger):
        if entry.state == "planned" and alarm_id in ("", entry.alarm_id):
            ledger[place] = entry.model_copy(update=fate)


def _planned(stream_id: str, state: SectionState | DocumentState, alarms: Iterable[Alarm]) -> list[LedgerEntry]:
    round_ = state.candidates if isinstance(state, DocumentState) else state.round
    return [
        LedgerEntry(
            stream_id=stream_id,
            cycle=state.cycle,
            phase=str(state.phase),
            round=round_,
            alarm_id=alarm.id,
            what=alarm.what,
            planned_at=alarm.at,
            **fate_at_opening(alarm)._asdict(),
        )
        for alarm in alarms
    ]
