"""The end of a process: flush, then leave without interpreter finalization."""

import contextlib
import logging
import os
import sys
from typing import NoReturn


def end(code: int) -> NoReturn:
    """Leave the process with exactly `code`; the last line of every process's main.

    The Temporal SDK's native threads sometimes abort the interpreter's finalization (exit 134 or 139),
    so there is none: whatever must be closed is closed before this is called.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # a reader that left early is no failure of ours
            stream.flush()
    os._exit(code)
