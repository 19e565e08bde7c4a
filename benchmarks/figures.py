"""A figure beside its limits, and the run's results as they are printed and kept."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from benchmarks.sizes import Size

RESULTS = Path(__file__).with_name("results.json")


class Figure(BaseModel):
    """One number: a ratio with what is solid and what is aimed at, or a fact with neither.

    `better` says which side of the limits is good; `made_of` are the absolute figures a ratio was made of.
    """

    model_config = ConfigDict(frozen=True)

    value: float
    what: str
    unit: str = ""
    solid: float | None = None
    aim: float | None = None
    better: str = "more"
    made_of: dict[str, float] = Field(default_factory=dict)

    def meets(self, limit: float | None) -> bool | None:
        """Whether it is on the good side of a limit; None without one."""
        if limit is None:
            return None
        return self.value >= limit if self.better == "more" else self.value <= limit


class Results(BaseModel):
    """What a run found, and the machine it ran on."""

    machine: str
    at: datetime
    size: Size
    figures: dict[str, Figure] = Field(default_factory=dict)

    def add(self, name: str, figure: Figure) -> None:
        """Keep a figure and print it beside its limits."""
        self.figures[name] = figure
        print(line_of(name, figure), flush=True)

    def keep(self, file: Path = RESULTS) -> None:
        """Write them down; figures that this run did not take stay away."""
        file.write_text(json.dumps(self.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def line_of(name: str, figure: Figure) -> str:
    """The figure, its limits with met or not met, and what it was made of."""
    sign = "≥" if figure.better == "more" else "≤"
    limits = [
        f"{word} {sign} {limit:g} {'met' if figure.meets(limit) else 'NOT MET'}"
        for word, limit in (("solid", figure.solid), ("aim", figure.aim))
        if limit is not None
    ]
    made_of = ", ".join(f"{part} {value:.4g}" for part, value in figure.made_of.items())
    parts = [f"{name:34} {figure.value:9.4g} {figure.unit}".rstrip(), *limits]
    return "  ".join([*parts, f"({made_of})"] if made_of else parts)


def machine() -> str:
    """The machine in a line: processors, memory, Python."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return f"{os.cpu_count()} × {model}, {memory / 2**20:.0f} GiB, Python {platform.python_version()}, Linux"


def new_results(size: Size) -> Results:
    """Results without a figure yet."""
    return Results(machine=machine(), at=datetime.now(UTC).replace(microsecond=0), size=size)


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
