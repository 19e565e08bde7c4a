"""What endangers a document's timetable, as far as how it stands tells: the most urgent first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from schemas.views.plan import PlanLine
from schemas.views.standing import SectionStanding

SOON = 2
"""Days before a deadline from which it is a risk that somebody is still awaited."""
MANY = 10
"""Unanswered remarks from which their answers alone may take longer than the time that is left."""


@dataclass(frozen=True)
class Risk:
    """What is at risk (`kind` is the key of its words), in which section or milestone, and the number that says why."""

    kind: str
    title: str
    href: str
    number: int = 0


def risks_of(
    document_id: str, sections: Sequence[SectionStanding], milestones: Sequence[PlanLine], now: datetime
) -> list[Risk]:
    """The risks: what is overdue, what only the coordinator can move, what falls due while somebody is awaited."""
    order = ("overdue", "overdue_today", "decision", "milestone", "soon", "unanswered")
    found = [risk for section in sections for risk in _of_section(section, now)]
    for line in milestones:
        if line.overdue:
            href = f"/documents/{document_id}/plan#milestone-{line.id}"
            found.append(Risk("milestone", f"{line.number} {line.title}".strip(), href, line.days_late or 0))
    return sorted(found, key=lambda risk: order.index(risk.kind))


def _of_section(section: SectionStanding, now: datetime) -> Iterator[Risk]:
    title, href = f"{section.position}. {section.title}", f"/sections/{section.id}"
    left = None
    if section.deadline is not None and section.waits_for:
        last: date = section.deadline.last_day
        left = (last - now.astimezone(ZoneInfo(section.deadline.zone)).date()).days
    if section.waits_for in ("decision", "return"):
        yield Risk("decision", title, href)
    elif section.overdue and left is not None:
        yield Risk("overdue" if left < 0 else "overdue_today", title, href, -left)
    elif left is not None and left <= SOON and section.awaited:
        yield Risk("soon", title, href, len(section.awaited))
    if section.unanswered >= MANY:
        yield Risk("unanswered", title, f"{href}?state=open", section.unanswered)
