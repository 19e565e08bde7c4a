"""A server as a child process: started, waited for, ended for sure."""

import contextlib
import ctypes
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

LOOPBACK = "127.0.0.1"
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)
_SECONDS_TO_START = 60
_SECONDS_TO_END = 15


class PartMissing(Exception):
    """This machine lacks a program that a test server needs; the message says which and where it is from."""


class Server:
    """One program in a session of its own, so that its whole process group can be killed.

    `answers` tells whether it serves; `ends_by` is the signal that ends it, also when the tests are killed.
    """

    def __init__(
        self,
        command: list[str],
        log: Path,
        answers: Callable[[], bool],
        *,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
        ends_by: signal.Signals = signal.SIGKILL,
    ) -> None:
        self.command = command
        self.log = log
        self._answers = answers
        self._environment = {**os.environ, **(environment or {})}
        self._user = user
        self._ends_by = ends_by
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id; only while it runs."""
        assert self._process is not None, "the server is not running"
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether its process lives, serving or not."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and return when it serves; may be called again after `end`, on the same ports and data.

        Raises `RuntimeError` with the end of its log when it exits or does not serve within a minute.
        """
        self.launch()
        give_up_at = time.monotonic() + _SECONDS_TO_START
        while not self._answers():
            if not self.runs or time.monotonic() > give_up_at:
                self.end()
                raise RuntimeError(f"{self.command[0]} does not serve:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def launch(self) -> None:
        """Start it and return at once, from a thread that lives longer than it: the kernel ends it with that one."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment,
                start_new_session=True,
                user=self._user,
                group=pwd.getpwnam(self._user).pw_gid if self._user else None,
                extra_groups=[] if self._user else None,
                # After the change of user, which would clear it; libc is loaded beforehand.
                preexec_fn=self._die_with_the_tests,  # noqa: PLW1509
            )

    def kill(self) -> None:
        """End it and everything it started by SIGKILL, as a failing machine does, and wait until it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        self._signal_tree(process.pid, signal.SIGKILL)
        process.wait()

    def pause(self) -> None:
        """Stop it and everything it started in mid-air: its connections stay and nothing answers."""
        self._signal_tree(self.pid, signal.SIGSTOP)
        # The signal is only sent then: a thread that runs on another processor may still answer somebody.
        give_up_at = time.monotonic() + _SECONDS_TO_END
        while not all(map(_is_stopped, (self.pid, *_descendants(self.pid)))):
            assert time.monotonic() < give_up_at, "the server does not stop"
            time.sleep(0.01)

    def resume(self) -> None:
        """Let it go on after `pause`."""
        self._signal_tree(self.pid, signal.SIGCONT)

    def _signal_tree(self, leader: int, number: signal.Signals) -> None:
        # PostgreSQL's backends lead sessions of their own, so the process group alone would miss them.
        for pid in (leader, *_descendants(leader)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def end(self) -> None:
        """End it and wait until it is gone; a server that has ended already is no error."""
        process, self._process = self._process, None
        if process is None:
            return
        _signal_group(process.pid, self._ends_by)
        try:
            process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            _signal_group(process.pid, signal.SIGKILL)
            process.wait()

    def _die_with_the_tests(self) -> None:
        if sys.platform == "linux":
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(self._ends_by))


def find_program(name: str, comes_from: str, *folders: Path) -> str:
    """The path of a program beside this Python, on the PATH or in one of `folders`; else `PartMissing`."""
    places = [Path(sys.executable).parent, *map(Path, os.get_exec_path()), *folders]
    path = shutil.which(name, path=os.pathsep.join(map(str, places)))
    if path is None:
        raise PartMissing(f"the program {name} is not on this machine; it comes from {comes_from}")
    return path


def free_ports(count: int) -> list[int]:
    """Different free ports on loopback, each with port + 10000 free too, where weed puts its gRPC.

    All lie below 32768, where the system's own choice for connections begins, so only another picker could
    take one before it is used, and the random choice makes that unlikely.
    """
    candidates = random.SystemRandom().sample(range(10_000, 22_768), 200)
    ports = [port for port in candidates if _is_free(port) and _is_free(port + 10_000)][:count]
    assert len(ports) == count, "no free ports"
    return ports


def listens(port: int) -> bool:
    """Whether something accepts connections on this port of loopback."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def _descendants(leader: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    found: list[int] = []
    for children in Path(f"/proc/{leader}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, children.read_text().split()):
                found += [child, *_descendants(child)]
    return found


def _is_stopped(pid: int) -> bool:
    """Whether every thread of a process stands still, or is gone."""
    states = []
    for thread in Path(f"/proc/{pid}/task").glob("*/stat"):
        with contextlib.suppress(OSError):
            states.append(thread.read_text().rpartition(")")[2].split()[0])
    return set(states) <= set("TtXZ")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _signal_group(leader: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, number)
