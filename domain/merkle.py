"""A hash tree over a list of leaves that grows at its end and whose leaves may change; pure, SHA-256 throughout.

Leaves and inner nodes are hashed with different prefixes, and a node without a sibling moves up as it is,
as in RFC 9162, section 2.1.
"""

import hashlib
from collections.abc import Sequence


def leaf_hash(content: bytes) -> bytes:
    """The hash of a leaf that holds `content`."""
    return hashlib.sha256(b"\x00" + content).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class MerkleTree:
    """The tree; changing one leaf costs as many hashes as the tree is high."""

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = [[]]

    def __len__(self) -> int:
        return len(self._levels[0])

    def put(self, place: int, leaf: bytes) -> None:
        """Set the leaf at `place`, from 0; the place after the last adds one. Raises IndexError beyond that."""
        leaves = self._levels[0]
        if not 0 <= place <= len(leaves):
            raise IndexError(place)
        leaves[place : place + 1] = [leaf]
        for height in range(len(self._levels)):
            if len(self._levels[height]) == 1:
                return
            if height + 1 == len(self._levels):
                self._levels.append([])
            place //= 2
            below = self._levels[height][2 * place : 2 * place + 2]
            self._levels[height + 1][place : place + 1] = [below[0] if len(below) == 1 else _node_hash(*below)]

    @property
    def root(self) -> str:
        """The hash over all leaves as hexadecimal digits; that of nothing where there are none."""
        return self._levels[-1][0].hex() if len(self) else hashlib.sha256().hexdigest()

    def path(self, place: int) -> tuple[str, ...]:
        """The siblings on the way from the leaf to the root, as hexadecimal digits."""
        siblings = []
        for level in self._levels[:-1]:
            if (place ^ 1) < len(level):
                siblings.append(level[place ^ 1].hex())
            place //= 2
        return tuple(siblings)


def root_from(leaf: bytes, place: int, size: int, path: Sequence[str]) -> str | None:
    """The root of a tree of `size` leaves that holds `leaf` at `place`, given the siblings; None if they do not fit."""
    if not 0 <= place < size:
        return None
    found, left = leaf, list(path)
    while size > 1:
        if place ^ 1 < size:
            if not left:
                return None
            sibling = bytes.fromhex(left.pop(0))
            found = _node_hash(sibling, found) if place % 2 else _node_hash(found, sibling)
        place, size = place // 2, (size + 1) // 2
    return None if left else found.hex()
