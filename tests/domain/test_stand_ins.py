"""Who stood in for whom on an agreement sheet: from when to when, in which part, in one round of one revision."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.agreement import stand_ins
from schemas.section_events import SECTION_EVENT

DEADLINE = {"at": "2026-04-01T21:00:00Z", "zone": "Europe/Moscow", "rule": {"working_days": 5}}
PHASE = {"opened_at": "2026-03-01T10:00:00Z", "deadline": DEADLINE, "alarms": []}
START = datetime(2026, 3, 1, tzinfo=UTC)


def opened(revision: str) -> dict[str, Any]:
    return {"type": "round_opened", "round": 1, "revision_id": revision, "voters": ["а"], **PHASE}


def passed(deputy: str = "з", part: str = "reviewer", by: str = "absence") -> dict[str, Any]:
    return {"type": "duty_passed", "part": part, "person_id": "а", "deputy_id": deputy, "by": by}


RETURNED = {"type": "duty_returned", "part": "reviewer", "person_id": "а", "deputy_id": "з", "reason": "absence_over"}
CLOSED = {"type": "round_closed", "round": 1, "revision_id": "2", "outcome": "in_favour", "by": "rule"}
RECUSED = {"type": "recused", "part": "reviewer", "person_id": "а", "reason": "conflict", "revision_id": "2", "base": 1}
SIGNING = {"type": "sign_off_opened", "revision_id": "2", "signers": ["а"], **PHASE}
APPROVED = {"type": "approved", "revision_id": "2", "text_hash": "0"}


def replaced(part: str) -> dict[str, Any]:
    note = {"id": "n", "hash": "0"}
    return {
        "type": "reassigned",
        "part": part,
        "leaves": "а",
        "joins": "б",
        "elector": {"person_id": "б"},
        "note": note,
    }


Term = tuple[str, str, str, int, int | None]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([opened("2"), passed()], [("з", "reviewer", "absence", 1, None)]),
        ([opened("2"), passed(), RETURNED], [("з", "reviewer", "absence", 1, 2)]),
        ([opened("2"), passed(), CLOSED], [("з", "reviewer", "absence", 1, 2)]),
        (
            [opened("2"), passed(by="delegation"), passed("ф", by="ladder")],
            [("з", "reviewer", "delegation", 1, 2), ("ф", "reviewer", "ladder", 2, None)],
        ),
        (
            [opened("2"), CLOSED, SIGNING, passed(part="approver"), APPROVED],
            [("з", "signer", "absence", 3, 4)],
        ),
        ([opened("1"), passed(), CLOSED, opened("2")], []),
        ([opened("2"), passed(part="editor")], []),
        ([opened("2"), passed(), RECUSED], [("з", "reviewer", "absence", 1, 2)]),
        ([opened("2"), passed(), replaced("reviewer")], [("з", "reviewer", "absence", 1, 2)]),
        ([opened("2"), passed(), {**replaced("editor"), "elector": None}], [("з", "reviewer", "absence", 1, None)]),
    ],
)
def test_stand_ins_of_a_revision_have_their_terms(events: list[dict[str, Any]], expected: list[Term]) -> None:
    told = [(START + timedelta(days=day), SECTION_EVENT.validate_python(event)) for day, event in enumerate(events)]
    found = [
        (one.deputy_id, one.part, one.by, (one.since - START).days, (one.until - START).days if one.until else None)
        for one in stand_ins(told, "2")
    ]
    assert found == expected
