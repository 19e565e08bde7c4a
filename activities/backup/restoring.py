"""Putting a backup into an empty installation, which is paused from its first moment."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from alembic import command
from sqlalchemy import MetaData, inspect
from sqlmodel import col, select, update

from activities.backup.files import object_name, objects_in
from activities.backup.rows import load
from activities.edition.keys import SEALED_NAME, KeyFolder
from schemas.backup import BackupManifest
from schemas.ids import new_id
from storage.database import Database
from storage.incarnation import write_mark
from storage.journal import INSTALLATION
from storage.migrations import configuration, upgrade
from storage.named_objects import named_objects
from storage.objects import ObjectStore
from storage.tables import Installation, Person, Stream

AT_ONCE = 8

LASTING = ("edition_files", "checkpoints")
"""Tables whose objects are never erased."""


def is_empty(database: Database) -> bool:
    """Whether nothing has happened in the database yet: no tables, or an installation with no entry and nobody in it.

    Raises Refused("database_unavailable").
    """
    with database.read() as session:
        if not inspect(session.connection()).has_table(Installation.__tablename__):
            return True
        moved = session.exec(select(Stream.id).where((col(Stream.id) != INSTALLATION) | (col(Stream.seq) > 0)).limit(1))
        return moved.first() is None and session.exec(select(Person.id).limit(1)).first() is None


def restore_keys(folder: Path, manifest: BackupManifest, keys: KeyFolder, passphrase: bytes | None) -> None:
    """Know the backup's public keys, and with a passphrase sign with its key; a key that is there already stays.

    Raises ValueError if the passphrase is another.
    """
    for file in manifest.keys:
        content, name = (folder / file.name).read_bytes(), Path(file.name).name
        if name != SEALED_NAME:
            keys.add_public(name, content)
        elif passphrase is not None:
            keys.unseal(content, passphrase)


def restore_objects(folder: Path, store: ObjectStore) -> None:
    """Put every object into the store, or into that part of it that lasts. Raises Refused as the store does."""

    def put(one: tuple[str, bool]) -> None:
        address, lasts = one
        (store.lasting if lasts else store).put((folder / object_name(address)).read_bytes())

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(put, objects_in(folder).items()))


def restore_lasting(database: Database, store: ObjectStore) -> None:
    """Put editions and checkpoints also where they last, if the store is divided. Raises Refused as the store does.

    What lay among the erasable ones stays there, too: an upload may be the same bytes, and an edition's copy that
    nobody needs harms nobody.
    """
    if store.lasting is store:
        return
    with database.read() as session:
        named = named_objects(session)
    for address, table in named.items():
        if table in LASTING and store.has(address):
            store.lasting.put(store.get(address))


def restore_rows(folder: Path, manifest: BackupManifest, database: Database, mark: Path, now: datetime) -> None:
    """Write all tables as they were in the snapshot, and bring them to the present version.

    In the same transaction the installation becomes a new incarnation and is paused.
    """
    if inspect(database.writer).get_table_names():
        command.downgrade(configuration(database), "base")
    upgrade(database, manifest.revision)
    incarnation = new_id()
    write_mark(mark, incarnation)
    with database.write() as session:
        connection, there = session.connection(), MetaData()
        there.reflect(connection)
        files = {table.table: folder / table.file.name for table in manifest.tables}
        for table in _in_order(there, files):
            load(connection, there.tables[table], files[table])
        paused = {"incarnation": incarnation, "paused_at": now, "snapshot_at": manifest.made_at}
        session.exec(update(Installation).values(paused))
    upgrade(database)


def _in_order(there: MetaData, wanted: dict[str, Path]) -> Sequence[str]:
    return [table.name for table in there.sorted_tables if table.name in wanted]
