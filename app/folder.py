"""Holding a data folder: one `veche up` at a time; whoever comes second is told the first one's address."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.settings import Settings
from app.speech import Stopped


@dataclass(frozen=True)
class Hold:
    """The data folder while it is ours; the kernel lets go of it when this process ends in any way."""

    lock: int

    def announce(self, address: str) -> None:
        """Write down the address that a second `up` will be told."""
        os.ftruncate(self.lock, 0)
        os.pwrite(self.lock, address.encode(), 0)


def make_folder(settings: Settings) -> None:
    """Make the data folder if need be, for its owner alone. Raises Stopped if that cannot be."""
    with _refused_in_words(settings):
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def hold(settings: Settings) -> Iterator[Hold]:
    """Make the data folder if need be and hold it. Raises Stopped if it cannot be written or is held."""
    make_folder(settings)
    with _refused_in_words(settings):
        settings.run.mkdir(exist_ok=True)
        lock = os.open(settings.run / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(lock, settings)
        yield Hold(lock)
    finally:
        os.close(lock)


@contextmanager
def _refused_in_words(settings: Settings) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Stopped(
            f"В папку {settings.data} нельзя писать ({error.strerror}): назовите другую (--data).",
            f"The folder {settings.data} cannot be written ({error.strerror}): name another one (--data).",
        ) from error


def _take(lock: int, settings: Settings) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        address = os.pread(lock, 1000, 0).decode()
        raise Stopped(
            f"В папке {settings.data} уже работает Вече: {address or 'оно запускается, адреса ещё нет'}.",
            f"Veche is already running in {settings.data}: {address or 'it is starting, no address yet'}.",
        ) from None
    os.ftruncate(lock, 0)
