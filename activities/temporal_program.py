"""Where the program of the embedded Temporal server lies on this machine."""

import shutil
import sys
from pathlib import Path


def temporal_program() -> str | None:
    """The `temporal` program installed beside this Python, else the one on PATH, else none."""
    return shutil.which("temporal", path=str(Path(sys.executable).parent)) or shutil.which("temporal")
