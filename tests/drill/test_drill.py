"""The drill as a test: a short one always, a long one in `make check`; `make drill` runs one of any length."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import part_missing
from tests.drill.storm import Plan, drill
from tests.servers.process import PartMissing


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(Plan(kills=5, seed=20261122, clients=4), marks=pytest.mark.timeout(600), id="5 kills"),
        pytest.param(Plan(kills=25, seed=4), marks=[pytest.mark.long, pytest.mark.timeout(1500)], id="25 kills"),
        pytest.param(
            Plan(kills=5, seed=5, clients=6, sick=True),
            marks=[pytest.mark.long, pytest.mark.timeout(1500)],
            id="sick servers",
        ),
    ],
)
def test_parts_killed_at_random_lose_and_double_nothing(plan: Plan, tmp_path: Path, count: Callable[..., None]) -> None:
    try:
        report = drill(plan, tmp_path)
    except PartMissing as missing:
        part_missing(str(missing))
    assert report.counts["kills"] == plan.kills
    assert report.counts["answers that never came"] == 0
    for name, number in report.counts.items():
        count(f"drill: {name}", number)
