"""A converter with a folder of its own for each test."""

import shutil
import subprocess
from collections.abc import Callable
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


@pytest.fixture
def libreoffice(tmp_path: Path) -> Callable[[bytes, str], bytes]:
    """Saves a Word file once more by LibreOffice in another format; skips the test where there is none."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: its way with our files was NOT checked")

    def saved(content: bytes, ending: str) -> bytes:
        (tmp_path / "given.docx").write_bytes(content)
        made = tmp_path / "saved"
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [program, profile, "--headless", "--convert-to", ending, "--outdir", str(made)]
        subprocess.run([*command, str(tmp_path / "given.docx")], check=True, capture_output=True, timeout=180)
        return (made / f"given.{ending}").read_bytes()

    return saved
