"""What a document's page calls a risk, and what it does not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from schemas.deadline import Deadline
from schemas.plan import Due
from schemas.policy import Limit
from schemas.views.plan import PlanLine
from schemas.views.standing import PersonNamed, SectionStanding
from web.risks import Risk, risks_of

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)


def due(days: int) -> Deadline:
    """By the end of so many days from today, by clocks in Moscow."""
    end = datetime(2026, 12, 2, 21, tzinfo=UTC) + timedelta(days=days)
    return Deadline(at=end, zone="Europe/Moscow", rule=Limit(days=1))


def section(**changed: Any) -> SectionStanding:
    usual: dict[str, Any] = {
        "id": "a", "position": 1, "title": "Цели", "phase": "review", "round": 1, "revision": 1, "deadline": due(9),
        "overdue": False, "since": NOW, "owner": None, "awaited": [PersonNamed(id="x", name="Икс")],
        "waits_for": "verdicts", "unanswered": 0, "spans": [],
    }  # fmt: skip
    return SectionStanding(**(usual | changed))


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        ({}, []),
        ({"deadline": due(2)}, [("soon", 1)]),
        ({"deadline": due(3)}, []),
        ({"deadline": due(0), "awaited": []}, []),
        ({"deadline": due(-4), "overdue": True}, [("overdue", 4)]),
        ({"deadline": due(0), "overdue": True}, [("overdue_today", 0)]),
        ({"deadline": due(-4), "overdue": True, "waits_for": "decision"}, [("decision", 0)]),
        ({"deadline": due(-4), "overdue": True, "waits_for": "", "phase": "approved"}, []),
        ({"unanswered": 9}, []),
        ({"deadline": due(1), "unanswered": 10}, [("soon", 1), ("unanswered", 10)]),
    ],
)
def test_section_is_at_risk_for_what_endangers_its_deadline(
    changed: dict[str, Any], kinds: list[tuple[str, int]]
) -> None:
    assert [(one.kind, one.number) for one in risks_of("d", [section(**changed)], [], NOW)] == kinds


def test_most_urgent_comes_first_and_leads_to_its_place() -> None:
    sections = [
        section(deadline=due(1)),
        section(id="b", position=2, overdue=True, deadline=due(-1)),
        section(id="c", position=3, waits_for="return"),
    ]
    assert risks_of("d", sections, [line(overdue=True), line(overdue=False)], NOW) == [
        Risk("overdue", "2. Цели", "/sections/b", 1),
        Risk("decision", "3. Цели", "/sections/c"),
        Risk("milestone", "7 Отчёт", "/documents/d/plan#milestone-m", 3),
        Risk("soon", "1. Цели", "/sections/a", 1),
    ]


def line(*, overdue: bool) -> PlanLine:
    day = date(2026, 11, 29)
    return PlanLine(
        id="m", number="7", title="Отчёт", body="", due=Due(), needs=[], state="open", owed_by=[], deadline=None,
        last_day=day, overdue=overdue, ended_at=None, days_late=3 if overdue else None, note=None,
    )  # fmt: skip
