"""The alarms of an open phase, a section's or a document's: opening, the next, what is due, and closing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from schemas.deadline import Alarm
from schemas.section_events import PhaseOpened

CLOSED: dict[str, Any] = {"deadline": None, "alarms": (), "opened_at": None}
"""What a phase without a deadline looks like in a state."""


def opened(event: PhaseOpened) -> dict[str, Any]:
    """What a phase with a deadline looks like in a state: only alarms that are to ring are kept."""
    to_ring = tuple(alarm for alarm in event.alarms if not alarm.overtaken)
    return {"opened_at": event.opened_at, "deadline": event.deadline, "alarms": to_ring}


def nearest(alarms: Iterable[Alarm]) -> Alarm | None:
    """The alarm that rings first."""
    return min(alarms, key=_order, default=None)


def due(alarms: Iterable[Alarm], now: datetime) -> list[Alarm]:
    """The alarms whose time has come, in the order of their times."""
    return sorted((alarm for alarm in alarms if alarm.at <= now), key=_order)


def without(alarms: Iterable[Alarm], acted_on: Alarm) -> tuple[Alarm, ...]:
    """The alarms that are left after one of them was acted on."""
    return tuple(alarm for alarm in alarms if alarm.id != acted_on.id)


def _order(alarm: Alarm) -> tuple[datetime, str]:
    return alarm.at, alarm.id
