from datetime import UTC, datetime
from pathlib import Path

import pytest

from activities.convert.reader import Converter
from schemas.conversion import ConvertSettings
from schemas.redline import Authorship

AUTHORSHIP = Authorship(author="Редакция 2", at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC))


@pytest.fixture(scope="session")
def converter(tmp_path_factory: pytest.TempPathFactory) -> Converter:
    return Converter(ConvertSettings(slots_folder=Path(tmp_path_factory.mktemp("slots"))))
