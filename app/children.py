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

from app.processes import die_with_parent, kill_group, trace
from app.speech import say
from app.state import ChildState

_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 10.0
_STEADY = 30.0
"""A child that lived this many seconds starts again after the first pause, not the last one."""
_LOG_LIMIT = 10_000_000


def veche(*arguments: str) -> list[str]:
    """The command line of a `veche` command as a process of its own."""
    # -P keeps the current folder out of the import path: another `app` there is not ours.
    return [sys.executable, "-P", "-m", "app.cli", *arguments]


def spawn(command: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a process in its own group that dies with this one and writes to the end of `log`.

    A log past ten megabytes is put aside as `<log>.1` first.
    """
    log.parent.mkdir(exist_ok=True)
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_name(f"{log.name}.1"))
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=die_with_parent(),  # noqa: PLW1509  the supervisor has one thread
        )


def exit_code(process: subprocess.Popen[bytes]) -> int | None:
    """How a process ended, as Popen's return code, and its group killed; None while it runs."""
    if process.returncode is None:
        # Until it is collected nobody else can get its number, so its group is surely the one we started.
        if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            return None
        kill_group(process.pid)
    return process.wait()


@dataclass
class Child:
    """One child; `asks` tells from its process number whether it answers; private instants are monotonic."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    port: int | None
    asks: Callable[[int], bool]

    restarts: int = 0
    answers: bool = False
    last_exit: int | None = None
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _pause: float = _FIRST_PAUSE
    _start_at: float = 0.0

    def start(self) -> None:
        """Start the process; `since` is now."""
        self.process = spawn(self.command, self.environment, self.log)
        self.since = datetime.now(UTC)
        self._started = time.monotonic()

    def tend(self) -> None:
        """Notice a death and say it, start again when the pause is over, and ask whether it answers."""
        if self.process is None:
            if time.monotonic() >= self._start_at:
                self.restarts += 1
                self.start()
            return
        code = exit_code(self.process)
        if code is None:
            self.answers = self.asks(self.process.pid)
        else:
            self._died(code)

    def _died(self, code: int) -> None:
        now = time.monotonic()
        if now - self._started > _STEADY:
            self._pause = _FIRST_PAUSE
        self.process, self.answers, self.last_exit, self.since = None, False, code, datetime.now(UTC)
        self._start_at = now + self._pause
        say(
            f"{self.name} завершился (код {code}), запуск снова через {self._pause:g} с; журнал: {self.log}",
            f"{self.name} ended (code {code}), starting again in {self._pause:g} s; log: {self.log}",
        )
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)

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
