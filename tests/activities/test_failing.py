"""The trouble of streams whose workflow cannot go on: noted once, taken back once, and written only then."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select
from structlog.testing import capture_logs

from activities.failing import PATIENCE, TROUBLE, note_failing
from activities.sweeper import PERIOD
from storage.database import Database
from storage.tables import Stream, metadata

BEFORE = {"failing": TROUBLE, "mended": TROUBLE, "other": "draft_unreadable", "well": None}
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

LOOKS: dict[str, tuple[set[str], bool, dict[str, str | None], list[str], int]] = {
    # what fails, whether that is all, what changes, what is told, how many transactions write
    "one more": ({"failing", "mended", "well"}, True, {"well": TROUBLE}, ["well"], 1),
    "one mended": ({"failing"}, True, {"mended": None}, [], 1),
    "of no stream": ({"failing", "mended", "no/stream"}, True, {}, [], 0),
    "another trouble": ({"failing", "mended", "other"}, True, {}, [], 0),
    "too many to see all": ({"failing"}, False, {}, [], 0),
    "too many, one of them new": ({"well"}, False, {"well": TROUBLE}, ["well"], 1),
    "as it was": ({"failing", "mended"}, True, {}, [], 0),
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Streams with troubles."""
    database = Database(f"sqlite:///{tmp_path / 'veche.db'}")
    metadata.create_all(database.writer)
    with database.write() as session:
        session.add_all(
            Stream(id=id_, kind="section", state={}, moved_at=NOW, trouble=trouble) for id_, trouble in BEFORE.items()
        )
    yield database
    database.close()


@pytest.mark.parametrize("look", LOOKS)
def test_failing_workflows_are_written_down_only_when_something_changes(database: Database, look: str) -> None:
    failing, all_known, changes, told, writings = LOOKS[look]
    begun = []

    @event.listens_for(database.writer, "begin")
    def note(connection: Any) -> None:
        begun.append(connection)

    with capture_logs() as logs:
        for _ in range(2):
            note_failing(database, failing, all_known=all_known)
    with database.read() as session:
        found = {stream.id: stream.trouble for stream in session.exec(select(Stream))}
    assert found == BEFORE | changes
    assert [log["streams"] for log in logs] == ([told] if told else [])
    assert len(begun) == writings


def test_what_the_server_reports_is_noted_within_seconds() -> None:
    latest = PERIOD + PATIENCE
    assert latest <= timedelta(seconds=10)
