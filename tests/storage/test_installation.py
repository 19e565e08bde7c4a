"""The installation's row is made once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlmodel import func, select

from storage.database import Database
from storage.installation import ensure_installation
from storage.journal import INSTALLATION
from storage.tables import Installation, Stream, metadata

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_installation_is_made_once_with_its_stream_and_256_random_bits(database_url: str) -> None:
    database = Database(database_url)
    metadata.create_all(database.writer)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: ensure_installation(database, lambda: NOW), range(8)))
    assert len({one.id for one in made}) == 1
    assert len({one.secret for one in made}) == 1
    assert len(bytes.fromhex(made[0].secret)) == 32
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(Installation)).one() == 1
        assert session.get_one(Stream, INSTALLATION).kind == "installation"
    database.close()
