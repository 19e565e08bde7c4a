from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.stage import Stage, running_stage
from tests.api.world import World, running_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh installation of the test's own, called over HTTP."""
    with running_world(tmp_path) as world:
        yield world


@pytest.fixture(scope="session")
def stage(temporal: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One installation whose processes run, shared by all tests: each makes documents of its own in it."""
    with running_stage(tmp_path_factory.mktemp("stage"), temporal) as stage:
        yield stage
