"""The picture of the workload: a row for each person who is awaited, a mark at the last day of each of their duties."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.views.desk import OpenDeadline

WIDTH, LEFT, TOP, ROW = 1000.0, 230.0, 34.0, 30.0
"""In the picture's own units: its width, where time begins, where the first row stands, how high one is."""
_SHORTEST = timedelta(days=28)
_MOST_TICKS = 12
_LONGEST_NAME = 26


@dataclass(frozen=True)
class Mark:
    """One duty of somebody: where its last day lies."""

    one: OpenDeadline
    x: float


@dataclass(frozen=True)
class Row:
    """One person with all their duties; `short` is the name as far as it has room."""

    name: str
    short: str
    y: float
    marks: list[Mark]

    @property
    def late(self) -> int:
        """How many of them are overdue."""
        return sum(mark.one.when == "overdue" for mark in self.marks)


@dataclass(frozen=True)
class Load:
    """Everything at its place; `days` days lie between the left edge, which is `first`, and the right one."""

    first: date
    days: int
    height: float
    now_x: float
    rows: list[Row]
    ticks: list[tuple[float, date]]
    left: float = LEFT
    right: float = WIDTH - 20


def load_of(found: Sequence[OpenDeadline], today: date) -> Load | None:
    """The picture of what is awaited from whom, or None where nobody is."""
    by_person: dict[tuple[str, str], list[OpenDeadline]] = defaultdict(list)
    for one in found:
        for person in one.awaited:
            by_person[person.name, person.id].append(one)
    if not by_person:
        return None
    days = [one.deadline.last_day for one in found]
    first = min(*days, today) - timedelta(days=2)
    last = max(*days, today + _SHORTEST) + timedelta(days=2)
    whole = (last - first).days

    def x(day: date) -> float:
        return round(LEFT + (day - first).days / whole * (WIDTH - 20 - LEFT), 1)

    busiest = sorted(by_person.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rows = [
        Row(name, _short(name), TOP + place * ROW, [Mark(one, x(one.deadline.last_day)) for one in duties])
        for place, ((name, _), duties) in enumerate(busiest)
    ]
    step = max(1, whole // (7 * _MOST_TICKS) + 1) * 7
    ticks = [(x(day), day) for day in (today + timedelta(days=step * n) for n in range(_MOST_TICKS)) if day <= last]
    return Load(first, whole, TOP + len(rows) * ROW + 8, x(today), rows, ticks)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
