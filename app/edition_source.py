"""Where an edition to be checked lies: a folder or a zip, read where it is, never extracted."""

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from schemas.edition import MANIFEST_NAME

CHUNK_BYTES = 1 << 20
MOST_ENTRIES = 1000
ENCRYPTED = 0x1


class UnsafeArchive(Exception):
    """A zip that no honest program makes: it is not looked into."""


class Source(Protocol):
    """Named files; what cannot be read as an ordinary file has a name and no content."""

    def names(self) -> frozenset[str]:
        """Every name, with folders inside separated by a slash."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content in pieces; raises OSError when there is none to read."""


def open_source(path: Path) -> Source:
    """The folder or the zip at this path. Raises UnsafeArchive, OSError, or zipfile.BadZipFile for anything else."""
    return Folder(path) if path.is_dir() else Zip(path)


def read_small(source: Source, name: str, most_bytes: int) -> bytes | None:
    """The content, or None if it cannot be read or is longer than that."""
    content = b""
    try:
        for chunk in source.chunks(name):
            content += chunk
            if len(content) > most_bytes:
                return None
    except OSError:
        return None
    return content


def measured(source: Source, name: str, most_bytes: int) -> tuple[int, str] | None:
    """Size and SHA-256, or None if it cannot be read or is longer than that; reads no further."""
    size, digest = 0, hashlib.sha256()
    try:
        for chunk in source.chunks(name):
            size += len(chunk)
            if size > most_bytes:
                return None
            digest.update(chunk)
    except OSError:
        return None
    return size, digest.hexdigest()


class Folder:
    """The files under a folder; links are not followed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def names(self) -> frozenset[str]:
        """Every entry that is not a folder."""
        found = []
        for folder, folders, files in os.walk(self._path, followlinks=False):
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            found += [(Path(folder) / name).relative_to(self._path).as_posix() for name in (*files, *links)]
        return frozenset(found)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of an ordinary file; raises OSError for a link, a pipe or a device."""
        file = os.open(self._path / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(file, "rb") as stream:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise OSError(f"{name} is not an ordinary file")
            yield from _pieces(stream)


class Zip:
    """The entries of a zip; one folder around all of them is looked through."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        entries = self._archive.infolist()
        if len(entries) > MOST_ENTRIES or any(map(_is_unsafe, entries)):
            raise UnsafeArchive(path.name)
        files = {entry.filename: entry for entry in entries if not entry.is_dir()}
        if len({name.casefold() for name in files}) != len([entry for entry in entries if not entry.is_dir()]):
            raise UnsafeArchive(path.name)
        around = _folder_around(files)
        self._entries = {name.removeprefix(around): entry for name, entry in files.items()}

    def names(self) -> frozenset[str]:
        """Every entry that is not a folder."""
        return frozenset(self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked content; raises OSError when the archive is damaged there."""
        try:
            with self._archive.open(self._entries[name]) as stream:
                yield from _pieces(stream)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as damage:
            raise OSError(f"{name} cannot be unpacked") from damage


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    # The name as the archive has it: zipfile cuts at a NUL and turns the machine's separator into a slash.
    name = entry.orig_filename
    parts = PurePosixPath(name).parts
    return (
        entry.flag_bits & ENCRYPTED != 0
        or stat.S_ISLNK(entry.external_attr >> 16)
        or not parts
        or name.startswith("/")
        or ".." in parts
        or bool(set(name) & set("\\:\0"))
    )


def _folder_around(names: dict[str, zipfile.ZipInfo]) -> str:
    folders = {name.partition("/")[0] for name in names}
    if len(folders) == 1 and f"{min(folders)}/{MANIFEST_NAME}" in names:
        return f"{min(folders)}/"
    return ""
