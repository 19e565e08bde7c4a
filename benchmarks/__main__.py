"""`python -m benchmarks`: take the figures, print each beside its limit, and write them down."""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import anchors, crowd, lifecycle, objects, reading, texts
from benchmarks.figures import RESULTS, new_results
from benchmarks.sizes import SIZES
from benchmarks.table import write_table

FAMILIES = {
    "lifecycle": lifecycle,
    "reading": reading,
    "objects": objects,
    "anchors": anchors,
    "crowd": crowd,
    "texts": texts,
}


def main(arguments: list[str]) -> int:
    """Take the figures; the exit code is 0 even where a limit is not met: the figures say so."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="How fast Veche is, beside its limits.")
    parser.add_argument("--size", choices=SIZES, default="usual")
    parser.add_argument("--only", choices=FAMILIES, action="append", help="these families, and keep no results")
    parser.add_argument("--table", action="store_true", help="only write the README's table from the last results")
    chosen = parser.parse_args(arguments)
    if not chosen.table:
        results = new_results(SIZES[chosen.size])
        print(f"{results.machine}; size {chosen.size}", flush=True)
        with tempfile.TemporaryDirectory(prefix="veche-bench-") as folder:
            for family in chosen.only or FAMILIES:
                FAMILIES[family].measure(Path(folder), results.size, results)
        if chosen.only:
            return 0
        results.keep(RESULTS)
    write_table()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
