"""Children of `veche up` that are copies of it: the program is loaded once, and a child that died is back at once."""

import gc
import os
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from app.children import open_log
from app.ending import end
from app.processes import die_with_parent, name_process


def load() -> None:
    """Import all that the API and the worker need and put the routes together, for copies to begin with.

    Nothing of it starts a thread or opens anything: only then may a process be copied.
    """
    gc.disable()  # while modules are loaded nearly nothing becomes garbage, and looking for it takes time
    import app.worker  # noqa: F401, PLC0415
    from app.serve import empty_application  # noqa: PLC0415

    empty_application()
    gc.freeze()  # the collector writes into what it looks at, and a page that is written to is shared no more
    gc.enable()


class Copy:
    """A copy of this process, as its parent sees it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def wait(self) -> int:
        """Wait for its end and return how it ended, a signal as its negative number."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, sig: int) -> None:
        """Send it a signal, unless it was collected."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, sig)


def copy(run: Callable[[], int], name: str, environment: dict[str, str], log: Path, not_theirs: int) -> Copy:
    """Start `run` in a copy of this process, which has one thread; it ends with the exit code that `run` returns.

    The copy is called `name`, leads its own group, dies with this process and writes to the end of `log`; the
    descriptor `not_theirs` is closed in it.
    """
    prepare = die_with_parent()
    with open_log(log) as output:
        if (pid := os.fork()) == 0:
            _be(run, name, environment, output.fileno(), not_theirs, prepare)
    with suppress(ProcessLookupError, PermissionError):  # it does so itself; whoever comes first
        os.setpgid(pid, pid)
    return Copy(pid)


def _be(
    run: Callable[[], int],
    name: str,
    environment: dict[str, str],
    output: int,
    not_theirs: int,
    prepare: Callable[[], None],
) -> NoReturn:
    code = 1
    try:
        prepare()
        os.setpgid(0, 0)
        name_process(name)
        os.close(not_theirs)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for descriptor, which in enumerate((nothing, output, output)):
            os.dup2(which, descriptor)
        os.close(nothing)
        os.environ.update(environment)
        code = run()
    except BaseException:  # what went up from here would be taken for the parent's own end
        traceback.print_exc()
    end(code)
