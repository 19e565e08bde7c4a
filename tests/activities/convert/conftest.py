"""A converter with a folder of its own for each test."""

from pathlib import Path

import pytest

from activities.convert.reader import Converter
from schemas.conversion import ConvertSettings


@pytest.fixture
def settings(tmp_path: Path) -> ConvertSettings:
    return ConvertSettings(slots_folder=tmp_path / "slots")


@pytest.fixture
def converter(settings: ConvertSettings) -> Converter:
    return Converter(settings)
