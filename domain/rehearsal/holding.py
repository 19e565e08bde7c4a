"""What holds the whole up: the sections that are never done, else the last one, else the signing of the whole."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.rehearsal.scene import Scene
from domain.schedule import working_days_late
from schemas.rehearsal import HoldingUp, RehearsedPhase, RehearsedStream


def holding_up(scene: Scene, sections: Sequence[RehearsedStream], whole: RehearsedStream) -> tuple[HoldingUp, ...]:
    """Every section that stands still, else the last, or those that are last together; the signing if it is late."""
    found = [_section(one, scene, "never") for one in sections if one.stands_in and one.ended_at is None]
    done = [one for one in sections if one.ended_at is not None and one.phases]
    if not found and done:
        end = max(one.ended_at for one in done if one.ended_at is not None)
        before = [one.ended_at for one in done if one.ended_at is not None and one.ended_at < end]
        gains = _apart(max(before), end, scene) if before else 0
        found = [_section(one, scene, "last", gains) for one in done if one.ended_at == end]
    signing = whole.phases[-1:] if not whole.ended_at else [one for one in whole.phases if one.late]
    return (*found, *(_signing(one) for one in signing))


def _section(one: RehearsedStream, scene: Scene, because: str, gains: int = 0) -> HoldingUp:
    worst = _worst(one)
    return HoldingUp.model_validate(
        {
            "because": because,
            "section_id": one.section_id,
            "phase": worst.phase if worst else "",
            "people": (worst.awaited or worst.last) if worst else (),
            "by": worst.by if worst else "",
            "late": worst.late if worst else 0,
            "gains": gains,
            "waiting": tuple(other.state.id for other in scene.sections if one.section_id in other.bases),
        }
    )


def _worst(one: RehearsedStream) -> RehearsedPhase | None:
    """The phase that stands still, else the one that ended latest after its deadline, if any did."""
    if one.phases and one.phases[-1].ended_at is None:
        return one.phases[-1]
    late = [phase for phase in one.phases if phase.late]
    return max(late, key=lambda phase: phase.late, default=None)


def _apart(before: datetime, end: datetime, scene: Scene) -> int:
    day = before.astimezone(ZoneInfo(scene.zone)).date()
    return working_days_late(day, end, scene.zone, scene.calendar)


def _signing(phase: RehearsedPhase) -> HoldingUp:
    because = "late" if phase.ended_at else "never"
    people = phase.last if phase.ended_at else phase.awaited
    return HoldingUp.model_validate({"because": because, "phase": phase.phase, "people": people, "late": phase.late})
