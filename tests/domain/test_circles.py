"""What rests on what, directly or through others."""

import pytest

from domain.circles import reaches

PAIRS = [("c", "b"), ("b", "a"), ("d", "b"), ("e", "e")]


@pytest.mark.parametrize(
    ("start", "goal", "expected"),
    [
        ("c", "b", True),
        ("c", "a", True),
        ("a", "c", False),
        ("d", "c", False),
        ("a", "a", True),
        ("e", "a", False),
        ("x", "a", False),
    ],
)
def test_goal_is_reached_along_the_pairs_only(start: str, goal: str, expected: bool) -> None:
    assert reaches(PAIRS, start, goal) is expected
