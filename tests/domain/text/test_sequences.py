from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text import sequences
from domain.text.sequences import Hunk, differences, leftmost
from tests.domain.text.texts import law

letters = st.text("абв", max_size=12)


def applied(hunks: list[Hunk], base: str, head: str) -> str:
    for hunk in reversed(hunks):
        base = base[: hunk.base_start] + head[hunk.head_start : hunk.head_end] + base[hunk.base_end :]
    return base


@law
@given(letters, letters)
def test_hunks_turn_base_into_head_and_are_apart(base: str, head: str) -> None:
    hunks = differences(base, head)
    assert applied(hunks, base, head) == head
    assert all(before.base_end < after.base_start for before, after in pairwise(hunks))
    assert (hunks == []) == (base == head)


@law
@given(letters, letters)
def test_hunks_that_slid_to_the_left_hold_the_same(base: str, head: str) -> None:
    hunks = leftmost(differences(base, head), base, head)
    assert applied(hunks, base, head) == head
    assert all(before.base_end < after.base_start for before, after in pairwise(hunks))


@law
@given(letters, letters, st.sampled_from([0, 2, 400]), st.sampled_from([0, 9]))
def test_hunks_of_long_sequences_hold_the_same(base: str, head: str, few: int, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequences, "MOST_DIFFERENCES", few)
        patch.setattr(sequences, "MOST_PAIRS", most)
        hunks = differences(base, head)
        assert applied(hunks, base, head) == head
        assert all(before.base_end < after.base_start for before, after in pairwise(hunks))


@pytest.mark.parametrize(
    ("base", "head", "hunks"),
    [
        ("абв", "абв", []),
        ("абв", "ав", [(1, 2, 1, 1)]),
        ("аа", "ааа", [(0, 0, 0, 1)]),
        ("ваа", "вааа", [(1, 1, 1, 2)]),
        ("вааа", "ваа", [(1, 2, 1, 1)]),
        ("где", "жзи", [(0, 3, 0, 3)]),
        ("", "а", [(0, 0, 0, 1)]),
    ],
)
def test_hunks_are_small_and_stand_to_the_left(base: str, head: str, hunks: list[tuple[int, ...]]) -> None:
    assert [tuple(hunk) for hunk in leftmost(differences(base, head), base, head)] == hunks
