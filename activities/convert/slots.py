"""Turns of the machine's converters: a slot is a locked file and an empty room to work in."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from schemas.problems import Refused

POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Slot:
    """A turn to convert: `lock` is a file descriptor that holds the turn as long as anybody has it open."""

    lock: int
    room: Path


@contextmanager
def taken_slot(folder: Path, slots: int, wait_seconds: float) -> Iterator[Slot]:
    """One of the `slots` turns that all processes of this machine share, with its room made empty.

    A process killed in its turn leaves the lock free and its room to be emptied by the next.
    Raises Refused("conversion_busy") when no turn came free within `wait_seconds`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, lock = _wait_for_lock(folder, slots, wait_seconds)
    room = folder / f"room-{number}"
    try:
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(mode=0o700)
        yield Slot(lock, room)
    finally:
        shutil.rmtree(room, ignore_errors=True)
        os.close(lock)


def _wait_for_lock(folder: Path, slots: int, wait_seconds: float) -> tuple[int, int]:
    give_up_at = time.monotonic() + wait_seconds
    while True:
        for number in range(slots):
            lock = os.open(folder / f"slot-{number}", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
            else:
                return number, lock
        if time.monotonic() > give_up_at:
            raise Refused("conversion_busy")
        time.sleep(POLL_SECONDS)
