"""A worker after an upgrade that brought another table of days: `python -m tests.api.upgraded_worker TABLE`."""

import sys
from pathlib import Path

from app.cli import run
from app.ending import end
from storage import calendar_ru

if __name__ == "__main__":
    calendar_ru.TABLE = Path(sys.argv[1])
    end(run(["worker"]))
