from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text.pairing import Likeness, likest, rising
from tests.domain.text.texts import law

likenesses = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from([0.25, 0.5, 1.0]), max_size=9
).map(lambda scores: [Likeness(i, j, score) for (i, j), score in sorted(scores.items())])


@law
@given(likenesses)
def test_rising_chain_is_the_heaviest_there_is(given_likenesses: list[Likeness]) -> None:
    scores = {(i, j): score for i, j, score in given_likenesses}
    chosen = rising(given_likenesses)

    def is_rising(pairs: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> bool:
        return all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))

    chains = [pairs for n in range(len(scores) + 1) for pairs in combinations(scores, n) if is_rising(pairs)]
    assert is_rising(chosen)
    assert sum(scores[pair] for pair in chosen) == max(sum(scores[pair] for pair in chain) for chain in chains)


@pytest.mark.parametrize(
    ("scores", "pairs"),
    [
        ([], []),
        ([(0, 0, 0.8), (0, 1, 0.9), (1, 1, 0.95)], [(1, 1), (0, 0)]),
        ([(0, 0, 0.9), (0, 1, 0.9), (1, 0, 0.9)], [(0, 0)]),
    ],
)
def test_likest_pairs_come_first(scores: list[tuple[int, int, float]], pairs: list[tuple[int, int]]) -> None:
    assert likest([Likeness(*score) for score in scores]) == pairs
