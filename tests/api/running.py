"""How a stage is set up: an installation in a folder, the API on it, and a worker of its own."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from starlette.testclient import TestClient

from activities.convert.reader import Converter
from app import pulse
from app.serve import build_house, refusals_written
from app.settings import Settings
from app.wiring import connect, open_parts
from schemas.conversion import Converted, ConvertSettings, TakenChanges
from schemas.ids import new_id
from services.identity.passwords import Passwords
from services.record.refusals import Budget, RefusalBook
from storage.tables import metadata
from tests.api.stage import Stage
from tests.api.world import Clock, World, any_application
from tests.servers.process import Server


class RunningClock(Clock):
    """The machine's clock, moved by what the test adds; the worker's is never moved."""

    def __call__(self) -> datetime:
        return datetime.now(UTC) + (self.now - self._began)

    def __init__(self) -> None:
        super().__init__()
        self._began = self.now


class RememberingConverter(Converter):
    """Reads and writes the same file once: many tests hand in the same text, and pandoc takes its time."""

    def __init__(self, settings: ConvertSettings) -> None:
        super().__init__(settings)
        self._read: dict[tuple[bytes, str, TakenChanges], Converted] = {}
        self._written: dict[tuple[tuple[str, ...], bytes], bytes] = {}

    def to_ast(self, content: bytes, filename: str, changes: TakenChanges = "accept") -> Converted:
        """As the converter reads it."""
        known = (content, filename, changes)
        if known not in self._read:
            self._read[known] = super().to_ast(content, filename, changes)
        return deepcopy(self._read[known])

    def run_pandoc(self, arguments: Sequence[str], given: bytes) -> bytes:
        """As pandoc writes it."""
        known = (tuple(arguments), given)
        if known not in self._written:
            self._written[known] = super().run_pandoc(arguments, given)
        return self._written[known]


@contextmanager
def running_stage(
    folder: Path, temporal_address: str, worker_command: Sequence[str] = ("app.cli", "worker"), **more: str
) -> Iterator[Stage]:
    """A fresh installation in `folder` with a worker of its own on that Temporal server, run as that module.

    `more` are settings of both besides.
    """
    queue = f"api-{new_id()}"
    # Nothing is signed while tests count rows; those of checkpoints make their own.
    chosen = {
        "checkpoint_minutes": "1440",
        "temporal_address": temporal_address,
        "temporal_namespace": "default",
        "temporal_task_queue": queue,
        **more,
    }
    settings = Settings.for_folder(folder, **chosen)
    parts = open_parts(settings)
    metadata.create_all(parts.database.writer)
    worker = Server(
        [sys.executable, "-m", *worker_command],
        folder / "worker.log",
        lambda: pulse.beats(settings, "worker", worker.pid),
        environment={f"VECHE_{name}".upper(): value for name, value in {"data": str(folder), **chosen}.items()},
    )
    clock = RunningClock()
    client = asyncio.run(connect(settings, lazy=True))
    converter = RememberingConverter(ConvertSettings(slots_folder=folder / "converters"))
    house = replace(
        build_house(parts, client),
        clock=clock,
        converter=converter,
        passwords=Passwords(rounds=1, memory=64),
        refusals=RefusalBook(Budget(actor=10_000, all=10_000)),
    )
    app = any_application(house)
    try:
        with TestClient(app, base_url=house.public_url) as http, refusals_written(house):
            world = World(house, clock, app, http)
            worker.start()
            yield Stage(world, worker, parts)
    finally:
        worker.end()
        parts.database.close()
