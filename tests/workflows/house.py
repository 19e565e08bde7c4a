"""An installation on real parts: an engine, a worker as the application builds it, and a clock that may skip."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from activities.engine import Engine
from activities.sweeper import Sweeper
from app.clock import utc_now
from app.settings import Settings
from app.wiring import THREADS, Parts, build_worker
from schemas.act import Act, Receipt
from schemas.document_commands import LaunchDocument
from schemas.ids import new_id
from schemas.policy import Policy
from schemas.problems import Refused
from schemas.record import Standing
from schemas.section import Head, Verdict
from schemas.section_commands import GiveVerdict, Sign
from storage.database import Database
from storage.objects import open_store
from storage.tables import Document, Uptime
from tests.workflows.records import APPROVERS, EDITORS, LEADERS, REVIEWERS, Records, prepare

T = TypeVar("T")


class VirtualClock:
    """The time-skipping server's clock, for threads; asking it on the event loop would wait for ever."""

    def __init__(self, environment: WorkflowEnvironment) -> None:
        self._environment = environment
        self._loop = asyncio.get_running_loop()

    def __call__(self) -> datetime:
        return asyncio.run_coroutine_threadsafe(self._environment.get_current_time(), self._loop).result(10)


async def connected(address: str, identity: str) -> Client:
    """A client of a server that may listen already and not serve yet."""
    for _ in range(100):
        with suppress(RuntimeError):
            return await Client.connect(address, data_converter=pydantic_data_converter, identity=identity)
        await asyncio.sleep(0.1)
    raise AssertionError(f"nothing serves at {address}")


async def eventually(seen: Callable[[], T], patience: float = 60.0) -> T:
    """What `seen` returns as soon as it is true; it is called in a thread."""
    give_up = time.monotonic() + patience
    while True:
        if found := await asyncio.to_thread(seen):
            return found
        assert time.monotonic() < give_up, f"not seen within {patience:g} s"
        await asyncio.sleep(0.02)


def course(standing: Standing) -> tuple[Any, ...]:
    """What a workflow acts on; commands after which nothing has to be done only lengthen the record."""
    return standing.cycle, standing.closed, standing.behind, standing.next_alarm


@dataclass
class Installation(Records):
    """A document and the way to move it."""

    client: Client
    engine: Engine

    @asynccontextmanager
    async def worker(self, **options: Any) -> AsyncIterator[None]:
        """A worker as the application builds it, until the block is left."""
        with ThreadPoolExecutor(THREADS) as threads:
            async with build_worker(self.parts, self.client, threads, **options):
                yield

    @asynccontextmanager
    async def sweeper(self, lag: timedelta, **options: Any) -> AsyncIterator[None]:
        """The sweeper of a worker, with a lag of its own, until the block is left."""
        task = asyncio.create_task(
            Sweeper(self.parts.database, self.engine, self.parts.clock, lag, lag, **options).run()
        )
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def status(self, workflow_id: str) -> str:
        """How a workflow stands with the server."""
        described = await self.client.get_workflow_handle(workflow_id).describe()
        assert described.status is not None
        return described.status.name

    async def until_in_step(self, place: int = 0) -> None:
        """Wait until the section's workflow says of what it acts on what the record says."""
        said = None
        handle = self.client.get_workflow_handle(f"{self.stream_id(place)}/{self.state(place).cycle}")
        for _ in range(300):
            with suppress(RPCError):
                said = await handle.query("standing", result_type=Standing, rpc_timeout=timedelta(seconds=2))
            if said is not None and course(said) == course(self.parts.recorder.standing(self.stream_id(place))):
                return
            await asyncio.sleep(0.2)
        raise AssertionError(f"section {place}: its workflow says {said}")

    async def launch(self) -> None:
        """Launch the document and wait until every section is in drafting."""
        with self.parts.database.read() as session:
            policy = Policy.model_validate(session.get_one(Document, self.document_id).policy)
        await self.act("coordinator", LaunchDocument(coordinator_id="coordinator", approvers=LEADERS, policy=policy))
        await eventually(lambda: all(self.state(place).phase != "planned" for place in range(len(self.sections))))

    async def act(self, actor: str, command: BaseModel, place: int | None = None, act: str = "") -> Receipt:
        """Have a command of `actor` recorded, to the document or the section at `place`; `act` names a repetition."""
        return await self.tell(self.document if place is None else self.stream_id(place), actor, command, act)

    async def tell(self, stream_id: str, actor: str, command: BaseModel, act: str = "") -> Receipt:
        """The same, to whatever stream, and sent again for as long as nobody answers, as a client does."""
        asked = Act(id=act or new_id(), body_hash="", actor_id=actor)
        while True:
            try:
                return await self.engine.send(stream_id, command, asked)
            except Refused as refused:
                if refused.code != "engine_unavailable":
                    raise

    async def submit(self, words: str = "Первый вариант.", place: int = 0) -> Head:
        """Hand a revision in and have it recorded."""
        await self.act(EDITORS[0], await asyncio.to_thread(self.hand_in, words, EDITORS[0], place), place)
        return self.head(place)

    async def agree(self, place: int = 0, people: tuple[str, ...] = REVIEWERS) -> None:
        """Have everybody agree to the head."""
        for person in people:
            await self.act(person, GiveVerdict(revision_id=self.head(place).revision_id, verdict=Verdict.AGREE), place)

    async def sign(self, place: int = 0, people: tuple[str, ...] = APPROVERS) -> None:
        """Have everybody sign the head."""
        head = self.head(place)
        for person in people:
            await self.act(person, Sign(revision_id=head.revision_id, text_hash=head.text_hash), place)

    async def approve(self, place: int = 0, words: str = "Первый вариант.") -> None:
        """From drafting to approved."""
        await self.submit(words, place)
        await self.agree(place)
        await self.sign(place)


