"""The object store in a folder: one file for one object, complete and on disk before it gets its name."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from schemas.canonical import sha256_hex
from schemas.ids import new_id
from schemas.problems import Refused
from storage.addresses import checked, is_address

_FANS = tuple(f"{number:02x}" for number in range(256))
_UNFINISHED = ".unfinished-"


class FolderStore:
    """An `ObjectStore` at `folder/<its first two digits>/<address>`.

    Unfinished ones lie beside it, those set aside in `aside`, each under a name of its own: a renaming from folder to
    folder, and paths put together as objects, took as long as half a write. A file's time is the last time that its
    object was put, or that it was set aside. In `tenants` each tenant has an empty file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._aside = folder / "aside"
        self._tenants = folder / "tenants"
        for name in ("aside", "tenants", *_FANS):
            (folder / name).mkdir(parents=True, exist_ok=True)
        _sync(folder)

    @property
    def lasting(self) -> "FolderStore":
        """This very store."""
        return self

    def put(self, content: bytes) -> str:
        """Keep `content` durably and return its address."""
        address = sha256_hex(content)
        fan = f"{self._folder}/{address[:2]}"
        path = f"{fan}/{address}"
        with _failures_told():
            kept = self._read(address) if os.path.exists(path) else None
            if kept is None or not (checked(address, kept) == content and self._renew(address)):
                _write(path, content)
            # Also when it was there: its writer may have renamed it a moment ago and not synced yet.
            _sync(fan)
        return address

    def get(self, address: str) -> bytes:
        """The content, its hash verified."""
        with _failures_told():
            kept = self._read(address)
            if kept is None and is_address(address):
                kept = self._bring_back(address)
            return checked(address, kept)

    def has(self, address: str) -> bool:
        """Whether something lies under the address, or is set aside."""
        with _failures_told():
            return is_address(address) and (self._read(address) is not None or self._copies(address) != [])

    def addresses(self) -> Iterator[str]:
        """All addresses, in ascending order."""
        for fan in _FANS:
            with _failures_told():
                names = sorted(os.listdir(self._folder / fan))
            yield from (name for name in names if is_address(name) and name.startswith(fan))

    def aged(self, before: datetime) -> Iterator[str]:
        """The addresses of objects that were put for the last time before an instant, in ascending order."""
        for address in self.addresses():
            with _failures_told():
                if _is_older(self._path(address), before):
                    yield address

    def set_aside(self, address: str) -> None:
        """Take the object out of the lists; one that is not there is no error."""
        if not is_address(address):
            return
        with _failures_told(), suppress(FileNotFoundError):
            os.utime(self._path(address))  # before it moves: in its new place it must never look old
            self._path(address).rename(self._aside / f"{address}.{new_id()}")
            _sync(self._aside)

    def aside(self, before: datetime) -> Iterator[str]:
        """The addresses of what was set aside before an instant."""
        with _failures_told():
            copies = sorted(self._aside.iterdir())
        for copy in copies:
            with _failures_told():
                if _is_older(copy, before):
                    yield copy.stem

    def forget(self, address: str, before: datetime) -> None:
        """Remove what was set aside under the address before an instant."""
        with _failures_told():
            for copy in self._copies(address):
                if _is_older(copy, before):
                    copy.unlink(missing_ok=True)
            _sync(self._aside)

    def clear(self, before: datetime) -> int:
        """Remove what writers that were killed before an instant left unfinished; how many such files."""
        cleared = 0
        for fan in (self._folder, self._tenants, *(self._folder / name for name in _FANS)):
            with _failures_told():
                for name in os.listdir(fan):
                    if _UNFINISHED in name and _is_older(fan / name, before):
                        (fan / name).unlink(missing_ok=True)
                        cleared += 1
        return cleared

    def delete(self, address: str) -> None:
        """Remove the object, and what was set aside of it; one that is not there is no error."""
        if not is_address(address):
            return
        with _failures_told():
            self._path(address).unlink(missing_ok=True)
            for copy in self._copies(address):
                copy.unlink(missing_ok=True)
            for folder in (self._path(address).parent, self._aside):
                _sync(folder)

    def tenants(self) -> frozenset[str]:
        """The installations that say that what they need lies here."""
        with _failures_told():
            return frozenset(name for name in os.listdir(self._tenants) if _UNFINISHED not in name)

    def let_in(self, tenant: str) -> None:
        """Note durably that what an installation needs lies here."""
        with _failures_told():
            if not (self._tenants / tenant).exists():
                _write(str(self._tenants / tenant), b"")
                _sync(self._tenants)

    def put_out(self, tenant: str) -> None:
        """Take the note of an installation away."""
        with _failures_told():
            (self._tenants / tenant).unlink(missing_ok=True)
            _sync(self._tenants)

    def ready(self) -> bool:
        """Whether the folder takes writes just now."""
        try:
            _write(str(self._folder / "probe"), b"probe")
        except OSError:
            return False
        return True

    def _path(self, address: str) -> Path:
        return self._folder / address[:2] / address

    def _copies(self, address: str) -> list[Path]:
        return sorted(self._aside.glob(f"{address}.*"))

    def _renew(self, address: str) -> bool:
        """Let the object count as put now; False if it was set aside a moment ago."""
        try:
            os.utime(self._path(address))
        except FileNotFoundError:
            return False
        return True

    def _bring_back(self, address: str) -> bytes | None:
        for copy in self._copies(address):
            with suppress(FileNotFoundError):  # somebody forgot it at this moment
                content = checked(address, copy.read_bytes())
                _write(str(self._path(address)), content)
                _sync(self._path(address).parent)
                return content
        return self._read(address)  # somebody else may have brought it back

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


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise Refused("storage_full" if full else "object_store_unavailable") from error


def _write(path: str, content: bytes) -> None:
    unfinished = f"{path}{_UNFINISHED}{new_id()}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(unfinished, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(unfinished)
        raise


def _is_older(path: Path, before: datetime) -> bool:
    """Whether the file is older than an instant; one that is gone is not."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
    except FileNotFoundError:
        return False


def _sync(folder: str | Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
