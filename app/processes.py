"""Processes of this machine (Linux): telling one from another for sure, and ending one with its group."""

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_PR_SET_PDEATHSIG = 1
_PR_SET_NAME = 15
_LIBC = ctypes.CDLL(None)


class Trace(BaseModel):
    """A process told from a later one of the same number: its start (clock ticks since boot), command."""

    model_config = ConfigDict(frozen=True)

    pid: int
    started: int
    command: tuple[str, ...]


def trace(pid: int) -> Trace | None:
    """The process `pid` as it is now; None if there is none or it is dead and only not yet collected."""
    folder = Path("/proc") / str(pid)
    try:
        # The name in brackets may hold blanks and brackets, so fields count from the last one (proc(5)).
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        command = (folder / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return None
    if fields[0] in "ZX":
        return None
    return Trace(pid=pid, started=int(fields[19]), command=tuple(map(os.fsdecode, command.split(b"\0")[:-1])))


def die_with_parent() -> Callable[[], None]:
    """What a child runs between fork and exec, so that the kernel kills it when this process is gone."""
    parent = os.getpid()

    def prepare() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())

    return prepare


def name_process(name: str) -> None:
    """Give this process a name of its own in lists of processes; fifteen bytes are shown (prctl(2))."""
    _LIBC.prctl(_PR_SET_NAME, name.encode())


def kill_group(pid: int) -> None:
    """Kill the process group led by `pid`, which must be alive or not yet collected; none left is fine."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def kill_leftover(recorded: Trace, patience: float = 5.0) -> bool:
    """Kill the recorded process and its group if it still is that very process; True if it was there.

    Waits until it is gone, at most `patience` seconds.
    """
    if trace(recorded.pid) != recorded or os.getpgid(recorded.pid) != recorded.pid:
        return False
    kill_group(recorded.pid)
    until = time.monotonic() + patience
    while trace(recorded.pid) == recorded and time.monotonic() < until:
        time.sleep(0.02)
    return True
