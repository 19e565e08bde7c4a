"""The way to the record and the workflows: a command is recorded at once, a workflow told what it has to know."""

import asyncio
import random
from collections.abc import Coroutine
from typing import Any, TypeVar

import structlog
from pydantic import BaseModel
from sqlalchemy import String, bindparam
from sqlmodel import col, select
from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.service import RPCError

from activities.recording.recorder import Recorder
from schemas.act import Act, Receipt
from schemas.problems import Refused
from schemas.record import RecordCall, RecordResult, Standing, StreamStart
from storage.database import Database
from storage.tables import Stream

PATIENCE = 8.0
"""Seconds until a workflow that gives no answer is left to the sweeper."""

ATTEMPT = 2.5
"""Seconds until one call is given up and made again."""

UNANSWERED = (RPCError, RuntimeError, WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError)
"""What the client raises when the server or the workflow gave no answer; what was asked may have been done or not."""

T = TypeVar("T")

log = structlog.get_logger()

_STANDING = select(Stream.seq, Stream.cycle).where(col(Stream.id) == bindparam("stream", type_=String))


class Engine:
    """Has commands recorded, and tells the streams' workflows. One per process and event loop."""

    def __init__(self, client: Client, queue: str, database: Database, recorder: Recorder) -> None:
        self._client = client
        self._queue = queue
        self._database = database
        self._recorder = recorder
        self._telling = set[asyncio.Task[None]]()

    async def send(self, stream_id: str, command: BaseModel, act: Act) -> Receipt:
        """Have a command recorded and return its receipt; its workflow is told beside.

        Raises Refused with the decider's code, or `database_unavailable`: the same act may then be sent again.
        """
        result = await asyncio.to_thread(self.record, stream_id, command, act)
        if result.moved:
            telling = asyncio.create_task(self.tell(stream_id, result.standing))
            self._telling.add(telling)
            telling.add_done_callback(self._told)
        return receipt_in(result)

    def record(self, stream_id: str, command: BaseModel, act: Act) -> RecordResult:
        """Record a command, in the calling thread; whoever calls has the workflow told if the stream moved."""
        return self._recorder.record(RecordCall(stream_id=stream_id, command=command.model_dump(mode="json"), act=act))

    async def tell(self, stream_id: str, standing: Standing) -> None:
        """Tell a stream's workflow how it stands, starting it where it does not run.

        One that cannot be reached is left to the sweeper.
        """
        loop = asyncio.get_running_loop()
        give_up = loop.time() + PATIENCE
        while True:
            try:
                async with asyncio.timeout_at(min(give_up, loop.time() + ATTEMPT)):
                    return await self._signal(stream_id, standing)
            except UNANSWERED as failure:
                if loop.time() >= give_up:
                    log.warning("workflow_not_told", stream=stream_id, error=type(failure).__name__)
                    return None
                await asyncio.sleep(random.uniform(0.05, 0.3))

    async def nudge(self, stream_id: str, cycle: int | None = None) -> None:
        """Have a stream's workflow (of `cycle`, by default the present one) look at the record again.

        Raises Refused("engine_unavailable") when it does not within the usual patience.
        """
        seq, current = await self._database.briefly(self._stream, stream_id)
        start = self._start(stream_id, current if cycle is None else cycle)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._execute("catch_up", seq, start)
        except WorkflowUpdateFailedError:
            return  # it was in step
        except UNANSWERED as failure:
            raise Refused("engine_unavailable") from failure

    async def _signal(self, stream_id: str, standing: Standing) -> None:
        """One call to the server: the signal, and the start if there is nobody to get it."""
        await self._client.start_workflow(
            stream_id.partition("/")[0],
            _begun(stream_id, standing.cycle, standing),
            id=f"{stream_id}/{standing.cycle}",
            task_queue=self._queue,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            start_signal="moved",
            start_signal_args=[standing],
        )

    def _told(self, telling: "asyncio.Task[None]") -> None:
        self._telling.discard(telling)
        _look_at(telling)

    async def begin(self, stream_id: str, cycle: int) -> None:
        """Start a stream's workflow if it is not running; a worker carries it on as soon as there is one.

        Raises RPCError while the server does not answer.
        """
        await self._client.start_workflow(
            stream_id.partition("/")[0],
            _begun(stream_id, cycle),
            id=f"{stream_id}/{cycle}",
            task_queue=self._queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )

    async def _execute(
        self, update: str, given: Any, start: WithStartWorkflowOperation[Any, Any], **options: Any
    ) -> Any:
        started = asyncio.ensure_future(start.workflow_handle())
        started.add_done_callback(_look_at)
        try:
            return await self._client.execute_update_with_start_workflow(
                update, given, start_workflow_operation=start, **options
            )
        finally:
            await asyncio.sleep(0)
            started.cancel()

    def _start(self, stream_id: str, cycle: int) -> WithStartWorkflowOperation[Any, Any]:
        return WithStartWorkflowOperation(
            stream_id.partition("/")[0],
            _begun(stream_id, cycle),
            id=f"{stream_id}/{cycle}",
            task_queue=self._queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )

    def _stream(self, stream_id: str) -> tuple[int, int]:
        """Its sequence and its cycle."""
        row = self._database.row(_STANDING, stream=stream_id)
        if row is None:
            raise Refused("not_found")
        return row.seq, row.cycle


class EngineFromThread:
    """The engine for synchronous activities, whose threads record themselves and have the event loop tell."""

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop) -> None:
        self._engine = engine
        self._loop = loop

    def send(self, stream_id: str, command: BaseModel, act: Act) -> Receipt:
        """As `Engine.send`; returns when the workflow was told, so that no more starts are under way than threads."""
        result = self._engine.record(stream_id, command, act)
        if result.moved:
            self._wait(self._engine.tell(stream_id, result.standing))
        return receipt_in(result)

    def nudge(self, stream_id: str, cycle: int | None = None) -> None:
        """As `Engine.nudge`."""
        self._wait(self._engine.nudge(stream_id, cycle))

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=4 * PATIENCE)


def _begun(stream_id: str, cycle: int, standing: Standing | None = None) -> StreamStart:
    """What follows from a document's events may take minutes; from a section's, milliseconds."""
    return StreamStart(
        stream_id=stream_id, cycle=cycle, standing=standing, follows_here=stream_id.startswith("section/")
    )


def receipt_in(result: RecordResult) -> Receipt:
    """The receipt of what was recorded; raises the refusal if it was refused."""
    if result.refusal is not None:
        raise Refused(result.refusal.code, **result.refusal.facts)
    assert result.receipt is not None
    return result.receipt


def _look_at(task: "asyncio.Task[Any]") -> None:
    """An exception that nobody looked at would be logged as forgotten; the sweeper heals what it left undone."""
    if not task.cancelled():
        task.exception()
