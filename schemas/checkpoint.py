"""A checkpoint: what is signed over the heads of all streams, so that nothing recorded before can be taken back."""

from datetime import datetime
from typing import Literal

from schemas.canonical import canonical_json
from schemas.frozen import Frozen

CHECKPOINT_FORMAT = 1


class Head(Frozen):
    """How far a stream had come: its last entry's number and hash; `place` is its leaf in the tree, from 0."""

    stream_id: str
    place: int
    seq: int
    tail: str

    @property
    def leaf(self) -> bytes:
        """What the leaf at `place` holds."""
        return canonical_json([self.stream_id, self.seq, self.tail]).encode()


class Statement(Frozen):
    """What is signed: `root` binds the heads of all `streams`, `moved` is the hash of the list of those that moved.

    `previous` is the hash of the statement before, empty for the first; `key` names the key that signs.
    """

    kind: Literal["veche-checkpoint"] = "veche-checkpoint"
    format: int = CHECKPOINT_FORMAT
    installation_id: str
    number: int
    at: datetime
    previous: str
    streams: int
    root: str
    moved: str
    key: str

    def written(self) -> str:
        """The exact text that is signed."""
        return canonical_json(self.model_dump(mode="json")) + "\n"


def moved_written(heads: list[Head]) -> str:
    """The list of streams that moved, as it is kept and hashed."""
    return canonical_json([[head.stream_id, head.place, head.seq, head.tail] for head in heads]) + "\n"


class CheckpointName(Frozen):
    """A checkpoint as other signed things name it."""

    number: int
    hash: str
