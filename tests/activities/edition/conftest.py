"""The sample edition, built once."""

from pathlib import Path

import pytest

from activities.edition.keys import KeyFolder
from activities.edition.render import EditionBuilder
from tests.activities.edition.samples import content, run_pandoc


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> EditionBuilder:
    return EditionBuilder(run_pandoc, KeyFolder(tmp_path_factory.mktemp("keys")))


@pytest.fixture(scope="session")
def files(builder: EditionBuilder) -> dict[str, bytes]:
    return builder.build(content())


@pytest.fixture
def folder(files: dict[str, bytes], tmp_path: Path) -> Path:
    """The sample edition as files in a folder."""
    path = tmp_path / "edition"
    path.mkdir()
    for name, body in files.items():
        (path / name).write_bytes(body)
    return path
