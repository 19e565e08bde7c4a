"""The heads of all streams as checkpoints see them: brought forward by the list of each, with the root over all."""

import json
from collections.abc import Iterable

from domain.merkle import MerkleTree, leaf_hash
from schemas.checkpoint import Head


class Heads:
    """Where every stream stood at the latest checkpoint that was taken in."""

    def __init__(self, heads: Iterable[Head] = ()) -> None:
        self.by_stream: dict[str, Head] = {}
        self.tree = MerkleTree()
        for head in sorted(heads, key=lambda one: one.place):
            self.take(head)

    def take(self, head: Head) -> None:
        """Bring a stream forward. Raises ValueError if the head cannot follow from what is known."""
        known = self.by_stream.get(head.stream_id)
        place = len(self.tree) if known is None else known.place
        if head.place != place or (known is not None and head.seq <= known.seq):
            raise ValueError(head.stream_id)
        self.by_stream[head.stream_id] = head
        self.tree.put(place, leaf_hash(head.leaf))

    def place_of(self, stream_id: str) -> int | None:
        """The stream's leaf, None if no checkpoint covers it yet."""
        known = self.by_stream.get(stream_id)
        return None if known is None else known.place


def read_moved(text: str) -> list[Head]:
    """The heads in a list as `schemas.checkpoint.moved_written` wrote it. Raises ValueError for anything else."""
    return [
        Head(stream_id=stream_id, place=place, seq=seq, tail=tail) for stream_id, place, seq, tail in json.loads(text)
    ]
