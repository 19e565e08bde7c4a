"""Reading small texts by a pandoc that stays started: in the same jail, and in pandoc's sandbox, text after text."""

import os
import select
import signal
import subprocess
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from activities.convert.jail import Jail
from activities.convert.pandoc import pandoc_script

MOST_BYTES = 60_000
"""Of what is read warm: less than a pipe holds, so that handing it over never waits."""
READINGS = 200
"""After so many a process is replaced: what one text may have left in it, others do not meet for long."""
_PATIENCE = 1.0
"""Seconds that a warm reading may take. What takes longer begins anew in a jail of its own, which has the last word."""
_TURN = 0.2
"""Seconds that one waits for the process while it reads for somebody else."""


class WarmReader:
    """At most one process for all threads; whatever goes wrong with it is no answer, never a refusal."""

    def __init__(self, jail: Jail) -> None:
        self._jail = jail
        self._turn = threading.Lock()
        self._standing = _Standing()
        weakref.finalize(self, self._standing.end)
        # The kernel ends the process with the thread that started it, so that thread must last.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="warm reader")

    def read(self, reader: str, content: bytes) -> bytes | None:
        """The AST as JSON, as pandoc itself would write it; None where a conversion of its own has to tell."""
        if len(content) > MOST_BYTES or not self._turn.acquire(timeout=_TURN):
            return None
        try:
            return self._answer(reader, content)
        except (OSError, ValueError):
            self._standing.end()
            return None
        finally:
            self._turn.release()

    def _answer(self, reader: str, content: bytes) -> bytes | None:
        if self._standing.is_spent():
            self._standing.end()
            self._starter.submit(self._start).result()
        answer = self._standing.ask(b"%s %d\n%s" % (reader.encode(), len(content), content))
        length = int(answer.line())
        if length > self._jail.settings.output_bytes:
            raise ValueError(length)
        return answer.body(length) if length >= 0 else None

    def _start(self) -> None:
        program = pandoc_script(self._jail.settings.heap_bytes, Path(__file__).with_name("warm.lua"))
        self._standing.process = self._jail.start(program, cpu_seconds=int(READINGS * _PATIENCE))


class _Standing:
    """The process, if there is one, and how often it was asked."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.asked = 0

    def is_spent(self) -> bool:
        return self.process is None or self.process.poll() is not None or self.asked >= READINGS

    def ask(self, question: bytes) -> "_Answer":
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.asked += 1
        self.process.stdin.write(question)
        return _Answer(self.process.stdout.fileno(), time.monotonic() + _PATIENCE)

    def end(self) -> None:
        process, self.process, self.asked = self.process, None, 0
        if process is None:
            return
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()


class _Answer:
    """What comes out of a pipe until an instant of the monotonic clock; else TimeoutError, and OSError at its end."""

    def __init__(self, pipe: int, until: float) -> None:
        self._pipe = pipe
        self._until = until
        self._came = b""

    def line(self) -> bytes:
        while b"\n" not in self._came:
            self._came += self._more()
        line, _, self._came = self._came.partition(b"\n")
        return line

    def body(self, length: int) -> bytes:
        parts, there = [self._came], len(self._came)
        while there < length:
            parts.append(self._more())
            there += len(parts[-1])
        return b"".join(parts)

    def _more(self) -> bytes:
        if not select.select([self._pipe], [], [], max(0.0, self._until - time.monotonic()))[0]:
            raise TimeoutError
        came = os.read(self._pipe, 1 << 16)
        if not came:
            raise BrokenPipeError
        return came
