"""The object store in a folder: one file for one object, complete and on disk before it gets its name."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.canonical import sha256_hex
from schemas.ids import new_id
from schemas.problems import Refused
from storage.addresses import checked, is_address

_FANS = tuple(f"{number:02x}" for number in range(256))


class FolderStore:
    """An `ObjectStore` at `folder/<its first two digits>/<address>`; unfinished ones are in `incoming`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        for name in ("incoming", *_FANS):
            (folder / name).mkdir(parents=True, exist_ok=True)
        _sync(folder)

    @property
    def lasting(self) -> "FolderStore":
        """This very store."""
        return self

    def put(self, content: bytes) -> str:
        """Keep `content` durably and return its address."""
        address = sha256_hex(content)
        with _failures_told():
            kept = self._read(address)
            if kept is None:
                self._write(self._path(address), content)
            else:
                checked(address, kept)
            # Also when it was there: its writer may have renamed it a moment ago and not synced yet.
            _sync(self._path(address).parent)
        return address

    def get(self, address: str) -> bytes:
        """The content, its hash verified."""
        with _failures_told():
            return checked(address, self._read(address))

    def has(self, address: str) -> bool:
        """Whether something lies under the address."""
        with _failures_told():
            return self._read(address) is not None

    def addresses(self) -> Iterator[str]:
        """All addresses, in ascending order."""
        for fan in _FANS:
            with _failures_told():
                names = sorted(os.listdir(self._folder / fan))
            yield from (name for name in names if is_address(name) and name.startswith(fan))

    def delete(self, address: str) -> None:
        """Remove the object; one that is not there is no error."""
        if not is_address(address):
            return
        with _failures_told():
            self._path(address).unlink(missing_ok=True)
            _sync(self._path(address).parent)

    def ready(self) -> bool:
        """Whether the folder takes writes just now."""
        try:
            self._write(self._incoming / "probe", b"probe")
        except OSError:
            return False
        return True

    def _path(self, address: str) -> Path:
        return self._folder / address[:2] / address

    def _read(self, address: str) -> bytes | None:
        if not is_address(address):
            return None
        try:
            return self._path(address).read_bytes()
        except FileNotFoundError:
            # A fan folder is made at opening: without it the whole store is gone, not this one object.
            if not self._path(address).parent.is_dir():
                raise
            return None

    def _write(self, path: Path, content: bytes) -> None:
        unfinished = self._incoming / new_id()
        try:
            with unfinished.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Refused("storage_full" if full else "object_store_unavailable") from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
