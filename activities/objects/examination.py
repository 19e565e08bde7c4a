"""Examining the object store: every object is read and held against its address, every row against the store."""

from concurrent.futures import ThreadPoolExecutor

from pydantic import Field

from schemas.frozen import Frozen
from schemas.problems import Refused
from storage.database import Database
from storage.named_objects import named_objects
from storage.objects import ObjectStore

AT_ONCE = 8


class Examination(Frozen):
    """What was found: addresses with the table that names each (nothing if none does)."""

    objects: int
    damaged: dict[str, str] = Field(default_factory=dict)
    missing: dict[str, str] = Field(default_factory=dict)
    unnamed: int = 0

    @property
    def sound(self) -> bool:
        """Whether everything is there and as it was put."""
        return not self.damaged and not self.missing


def examine(database: Database, store: ObjectStore) -> Examination:
    """Read everything. Raises Refused if database or store do not answer."""
    there = set(store.addresses())
    with database.snapshot() as session:
        named = named_objects(session)

    def trouble(address: str) -> str:
        try:
            store.get(address)
        except Refused as refused:
            if refused.code not in ("object_missing", "object_damaged"):
                raise
            return refused.code
        return ""

    addresses = sorted(there | named.keys())
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = dict(zip(addresses, pool.map(trouble, addresses), strict=True))
    return Examination(
        objects=len(there),
        damaged={address: named.get(address, "") for address, code in found.items() if code == "object_damaged"},
        missing={address: named[address] for address in named if found[address] == "object_missing"},
        unnamed=len(there - named.keys()),
    )
