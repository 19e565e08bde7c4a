"""A child process of `veche up`: started, watched, restarted with a growing pause, stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from app.processes import die_with_parent, kill_group, trace
from app.speech import say
from app.state import ChildState

_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0
_STEADY = 30.0
"""A child that lived this many seconds starts again at once."""
_LOG_LIMIT = 10_000_000


def veche(*arguments: str) -> list[str]:
    """The command line of a `veche` command as a process of its own."""
    # -P keeps the current folder out of the import path: another `app` there is not ours.
    return [sys.executable, "-P", "-m", "app.cli", *arguments]


class Process(Protocol):
    """A child that was started, as `subprocess.Popen` shows one."""

    pid: int
    returncode: int | None

    def wait(self) -> int:
        """Wait for its end and return how it ended."""

    def send_signal(self, sig: int) -> None:
        """Send it a signal, unless it was collected."""


def open_log(log: Path) -> BinaryIO:
    """The end of a log; one past ten megabytes is put aside as `<log>.1` first."""
    log.parent.mkdir(exist_ok=True)
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_name(f"{log.name}.1"))
    return log.open("ab")


def spawn(command: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a program in its own group that dies with this process and writes to the end of `log`."""
    with open_log(log) as output:
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=die_with_parent(),  # noqa: PLW1509  the supervisor has one thread
        )


def exit_code(process: Process) -> int | None:
    """How a process ended, as Popen's return code, and its group killed; None while it runs."""
    if process.returncode is None:
        # Until it is collected nobody else can get its number, so its group is surely the one we started.
        if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return None
        kill_group(process.pid)
    return process.wait()


@dataclass
class Child:
    """One child: `starts` starts it, `asks` tells from its process number whether it answers.

    Private instants are monotonic.
    """

    name: str
    starts: Callable[[], Process]
    log: Path
    port: int | None
    asks: Callable[[int], bool]

    restarts: int = 0
    answers: bool = False
    last_exit: int | None = None
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    process: Process | None = None
    _started: float = 0.0
    _pause: float = 0.0
    _start_at: float = 0.0

    def start(self) -> None:
        """Start the process; `since` is now."""
        self.process = self.starts()
        self.since = datetime.now(UTC)
        self._started = time.monotonic()

    def tend(self) -> None:
        """Notice a death and say it, start again when the pause is over, and ask whether it answers."""
        if self.process is not None and (code := exit_code(self.process)) is not None:
            self._died(code)
        if self.process is not None:
            self.answers = self.asks(self.process.pid)
        elif time.monotonic() >= self._start_at:
            self.restarts += 1
            self.start()

    def _died(self, code: int) -> None:
        now = time.monotonic()
        if now - self._started > _STEADY:
            self._pause = 0.0
        self.process, self.answers, self.last_exit, self.since = None, False, code, datetime.now(UTC)
        self._start_at = now + self._pause
        say(
            f"{self.name} завершился (код {code}), запуск снова через {self._pause:g} с; журнал: {self.log}",
            f"{self.name} ended (code {code}), starting again in {self._pause:g} s; log: {self.log}",
        )
        self._pause = min(max(2 * self._pause, _SHORTEST_PAUSE), _LONGEST_PAUSE)

    def terminate(self) -> None:
        """Ask the process to end."""
        if self.process is not None and exit_code(self.process) is None:
            self.process.send_signal(signal.SIGTERM)

    def is_gone(self) -> bool:
        """Whether nothing of it runs any more."""
        return self.process is None or exit_code(self.process) is not None

    def kill(self) -> None:
        """End the process and all it started at once."""
        if self.process is not None and self.process.returncode is None:
            kill_group(self.process.pid)
            self.process.wait()

    def state(self) -> ChildState:
        """What the state file tells about it."""
        return ChildState(
            process=trace(self.process.pid) if self.process else None,
            port=self.port,
            restarts=self.restarts,
            since=self.since,
            answers=self.answers,
            last_exit=self.last_exit,
        )
