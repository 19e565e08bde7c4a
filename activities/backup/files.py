"""The files of a backup: written durably with their hashes, and looked at again."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from schemas.backup import LASTS, MANIFEST, OBJECT_LIST, BackupManifest, KeptFile

_PIECE = 1 << 20


class NoBackup(Exception):
    """There is no backup in this folder, or none that this release can read."""


@dataclass(frozen=True)
class Damage:
    """A file of a backup that is not as the manifest says."""

    name: str
    what: Literal["missing", "changed"]


def write_file(folder: Path, name: str, pieces: Iterable[bytes], mode: int = 0o600) -> KeptFile:
    """Write a file below the folder, durably."""
    hashed, size, path = hashlib.sha256(), 0, folder / name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        for piece in pieces:
            file.write(piece)
            hashed.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return KeptFile(name=name, size=size, sha256=hashed.hexdigest())


def sync_tree(top: Path) -> None:
    """Have the names of everything below the folder on disk."""
    for folder in [top, *(path for path in top.rglob("*") if path.is_dir())]:
        sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Have the names in the folder on disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def object_name(address: str) -> str:
    """Where an object lies in a backup, as in a store that is a folder."""
    return f"objects/{address[:2]}/{address}"


def read_manifest(folder: Path) -> BackupManifest:
    """The manifest of the backup in a folder. Raises NoBackup."""
    try:
        return BackupManifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise NoBackup from error


def objects_in(folder: Path) -> dict[str, bool]:
    """The addresses of the objects in a backup, and whether each lasts; its list has to be there."""
    lines = (folder / OBJECT_LIST).read_text("ascii").splitlines()
    return {address: mark == LASTS for address, _, mark in (line.partition(" ") for line in lines)}


def damages(folder: Path, manifest: BackupManifest) -> Iterator[Damage]:
    """Every file that is missing or not as it was written; objects are what their addresses say."""
    files = [*(table.file for table in manifest.tables), *manifest.keys, manifest.object_list]
    broken = {file.name: what for file in files if (what := _what(folder, file.name, file.sha256)) is not None}
    for name, what in broken.items():
        yield Damage(name, what)
    if OBJECT_LIST not in broken:
        for address in objects_in(folder):
            found = _what(folder, object_name(address), address)
            if found is not None:
                yield Damage(object_name(address), found)


def _what(folder: Path, name: str, sha256: str) -> Literal["missing", "changed"] | None:
    hashed = hashlib.sha256()
    try:
        with (folder / name).open("rb") as file:
            while piece := file.read(_PIECE):
                hashed.update(piece)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "changed"
    return None if hashed.hexdigest() == sha256 else "changed"
