"""A worker process to be killed: `python -m tests.workflows.worker_program FOLDER DATABASE ADDRESS QUEUE [COMMAND…]`.

With commands it dies by itself in the worst moment: each of their transactions commits and is held, and when as
many as were named are done, the process ends before Temporal hears of any.
"""

import asyncio
import os
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from temporalio import activity

from activities.recording.recorder import Recorder
from app.wiring import THREADS, Parts, build_worker, connect
from schemas.record import RecordCall, RecordResult
from tests.workflows.house import open_trial, settings_for

DIED = 9


class Dying(Recorder):
    """The authority of a process that dies between the commits and everything else."""

    def __init__(self, parts: Parts, commands: Counter[str]) -> None:
        super().__init__(parts.database, parts.calendar, parts.clock)
        self._left = commands
        self._lock = threading.Lock()

    @activity.defn(name="record", no_thread_cancel_exception=True)
    def record(self, call: RecordCall) -> RecordResult:
        result = super().record(call)
        kind = call.command["type"]
        with self._lock:
            held = self._left[kind] > 0
            self._left[kind] -= held
            if held and not self._left.total():
                os._exit(DIED)
        if held:
            threading.Event().wait()
        return result


@dataclass(frozen=True)
class DyingParts(Parts):
    """The application's parts with that authority."""

    commands: tuple[str, ...] = ()

    @property
    def recorder(self) -> Recorder:
        return Dying(self, Counter(self.commands))


async def work(folder: str, database_url: str, address: str, queue: str, *commands: str) -> None:
    """Work until killed."""
    settings = settings_for(Path(folder), database_url, address, queue)
    parts = open_trial(settings)
    if commands:
        parts = DyingParts(settings, parts.database, parts.store, commands=commands)
    client = await connect(settings)
    with ThreadPoolExecutor(THREADS) as threads:
        async with build_worker(parts, client, threads):
            (Path(folder) / "worker.pid").write_text(str(os.getpid()))
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
