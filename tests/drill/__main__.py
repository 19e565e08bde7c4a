"""`python -m tests.drill --kills 25 --seed 7`: one drill, its seed and its counts."""

import argparse
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.drill.storm import Plan, drill

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make drill", description=__doc__)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--sections", type=int, default=6, help="that each client leads at once")
    parser.add_argument("--sick", action="store_true", help="have servers hang and fail as well")
    chosen = parser.parse_args()
    with TemporaryDirectory(prefix="veche-drill-") as folder:
        for line in drill(Plan(**vars(chosen)), Path(folder)).lines():
            print(line)
