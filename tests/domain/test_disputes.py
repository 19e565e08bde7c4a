"""Disagreements read from the record: from what was upheld to what came of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.disputes import disputes

START = datetime(2026, 11, 1, tzinfo=UTC)
OPENED = {
    "type": "disagreement_opened",
    "disagreement_id": "р",
    "comment_id": "замечание",
    "author_id": "а",
    "by": "upheld",
    "note": {"id": "почему", "hash": ""},
    "wording": {"id": "моё", "hash": ""},
}
MEETING = {"type": "meeting_held", "disagreement_id": "р", "at": "2026-11-02T09:00:00Z", "minutes": None}
LEADERSHIP = {"type": "taken_to_leadership", "disagreement_id": "р", "decider_id": "л", "note": {"id": "н", "hash": ""}}


def closed(outcome: str, **notes: str) -> dict[str, Any]:
    said = {name: {"id": note, "hash": ""} for name, note in notes.items()}
    return {"type": "disagreement_closed", "disagreement_id": "р", "outcome": outcome, "note": None} | said


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], ("open", "", "", "")),
        ([MEETING], ("meeting", "", "", "")),
        ([MEETING, closed("settled", wording="общее")], ("settled", "", "общее", "")),
        ([LEADERSHIP], ("leadership", "л", "", "")),
        ([LEADERSHIP, closed("decided", note="так", wording="третье")], ("decided", "л", "третье", "так")),
        ([LEADERSHIP, closed("dissent", note="так")], ("dissent", "л", "", "так")),
    ],
)
def test_disagreement_ends_as_the_record_says(events: list[dict[str, Any]], expected: tuple[str, ...]) -> None:
    told = [(START + timedelta(days=day), event) for day, event in enumerate([OPENED, *events])]
    (one,) = disputes(told)
    assert (one.outcome, one.decider_id, one.wording, one.grounds) == expected
    assert (one.comment_id, one.author_id, one.reason, one.proposed) == ("замечание", "а", "почему", "моё")
    assert one.at == START + timedelta(days=len(events))


def test_lifted_disagreement_is_none_until_it_is_upheld_again() -> None:
    lifted = [(START, OPENED), (START, closed("lifted"))]
    assert disputes(lifted) == ()
    assert [one.outcome for one in disputes([*lifted, (START, OPENED)])] == ["open"]
