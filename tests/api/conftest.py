from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.installation import ensure_installation
from storage.objects import ObjectStore, open_store
from storage.tables import metadata
from tests.api.running import running_stage
from tests.api.stage import Stage
from tests.api.world import World, make_installation, running_world


@pytest.fixture(scope="session")
def fresh_installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_installation(tmp_path_factory.mktemp("fresh"))


@pytest.fixture(scope="session")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> ObjectStore:
    """What lies under its hash may lie beside what other tests keep."""
    return open_store(str(tmp_path_factory.mktemp("objects")))


@pytest.fixture
def world(tmp_path: Path, fresh_installation: Path, shared_store: ObjectStore) -> Iterator[World]:
    """A fresh installation of the test's own, called over HTTP."""
    with running_world(tmp_path, fresh_installation, shared_store) as world:
        yield world


@pytest.fixture
def either_world(
    database_url: str, world: World, tmp_path: Path, fresh_installation: Path, shared_store: ObjectStore
) -> Iterator[World]:
    """The world once on SQLite, once on PostgreSQL."""
    if database_url.startswith("sqlite"):
        yield world
        return
    database = Database(database_url)
    metadata.create_all(database.writer)
    (tmp_path / "other").mkdir()
    with running_world(tmp_path / "other", fresh_installation, shared_store) as other:
        secret = bytes.fromhex(ensure_installation(database, other.clock).secret)
        object.__setattr__(other.house, "database", database)
        object.__setattr__(other.house, "secret", secret)
        yield other
    database.close()


@pytest.fixture(scope="session")
def stage(temporal: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One installation whose processes run, shared by all tests: each makes documents of its own in it."""
    with running_stage(tmp_path_factory.mktemp("stage"), temporal) as stage:
        yield stage


@pytest.fixture(autouse=True)
def quarter_of_an_hour_later(request: pytest.FixtureRequest) -> None:
    """All tests ask the shared stage from one address, and what one fails on purpose shall not shut out the next."""
    if "stage" in request.fixturenames:
        request.getfixturevalue("stage").forget_attempts()
