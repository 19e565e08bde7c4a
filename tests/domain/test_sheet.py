"""Signatures on an agreement sheet: who refused and why, and which no longer count since the text went back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.agreement import sheet
from schemas.section_events import SECTION_EVENT
from tests.domain.test_stand_ins import APPROVED, PHASE, SIGNING

START = datetime(2026, 3, 1, tzinfo=UTC)
BACK = {"type": "drafting_resumed", **PHASE}
DECLINED = {"type": "signing_declined", "person_id": "б", "revision_id": "2", "note": {"id": "почему", "hash": "0"}}
RESTORED = {"type": "reopened", "cycle": 2, "note": {"id": "n", "hash": "0"}, **PHASE}


def signed(revision: str = "2") -> dict[str, Any]:
    return {"type": "signed", "person_id": "а", "revision_id": revision, "text_hash": "0"}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([SIGNING, signed()], [("а", "signed", None)]),
        ([SIGNING, signed(), DECLINED, BACK], [("а", "void", None), ("б", "declined", "почему")]),
        ([SIGNING, signed(), BACK], [("а", "void", None)]),
        ([SIGNING, signed(), DECLINED, BACK, SIGNING, signed()], [("б", "declined", "почему"), ("а", "signed", None)]),
        ([SIGNING, signed(), APPROVED, RESTORED, BACK], [("а", "signed", None)]),
        ([SIGNING, signed(), APPROVED, {**SIGNING, "revision_id": "3"}, BACK], [("а", "signed", None)]),
    ],
)
def test_signatures_stand_as_they_count(
    events: list[dict[str, Any]], expected: list[tuple[str, str, str | None]]
) -> None:
    told = [(START + timedelta(days=day), SECTION_EVENT.validate_python(event)) for day, event in enumerate(events)]
    assert [(one.person_id, one.word, one.note_id) for one in sheet(told, "2")] == expected
