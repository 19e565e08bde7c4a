"""`python -m demo --out DIR`: tell the story to the address and with the account that stand on the standard input.

The input is one JSON object: `address`, `email` and `password` of an administrator. Exit code 0 only if all held.
"""

import argparse
import json
import sys
from pathlib import Path

from demo.story import tell

INTERRUPTED = 130


def main() -> int:
    """Read what was handed over and tell the story; the exit code."""
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out"))
    parser.add_argument("--language", choices=("ru", "en"), default="ru")
    options = parser.parse_args()
    given = json.load(sys.stdin)
    try:
        held = tell(**given, out=options.out, language=options.language)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
