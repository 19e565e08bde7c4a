from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.world import World, running_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh installation of the test's own, called over HTTP."""
    with running_world(tmp_path) as world:
        yield world
