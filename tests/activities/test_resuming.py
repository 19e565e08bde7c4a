"""What is shown before a resumption: since when the installation was not at work."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from activities.resuming import fallen_due
from schemas.ids import new_id
from storage.database import Database
from storage.tables import Installation, Uptime, metadata

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
YESTERDAY, LAST_YEAR = NOW - timedelta(days=1), NOW - timedelta(days=365)


@pytest.mark.parametrize(("paused_at", "since"), [(NOW, LAST_YEAR), (None, YESTERDAY)], ids=["restored", "resumed"])
def test_date_of_the_backup_counts_only_until_what_was_restored_is_resumed(
    tmp_path: Path, paused_at: datetime | None, since: datetime
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'veche.db'}")
    metadata.create_all(database.writer)
    with database.write() as session:
        made = {"id": new_id(), "secret": "", "made_at": LAST_YEAR, "snapshot_at": LAST_YEAR, "paused_at": paused_at}
        session.add(Installation(**made))
        session.add(Uptime(id=new_id(), since=LAST_YEAR, until=YESTERDAY))
    with database.snapshot() as session:
        assert fallen_due(session, NOW, "Europe/Moscow").since == since
    database.close()
