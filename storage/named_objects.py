"""Which objects the database needs: every address that a row names, and what checkpoints were kept as."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import Session

from schemas.canonical import sha256_hex
from storage.addresses import is_address
from storage.personal import ADDRESSES
from storage.tables import Checkpoint, metadata

BATCH = 1000

LASTING = ("edition_files", "checkpoints")
"""The tables whose objects belong into that part of the store that lasts."""


def named_objects(session: Session) -> dict[str, str]:
    """Every address that is needed, with the table that needs it (the first of several)."""
    named: dict[str, str] = {}
    for table, address in _named(session):
        if address is not None and is_address(address):
            named.setdefault(address, table)
    return named


def _named(session: Session) -> Iterator[tuple[str, str | None]]:
    for name, column in ADDRESSES:
        query = select(metadata.tables[name].c[column]).distinct()
        for (address,) in session.execute(query.execution_options(yield_per=BATCH)):
            yield name, address
    signed = select(Checkpoint.hash, Checkpoint.signature, Checkpoint.moved)  # type: ignore[call-overload]
    for hashed, signature, moved in session.execute(signed.execution_options(yield_per=BATCH)):
        yield "checkpoints", hashed
        yield "checkpoints", sha256_hex(signature.encode())
        yield "checkpoints", sha256_hex(moved.encode())
