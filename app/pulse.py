"""A sign of life from a process that listens on no port: a file it touches every few seconds."""

import time
from pathlib import Path

from app.settings import Settings
from app.state import write_whole

PERIOD = 5.0
"""Seconds between two beats."""
STALE = 30.0
"""Seconds after which a silent process counts as not answering."""


def _file(settings: Settings, name: str) -> Path:
    return settings.run / f"{name}.pulse"


def beat(settings: Settings, name: str, pid: int) -> None:
    """Show that the process `pid`, doing the work called `name`, is alive and working."""
    write_whole(_file(settings, name), str(pid))


def beats(settings: Settings, name: str, pid: int | None = None) -> bool:
    """Whether `name` gave a sign of life lately; with `pid`, whether that very process did."""
    file = _file(settings, name)
    try:
        fresh = time.time() - file.stat().st_mtime < STALE
        return fresh and (pid is None or file.read_text() == str(pid))
    except FileNotFoundError:
        return False
