"""How the share of time that the service was up is told from the beats of its workers."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.database import Database
from storage.migrations import upgrade
from storage.uptime import BEAT, GAP, beat, share_up

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def beaten(database: Database, *stretches: tuple[datetime, datetime]) -> None:
    for since, until in stretches:
        now = since
        while now <= until:
            with database.write() as session:
                beat(session, now)
            now += BEAT * 2


@pytest.mark.parametrize(
    ("stretches", "share"),
    [
        ([], 0.0),
        ([(NOON, NOON + HOUR)], 1.0),
        ([(NOON - HOUR, NOON - HOUR / 2)], 0.0),
        ([(NOON, NOON + HOUR / 4), (NOON + HOUR * 3 / 4, NOON + HOUR)], 0.5),
        ([(NOON - HOUR / 12, NOON + HOUR / 2)], 0.5),
    ],
)
def test_share_up_counts_the_stretches_within_the_window(database_url, stretches, share):
    database = Database(database_url)
    upgrade(database)
    beaten(database, *stretches)
    with database.read() as session:
        assert share_up(session, NOON, NOON + HOUR) == pytest.approx(share, abs=2 * (GAP / HOUR))
    database.close()
