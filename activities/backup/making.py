"""Making a backup: one snapshot of the database, and then every object that it needs."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, func, select

from activities.audit.checkpoints import latest
from activities.backup.files import object_name, sync_folder, sync_tree, write_file
from activities.backup.rows import lines_of
from activities.edition.keys import SEALED_NAME, KeyFolder
from schemas.backup import LASTS, MANIFEST, OBJECT_LIST, BackupManifest, KeptFile, KeptTable
from schemas.ids import new_id
from schemas.problems import Refused
from storage.database import Database
from storage.migrations import applied
from storage.named_objects import LASTING, named_objects
from storage.objects import ObjectStore
from storage.tables import Event, Installation, metadata

AT_ONCE = 8
"""Objects copied at once."""

_LOST = ("object_missing", "object_damaged")


def make_backup(
    database: Database,
    store: ObjectStore,
    keys: KeyFolder,
    folder: Path,
    *,
    at: datetime,
    version: str,
    passphrase: bytes | None = None,
) -> BackupManifest:
    """Write a backup as a new folder, which has its name only once everything is in it and on disk.

    The database is read first: whatever its snapshot names lies in the store already, and is not swept within a day.
    The private signing key goes in only with a passphrase, encrypted. Raises Refused as the database and the object
    store do, and FileExistsError if there is something in the folder's place.
    """
    if folder.exists():
        raise FileExistsError(folder)
    unfinished = folder.with_name(f".{folder.name}.{new_id()}")
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        with database.snapshot() as session:
            said, named = _snapshot(session, unfinished)
        lost = _copy_objects(store, unfinished, sorted(named))
        kept = [address for address in sorted(named) if address not in lost]
        said |= {
            "made_at": at,
            "version": version,
            "objects": len(kept),
            "object_list": write_file(unfinished, OBJECT_LIST, (_listed(address, named[address]) for address in kept)),
            "lost": tuple(sorted(lost)),
            "keys": tuple(_copy_keys(keys, unfinished, passphrase)),
            "private_key": "left_out" if passphrase is None else "encrypted",
        }
        manifest = BackupManifest.model_validate(said)
        write_file(unfinished, MANIFEST, [manifest.written().encode()])
        sync_tree(unfinished)
        unfinished.rename(folder)
        sync_folder(folder.absolute().parent)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return manifest


def _snapshot(session: Session, folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """Write every table, and return what the manifest says of the snapshot, and the objects that it needs."""
    tables = []
    for table in metadata.sorted_tables:
        lines = [0]
        file = write_file(folder, f"tables/{table.name}.jsonl", _counted(lines_of(session, table), lines))
        tables.append(KeptTable(table=table.name, rows=lines[0] - 1, file=file))
    installation = session.exec(select(Installation)).one()
    said = {
        "revision": applied(session),
        "installation_id": installation.id,
        "incarnation": installation.incarnation,
        "checkpoint": latest(session),
        "entries": session.exec(select(func.count()).select_from(Event)).one(),
        "tables": tables,
    }
    return said, named_objects(session)


def _counted(lines: Iterator[str], counted: list[int]) -> Iterator[bytes]:
    for line in lines:
        counted[0] += 1
        yield line.encode()


def _listed(address: str, table: str) -> bytes:
    return f"{address} {LASTS}\n".encode() if table in LASTING else f"{address}\n".encode()


def _copy_objects(store: ObjectStore, folder: Path, addresses: list[str]) -> set[str]:
    """Copy objects into the backup; the addresses of those that the store itself has lost."""

    def copy(address: str) -> str | None:
        try:
            content = store.get(address)
        except Refused as refused:
            if refused.code in _LOST:
                return address
            raise
        write_file(folder, object_name(address), [content])
        return None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {lost for lost in pool.map(copy, addresses) if lost is not None}


def _copy_keys(keys: KeyFolder, folder: Path, passphrase: bytes | None) -> Iterator[KeptFile]:
    for name, content in keys.public_files().items():
        yield write_file(folder, f"keys/{name}", [content])
    if passphrase is not None:
        yield write_file(folder, f"keys/{SEALED_NAME}", [keys.sealed(passphrase)])
