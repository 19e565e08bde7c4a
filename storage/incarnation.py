"""Which incarnation of an installation this is: what tells a copy from its original, and holds the copy.

The database names its incarnation, and so does a file in its own data folder, the mark. The mark also notes its own
inode: a folder that was copied, to another machine or beside the original, holds a file with another one. Whoever
reaches the database with no mark, another one, or a copied one is a clone and is held until it is resumed.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlmodel import select

from schemas.ids import new_id
from storage.database import Database
from storage.tables import Installation


@dataclass(frozen=True)
class Pause:
    """Why an installation is held; `since` and `snapshot_at` (UTC) are known of restored ones only."""

    why: Literal["restored", "cloned"]
    since: datetime | None = None
    snapshot_at: datetime | None = None


def write_mark(file: Path, incarnation: str) -> None:
    """Make this data folder the incarnation's own, in one step and durably."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    with fresh.open("w", encoding="ascii") as opened:
        opened.write(json.dumps({"incarnation": incarnation, "inode": os.fstat(opened.fileno()).st_ino}))
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(file)  # keeps the inode
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def claim(database: Database, file: Path) -> None:
    """Give an installation that has none yet its incarnation, and this data folder to it."""
    with database.write() as session:
        row = session.exec(select(Installation).with_for_update()).one()
        if not row.incarnation:
            incarnation = new_id()
            write_mark(file, incarnation)  # first: with the database written alone, it would be its own clone
            row.incarnation = incarnation


def pause_of(database: Database, file: Path) -> Pause | None:
    """Why the installation is held, as seen from the data folder of this mark; None if it is not.

    Raises Refused("database_unavailable").
    """
    with database.read() as session:
        row = session.exec(select(Installation)).first()
    if row is None or not row.incarnation:
        return None
    if row.paused_at is not None:
        return Pause("restored", row.paused_at, row.snapshot_at)
    return None if _is_own(file, row.incarnation) else Pause("cloned")


class Hold:
    """Asks whether an installation is held, and not again once it is not: nothing pauses one that is at work."""

    def __init__(self, database: Database, file: Path) -> None:
        self._ask: Callable[[], Pause | None] = lambda: pause_of(database, file)
        self._released = False

    def __call__(self) -> Pause | None:
        """Why it is held, or None. Raises Refused("database_unavailable")."""
        pause = None if self._released else self._ask()
        self._released = pause is None
        return pause


def _is_own(file: Path, incarnation: str) -> bool:
    try:
        with file.open("rb") as opened:
            said = json.loads(opened.read())
            return bool(said == {"incarnation": incarnation, "inode": os.fstat(opened.fileno()).st_ino})
    except (FileNotFoundError, ValueError):
        return False
