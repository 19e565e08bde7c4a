"""The bench itself: what it says of a figure, and what it writes into the README."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.figures import Figure, Results, line_of
from benchmarks.sizes import SIZES
from benchmarks.table import write_table

RATE = Figure(value=0.61, what="lives", solid=0.6, aim=1.0, made_of={"ours/s": 12.0})
LATENCY = Figure(value=1.3, what="a verdict", solid=2.0, aim=1.3, better="less")


@pytest.mark.parametrize(("figure", "solid", "aim"), [(RATE, True, False), (LATENCY, True, True)])
def test_figure_meets_its_limits_from_the_good_side(figure: Figure, solid: bool, aim: bool) -> None:
    assert (figure.meets(figure.solid), figure.meets(figure.aim)) == (solid, aim)


def test_figure_is_printed_beside_its_limits() -> None:
    assert line_of("rate", RATE).split("  ")[-3:] == ["solid ≥ 0.6 met", "aim ≥ 1 NOT MET", "(ours/s 12)"]


def test_readme_says_what_the_results_say(tmp_path: Path) -> None:
    results = Results(machine="a machine", at=datetime(2026, 11, 22, tzinfo=UTC), size=SIZES["smoke"])
    results.figures["rate"] = RATE
    results.keep(tmp_path / "results.json")
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n")
    write_table(tmp_path / "results.json", readme)
    written = readme.read_text()
    assert "| `rate`: lives | 0.61 | ≥ 0.60 met | ≥ 1.00 not met |" in written
    assert written.startswith("before\n<!-- figures -->\na machine, 2026-11-22, ")
    assert written.endswith("\n<!-- /figures -->\nafter\n")
    assert "old" not in written
