"""`Turnstile`: the writers of one SQLite file take turns, within a process and between processes."""

import fcntl
import os
import threading
import time
from pathlib import Path

_LOOK = 0.002
"""Seconds between two looks at whether it is one's turn."""


class Turnstile:
    """A lock that no process can keep from another by taking it again at once.

    SQLite itself lets whoever happens to ask in the right moment write; a process with many writers then keeps
    another out for seconds. Here one thread of each process stands in line: it takes the place at the head of
    the line first, keeps it until the turn is its own, and only then may another step up. Both are locks on
    files, which end with the process that holds them.
    """

    def __init__(self, file: Path) -> None:
        """The lock's two files lie beside `file`."""
        self._paths = [file.with_name(f"{file.name}-{name}") for name in ("next", "turn")]
        self._mine = threading.Lock()
        self._files: list[int] = []

    def acquire(self, seconds: float) -> bool:
        """Wait so long for a turn; whether it came. It does not where the files can't be made."""
        give_up = time.monotonic() + seconds
        if not self._mine.acquire(timeout=seconds):
            return False
        try:
            came = self._step_up(give_up)
        except OSError:
            came = False
        if not came:
            self._mine.release()
        return came

    def release(self) -> None:
        """End the turn."""
        fcntl.flock(self._files[1], fcntl.LOCK_UN)
        self._mine.release()

    def close(self) -> None:
        """Give the files back."""
        with self._mine:
            while self._files:
                os.close(self._files.pop())

    def _step_up(self, give_up: float) -> bool:
        if not self._files:
            self._files = [os.open(path, os.O_RDWR | os.O_CREAT, 0o600) for path in self._paths]
        following, turn = self._files
        if not _taken(following, give_up):
            return False
        try:
            return _taken(turn, give_up)
        finally:
            fcntl.flock(following, fcntl.LOCK_UN)


def _taken(file: int, give_up: float) -> bool:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= give_up:
                return False
            time.sleep(_LOOK)
        else:
            return True
