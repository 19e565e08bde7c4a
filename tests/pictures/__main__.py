"""`python -m tests.pictures`: an installation of its own, the demo's people and texts, and a camera."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.pictures.taking import take

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    chosen = parser.parse_args()
    with TemporaryDirectory(prefix="veche-pictures-") as folder:
        for line in take(Path(folder), chosen.out):
            print(line)
