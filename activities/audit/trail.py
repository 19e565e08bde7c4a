"""Reading the checkpoints back: each has to be signed, to follow from the one before, and to bind what it lists."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from activities.edition.keys import signer
from domain.heads import Heads, read_moved
from schemas.canonical import sha256_hex
from schemas.checkpoint import Head, Statement
from storage.chain import Fault
from storage.tables import Checkpoint, CheckpointHead, Installation

CHECKPOINTS = "checkpoints"
"""What a fault of a checkpoint names in place of a stream; its `seq` is the checkpoint's number."""


class Trail:
    """The checkpoints up to the first that is not sound: their hashes, and the heads of all streams at the last."""

    def __init__(self, session: Session, keys: Mapping[str, bytes]) -> None:
        """`keys` are the installation's public keys by fingerprint."""
        self._session = session
        self._keys = keys
        self.heads = Heads()
        self.hashes: dict[str, int] = {}
        self.fault = self._read()

    def pins(self, stream_id: str) -> dict[int, str]:
        """Every hash of the stream's entries that the sound checkpoints have signed, by number."""
        pinned: dict[int, str] = {}
        for row in self._rows():
            if row.hash in self.hashes:
                pinned |= {head.seq: head.tail for head in read_moved(row.moved) if head.stream_id == stream_id}
        return pinned

    def _rows(self) -> list[Checkpoint]:
        query = select(Checkpoint).order_by(col(Checkpoint.number)).execution_options(populate_existing=True)
        return list(self._session.exec(query))

    def _read(self) -> Fault | None:
        installation = self._session.exec(select(Installation.id)).one()
        previous, number = "", 0
        for number, row in enumerate(self._rows(), start=1):
            if row.number != number:
                return Fault(CHECKPOINTS, number, "checkpoint_missing")
            what = self._fault_of(row, installation, previous)
            if what is not None:
                return Fault(CHECKPOINTS, number, what)
            previous = row.hash
            self.hashes[row.hash] = number
        return None if self._kept_heads() == self.heads.by_stream else Fault(CHECKPOINTS, number, "heads_differ")

    def _fault_of(self, row: Checkpoint, installation: str, previous: str) -> str | None:
        statement = _statement(row)
        if statement is None or (statement.installation_id, statement.number) != (installation, row.number):
            return "checkpoint_changed"
        if statement.previous != previous or statement.at != row.at:
            return "checkpoint_changed"
        if not _is_signed(row, statement.key):
            return "checkpoint_signature"
        if statement.key not in self._keys:
            return "checkpoint_key"
        try:
            for head in read_moved(row.moved):
                self.heads.take(head)
        except (ValueError, TypeError):
            return "checkpoint_changed"
        said = (statement.streams, statement.root, statement.moved)
        bound = (len(self.heads.tree), self.heads.tree.root, sha256_hex(row.moved.encode()))
        return None if said == bound else "checkpoint_changed"

    def _kept_heads(self) -> dict[str, Head]:
        rows = self._session.exec(select(CheckpointHead).execution_options(populate_existing=True))
        return {row.stream_id: Head.model_validate(row, from_attributes=True) for row in rows}


def _statement(row: Checkpoint) -> Statement | None:
    try:
        statement = Statement.model_validate_json(row.statement)
    except ValueError:
        return None
    return (
        statement if statement.written() == row.statement and sha256_hex(row.statement.encode()) == row.hash else None
    )


def _is_signed(row: Checkpoint, key: str) -> bool:
    return signer(row.statement.encode(), row.signature.encode()) == key
