"""An installation in one process, API and worker on one watched boundary, and what a command left behind in it."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlmodel import func, select
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send
from temporalio import activity
from temporalio.client import Client
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from activities.convert.reader import Converter
from activities.engine import Engine
from activities.options import FOLLOW_UP
from activities.sweeper import Sweeper
from app.serve import build_house
from app.settings import Settings
from app.wiring import THREADS, Parts, build_worker, connect, open_parts
from schemas.conversion import ConvertSettings
from schemas.ids import new_id
from services.identity.passwords import Passwords
from services.record.refusals import Budget, RefusalBook
from storage.tables import Event, Notice, Revision, metadata
from tests.api.running import RememberingConverter, RunningClock
from tests.api.stage import Stage
from tests.api.world import World, any_application
from tests.faults.boundary import Boundary, Died, WatchedEngine, WatchedStore, watch_database

LAG = timedelta(seconds=0.5)
"""How soon the sweeper looks after what a process left that died before it told a workflow."""

SOON = RetryPolicy(initial_interval=timedelta(milliseconds=50), maximum_attempts=8)
"""Follow-ups are tried as often as ever, without the pauses: hundreds of faults wait for one each."""


class Dropped(Exception):
    """The connection broke before the answer: the process that was to give it has died."""


@dataclass(frozen=True)
class WatchedParts(Parts):
    """The application's parts on a watched boundary."""

    boundary: Boundary | None = None

    @cached_property
    def converter(self) -> Converter:
        """No converter is on the boundary, and one edition is made hundreds of times."""
        return RememberingConverter(ConvertSettings(slots_folder=self.settings.data / "converters"))

    def engine(self, client: Client) -> Engine:
        """The way to the workflows, watched."""
        engine = WatchedEngine(client, self.settings.temporal_task_queue, self.database, self.recorder)
        assert self.boundary is not None
        engine.boundary = self.boundary
        return engine


@dataclass(frozen=True)
class Trial:
    """A stage and the boundary under it."""

    stage: Stage
    boundary: Boundary

    def left_behind(self) -> Counter[str]:
        """What there is of everything that acts write, once all is followed up."""
        found = Counter(self.stage.rows())
        kinds = {"event": Event.type, "notice": Notice.kind, "revision": Revision.state}
        with self.stage.parts.database.read() as session:
            for name, kind in kinds.items():
                for value, number in session.exec(select(kind, func.count()).group_by(kind)):  # type: ignore[call-overload]
                    found[f"{name} {value}"] = number
        return found


@contextmanager
def running_trial(folder: Path, temporal_address: str, database_url: str) -> Iterator[Trial]:
    """A fresh installation on these servers."""
    settings = Settings.for_folder(
        folder,
        database_url=database_url,
        checkpoint_minutes=1440,
        temporal_address=temporal_address,
        temporal_namespace="default",
        temporal_task_queue=f"faults-{new_id()}",
    )
    boundary = Boundary()
    opened = open_parts(settings)
    watched = WatchedStore(opened.store, boundary)
    parts = WatchedParts(settings, opened.database, watched, boundary=boundary)  # type: ignore[arg-type]
    metadata.create_all(parts.database.writer)
    watch_database(parts.database, boundary)
    clock = RunningClock()
    house = replace(
        build_house(parts, asyncio.run(connect(settings, lazy=True))),
        clock=clock,
        converter=parts.converter,
        passwords=Passwords(rounds=1, memory=64),
        refusals=RefusalBook(Budget(actor=10_000, all=10_000)),
    )
    app = any_application(house)
    with _impatient(), _worker(parts), TestClient(_dropping(app), base_url=house.public_url) as http:
        world = World(house, clock, app, http)
        yield Trial(Stage(world, None, parts), boundary)  # type: ignore[arg-type]  its worker is a thread here
    parts.database.close()


@contextmanager
def _impatient() -> Iterator[None]:
    usual = FOLLOW_UP["retry_policy"]
    FOLLOW_UP["retry_policy"] = SOON
    try:
        yield
    finally:
        FOLLOW_UP["retry_policy"] = usual


def _dropping(app: ASGIApp) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Died as died:
            raise Dropped(str(died)) from died

    return answer


@contextmanager
def _worker(parts: WatchedParts) -> Iterator[None]:
    """A worker in a thread of its own, as the application builds it."""
    ready, over = threading.Event(), threading.Event()

    async def work() -> None:
        client = await connect(parts.settings)
        with ThreadPoolExecutor(THREADS) as threads:
            async with build_worker(parts, client, threads, interceptors=[_Revived(parts.boundary)]):
                # It has calls of its own, which are not those of the command, so they are not watched.
                engine = Parts.engine(parts, client)
                sweeping = asyncio.create_task(Sweeper(parts.database, engine, parts.clock, LAG).run())
                ready.set()
                await asyncio.to_thread(over.wait)
                sweeping.cancel()
                await asyncio.gather(sweeping, return_exceptions=True)

    thread = threading.Thread(target=lambda: asyncio.run(work()))
    thread.start()
    assert ready.wait(60)
    try:
        yield
    finally:
        over.set()
        thread.join()


class _Revived(Interceptor):
    """A worker that died is started again at once, and its activities are tried again."""

    def __init__(self, boundary: Boundary | None) -> None:
        assert boundary is not None
        self._boundary = boundary

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        return _RevivedActivities(next, self._boundary)


class _RevivedActivities(ActivityInboundInterceptor):
    def __init__(self, next: ActivityInboundInterceptor, boundary: Boundary) -> None:
        super().__init__(next)
        self._boundary = boundary

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        try:
            done = await super().execute_activity(input)
        except Died as died:
            raise ApplicationError("died", type="died") from died
        if self._boundary.twice and activity.info().attempt == 1:
            self._boundary.repeated += 1
            raise ApplicationError("died before it could say so", type="died")
        return done
