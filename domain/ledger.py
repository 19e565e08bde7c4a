"""What an event does to the ledger of planned reminders, deadlines and steps; kept in tables, and in a rehearsal."""

from typing import Any, NamedTuple

from schemas.deadline import Alarm
from schemas.policy import PhaseRule
from schemas.section_events import AlarmOvertaken, AlarmRang, PhaseOpened

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


class Fate(NamedTuple):
    """What became of an entry, by which reason, and how many were told."""

    state: str
    reason: str | None
    told: int = 0


def cancels(event: Any) -> bool:
    """Whether the event cancels whatever is still planned; the reason is its type."""
    return event.type in CLOSING or isinstance(event, PhaseOpened)


def fate_at_opening(alarm: Alarm) -> Fate:
    """How the entry of an alarm begins."""
    return Fate("overtaken", "too_late_at_opening") if alarm.overtaken else Fate("planned", None)


def fate_of(event: AlarmRang | AlarmOvertaken, rule: PhaseRule | None) -> Fate:
    """What became of an alarm; by the phase's `rule` a step that does more than tell is shown with what it does."""
    if isinstance(event, AlarmOvertaken):
        return Fate("overtaken", f"by_{event.by}")
    step = rule.ladder[event.alarm.index] if rule is not None and event.alarm.what == "step" else None
    reason = (step.outcome if step is not None else None) or (None if event.told else "nobody_awaited")
    return Fate("rung", reason, len(event.told))
