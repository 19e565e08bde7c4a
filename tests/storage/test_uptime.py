"""How the share of time that the service was up is told from the beats of its workers."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from storage.database import Database
from storage.installation import ensure_installation
from storage.migrations import upgrade
from storage.tables import Uptime
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


def test_workers_that_begin_at_once_begin_one_stretch(database_url):
    database = Database(database_url)
    upgrade(database)
    ensure_installation(database, lambda: NOON)
    for outage in range(5):
        start = threading.Barrier(4)

        def begin(place, start=start, at=NOON + HOUR * outage):
            start.wait()
            with database.write() as session:
                beat(session, at + BEAT * place / 4)

        with ThreadPoolExecutor(4) as workers:
            list(workers.map(begin, range(4)))
    with database.read() as session:
        stretches = session.exec(select(Uptime).order_by(Uptime.since)).all()
    assert len(stretches) == 5
    assert all(stretch.until - NOON - HOUR * place == BEAT * 3 / 4 for place, stretch in enumerate(stretches))
    database.close()
