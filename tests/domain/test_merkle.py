"""The hash tree: the same root however it grew, and a path that proves its own leaf and nothing else."""

import hashlib

import pytest

from domain.merkle import MerkleTree, leaf_hash, root_from


def leaf(number: int, turn: int = 0) -> bytes:
    return leaf_hash(f"{number}/{turn}".encode())


def grown(size: int, turn: int = 0) -> MerkleTree:
    tree = MerkleTree()
    for number in range(size):
        tree.put(number, leaf(number, turn))
    return tree


def rfc_root(leaves: list[bytes]) -> bytes:
    """RFC 9162, section 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + rfc_root(leaves[:split]) + rfc_root(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(34))
def test_tree_has_the_root_of_the_standard(size: int) -> None:
    assert grown(size).root == rfc_root([leaf(number) for number in range(size)]).hex()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 21])
def test_tree_whose_leaves_changed_is_the_tree_of_the_new_leaves(size: int) -> None:
    tree = grown(size)
    for number in reversed(range(size)):
        tree.put(number, leaf(number, 1))
    assert tree.root == grown(size, 1).root


@pytest.mark.parametrize("size", range(1, 34))
def test_path_proves_its_leaf_in_its_place_only(size: int) -> None:
    tree = grown(size)
    for place in range(size):
        path = tree.path(place)
        assert root_from(leaf(place), place, size, path) == tree.root
        assert root_from(leaf(place, 1), place, size, path) != tree.root
        assert root_from(leaf(place), place, size, (*path, "00" * 32)) is None
        if size > 1:
            other = (place + 1) % size
            assert root_from(leaf(place), other, size, path) != tree.root
            assert root_from(leaf(place), place, size, path[1:]) is None
    assert root_from(leaf(0), size, size, ()) is None


def test_leaf_beyond_the_end_is_an_error() -> None:
    with pytest.raises(IndexError):
        grown(2).put(3, leaf(3))
