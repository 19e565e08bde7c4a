"""What a backup says of itself: its manifest, which names every file in it with its hash."""

from datetime import datetime
from typing import Literal

from schemas.canonical import canonical_json
from schemas.frozen import Frozen

MANIFEST = "manifest.json"
OBJECT_LIST = "objects.txt"
"""The addresses of all objects in the backup, one a line, ascending; those that last are marked so."""

LASTS = "lasts"


class KeptFile(Frozen):
    """A file of the backup: its name below the folder, its size in bytes, its SHA-256."""

    name: str
    size: int
    sha256: str


class KeptTable(Frozen):
    """A table's rows, as lines of JSON in a file."""

    table: str
    rows: int
    file: KeptFile


class BackupManifest(Frozen):
    """One snapshot of one installation. Instants are UTC; `revision` is the migration its tables are at.

    `checkpoint` is the number and hash of the latest signed checkpoint; `entries` counts those of the record.
    `lost` are objects that the installation's own store did not have, or had damaged, when the backup was made.
    `private_key` says whether the signing key lies in the backup, encrypted, or was left out.
    """

    format: Literal["veche-backup/1"] = "veche-backup/1"
    made_at: datetime
    version: str
    revision: str
    installation_id: str
    incarnation: str
    checkpoint: tuple[int, str]
    entries: int
    tables: tuple[KeptTable, ...]
    objects: int
    object_list: KeptFile
    keys: tuple[KeptFile, ...] = ()
    private_key: Literal["left_out", "encrypted"] = "left_out"
    lost: tuple[str, ...] = ()

    def written(self) -> str:
        """The text that the manifest file holds."""
        return canonical_json(self.model_dump(mode="json"))