@dataclass
class SkippingInstallation(Installation):
    """An installation on the server whose clock skips."""

    environment: WorkflowEnvironment

    async def pass_time(self, stretch: timedelta, *, posting: bool = True) -> None:
        """Let the clock run, stopping at every alarm until it has rung and, if `posting`, its letters have left."""
        until = await self.environment.get_current_time() + stretch
        await self._post(posting)
        while (alarm := self.next_alarm_at()) is not None and alarm <= until:
            await self.environment.sleep(max(alarm - await self.environment.get_current_time(), timedelta(0)))
            await eventually(partial(self._has_rung, alarm))
            await self._post(posting)
        await self.environment.sleep(max(until - await self.environment.get_current_time(), timedelta(0)))

    def _has_rung(self, alarm: datetime) -> bool:
        return self.next_alarm_at() != alarm

    async def _post(self, posting: bool) -> None:
        if posting:
            await asyncio.to_thread(self.dispatch)


def settings_for(folder: Path, database_url: str, address: str, queue: str) -> Settings:
    """Everything in `folder` but the database and the Temporal server; letters go into its outbox."""
    return Settings.for_folder(
        folder,
        database_url=database_url,
        temporal_address=address,
        temporal_namespace="default",
        temporal_task_queue=queue,
    )


def open_trial(settings: Settings, clock: Callable[[], datetime] = utc_now) -> Parts:
    """The parts that `settings` name, with `clock`."""
    return Parts(settings, Database(settings.database_url), open_store(settings.object_store_url), clock)


@asynccontextmanager
async def installation(
    settings: Settings, client: Client, *, policy: Policy, sections: int = 1
) -> AsyncIterator[Installation]:
    """An installation on a server in real time; no worker runs yet."""
    parts = open_trial(settings)
    try:
        document_id, made = prepare(parts, policy=policy, sections=sections)
        yield Installation(parts, document_id, made, client, parts.engine(client))
    finally:
        parts.database.close()


@asynccontextmanager
async def skipping_installation(
    environment: WorkflowEnvironment, settings: Settings, *, policy: Policy, up: bool = True
) -> AsyncIterator[SkippingInstallation]:
    """An installation on a time-skipping server, its worker running and its document launched.

    `up` says whether the service is on record as having been up all the time.
    """
    parts = open_trial(settings, VirtualClock(environment))
    try:
        document_id, made = prepare(parts, policy=policy)
        if up:
            now = datetime.now(UTC)
            with parts.database.write() as session:
                session.add(Uptime(id=new_id(), since=now, until=now + timedelta(days=400)))
        engine = parts.engine(environment.client)
        house = SkippingInstallation(parts, document_id, made, environment.client, engine, environment)
        async with house.worker():
            await house.launch()
            yield house
    finally:
        parts.database.close()


Open = Callable[..., AbstractAsyncContextManager[SkippingInstallation]]
"""`async with skipping(policy)`: a launched installation on a clock that skips."""


def lose_text(house: Installation) -> Path:
    """Move the head's text out of the store; the path it is to be found at."""
    text_hash = house.head().text_hash
    (path,) = [file for file in house.parts.settings.data.rglob(text_hash) if file.is_file()]
    path.rename(path.with_suffix(".lost"))
    return path
