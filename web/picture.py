"""The picture of plan against fact: where every bar and mark of it lies; the template draws them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from schemas.views.plan import PlanLine
from schemas.views.standing import SectionStanding

WIDTH, LEFT, TOP, ROW = 1000.0, 60.0, 34.0, 34.0
"""In the picture's own units: its width, where time begins, where the first row stands, how high one is."""
_MOST_TICKS = 12


@dataclass(frozen=True)
class Bar:
    """A phase as it went, from `x` and so wide; of it the part after the first deadline begins at `late_x`."""

    phase: str
    x: float
    width: float
    planned_x: float
    late_x: float | None


@dataclass(frozen=True)
class Mark:
    """A milestone: the day that was planned, and when it was done."""

    number: str
    x: float
    done_x: float | None
    is_late: bool


@dataclass(frozen=True)
class Picture:
    """Everything at its place; `ticks` are first days of months (or of years, if many)."""

    height: float
    now_x: float
    rows: list[tuple[int, float, list[Bar]]]
    marks: list[Mark]
    marks_y: float
    ticks: list[tuple[float, datetime]]


def drawn(sections: Sequence[SectionStanding], milestones: Sequence[PlanLine], now: datetime) -> Picture | None:
    """The picture, or None where nothing has a date yet."""
    days = [_noon(line) for line in milestones if line.last_day is not None]
    spans = [span for section in sections for span in section.spans]
    instants = [*(span.began_at for span in spans), *(span.deadline.at for span in spans), *days]
    if not instants:
        return None
    first, last = min(*instants, now), max(*instants, now)
    whole = max(last - first, timedelta(days=1))

    def x(at: datetime) -> float:
        return round(LEFT + (at - first) / whole * (WIDTH - LEFT - 20), 1)

    rows = [
        (section.position, TOP + place * ROW, [_bar(section, index, x, now) for index in range(len(section.spans))])
        for place, section in enumerate(sections)
    ]
    marks_y = TOP + len(sections) * ROW
    marks = [_mark(line, x) for line in milestones if line.last_day is not None]
    height = marks_y + (ROW if marks else 0) + 6
    return Picture(height, x(now), rows, marks, marks_y, [(x(at), at) for at in _ticks(first, last)])


def _bar(section: SectionStanding, index: int, x: Callable[[datetime], float], now: datetime) -> Bar:
    span = section.spans[index]
    until = span.ended_at or now
    late = x(max(span.planned.at, span.began_at)) if until > span.planned.at else None
    return Bar(span.phase, x(span.began_at), max(x(until) - x(span.began_at), 3.0), x(span.planned.at), late)


def _mark(line: PlanLine, x: Callable[[datetime], float]) -> Mark:
    done = x(line.ended_at) if line.ended_at is not None and line.state == "fulfilled" else None
    return Mark(line.number, x(_noon(line)), done, line.overdue or (line.days_late or 0) > 0)


def _noon(line: PlanLine) -> datetime:
    assert line.last_day is not None
    return datetime(line.last_day.year, line.last_day.month, line.last_day.day, 12, tzinfo=UTC)


def _ticks(first: datetime, last: datetime) -> list[datetime]:
    months = [
        datetime(year, month, 1, tzinfo=UTC)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= datetime(year, month, 1, tzinfo=UTC) <= last
    ]
    return months if len(months) <= _MOST_TICKS else [month for month in months if month.month == 1]
