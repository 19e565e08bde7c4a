"""The way to the workflows: commands travel as updates that start the stream's workflow where it is not running."""

import asyncio
import random
from collections.abc import Coroutine
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from pydantic import BaseModel
from sqlalchemy import Row, String, bindparam
from sqlmodel import col, select
from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from schemas.act import Act, Receipt
from schemas.ids import new_id
from schemas.problems import PROBLEMS, Refused
from schemas.record import RecordCall, StreamStart
from storage.database import Database
from storage.journal import known_receipt
from storage.tables import Stream

PATIENCE = 8.0
"""Seconds until a command that got no answer is answered «unknown, repeat it»."""

ATTEMPT = 2.5
"""Seconds until one call is given up and sent again: one that meets a continue-as-new may never be answered."""

IN_FLIGHT = 8
"""Updates under way to one workflow; the server refuses more than ten."""

UNANSWERED = (RPCError, RuntimeError, WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError)
"""What the client raises when the server or the workflow gave no answer; what was asked may have been done or not."""

T = TypeVar("T")

_STANDING = select(Stream.seq, Stream.cycle, Stream.closed).where(col(Stream.id) == bindparam("stream", type_=String))
"""Without the state, which may be long and is not needed on the way."""


class Engine:
    """Sends commands to streams' workflows. One per process and event loop."""

    def __init__(self, client: Client, queue: str, database: Database) -> None:
        self._client = client
        self._queue = queue
        self._database = database
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def send(self, stream_id: str, command: BaseModel, act: Act) -> Receipt:
        """Have a command recorded and return its receipt.

        Raises Refused with the decider's code, or with `engine_unavailable` when nothing answered in time:
        the command may then have been recorded or not, and the same act may be sent again.
        """
        known = await self._database.briefly(known_receipt, self._database, act)
        if known is not None:
            return known
        call = RecordCall(stream_id=stream_id, command=command.model_dump(mode="json"), act=act)
        turn = self._turns.setdefault(stream_id, asyncio.Semaphore(IN_FLIGHT))
        give_up = asyncio.get_running_loop().time() + PATIENCE
        try:
            async with asyncio.timeout_at(give_up):
                await turn.acquire()
        except TimeoutError as failure:
            raise Refused("engine_unavailable") from failure
        try:
            # The server answers a known update id from memory, so each sending has its own; the record knows the act.
            return await self._until_answered(call, f"{act.id}:{new_id()}", give_up)
        finally:
            turn.release()

    async def nudge(self, stream_id: str, cycle: int | None = None) -> None:
        """Have a stream's workflow (of `cycle`, by default the present one) look at the record again.

        Raises Refused("engine_unavailable") when it does not within the usual patience.
        """
        stream = await self._database.briefly(self._stream, stream_id)
        start = self._start(stream_id, stream.cycle if cycle is None else cycle)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._execute("catch_up", stream.seq, start)
        except WorkflowUpdateFailedError:
            return  # it was in step
        except UNANSWERED as failure:
            raise Refused("engine_unavailable") from failure

    async def begin(self, stream_id: str, cycle: int) -> None:
        """Start a stream's workflow if it is not running; a worker carries it on as soon as there is one.

        Raises RPCError while the server does not answer.
        """
        await self._client.start_workflow(
            stream_id.partition("/")[0],
            StreamStart(stream_id=stream_id, cycle=cycle),
            id=f"{stream_id}/{cycle}",
            task_queue=self._queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )

    async def _until_answered(self, call: RecordCall, update_id: str, give_up: float) -> Receipt:
        loop = asyncio.get_running_loop()
        while True:
            try:
                async with asyncio.timeout_at(min(give_up, loop.time() + ATTEMPT)):
                    return await self._update(call, update_id)
            except WorkflowUpdateFailedError as failure:
                raise _refused(failure) from failure
            except UNANSWERED as failure:
                known = await self._database.briefly(known_receipt, self._database, call.act)
                if known is not None:
                    return known
                if loop.time() >= give_up:
                    raise Refused("engine_unavailable") from failure
                await asyncio.sleep(random.uniform(0.05, 0.3))

    async def _update(self, call: RecordCall, update_id: str) -> Receipt:
        stream = await self._database.briefly(self._stream, call.stream_id)
        cycle = stream.cycle + 1 if _begins_cycle(stream, call.command["type"]) else stream.cycle
        start = self._start(call.stream_id, cycle)
        receipt: Receipt = await self._execute("record", call, start, id=update_id, result_type=Receipt)
        return receipt

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
            StreamStart(stream_id=stream_id, cycle=cycle),
            id=f"{stream_id}/{cycle}",
            task_queue=self._queue,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        )

    def _stream(self, stream_id: str) -> Row[Any]:
        stream = self._database.row(_STANDING, stream=stream_id)
        if stream is None:
            raise Refused("not_found")
        return stream


class EngineFromThread:
    """The engine for synchronous activities, whose threads hand the work to the worker's event loop."""

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop) -> None:
        self._engine = engine
        self._loop = loop

    def send(self, stream_id: str, command: BaseModel, act: Act) -> Receipt:
        """As `Engine.send`."""
        return self._wait(self._engine.send(stream_id, command, act))

    def nudge(self, stream_id: str, cycle: int | None = None) -> None:
        """As `Engine.nudge`."""
        self._wait(self._engine.nudge(stream_id, cycle))

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=4 * PATIENCE)


def _begins_cycle(stream: Row[Any], command: str) -> bool:
    """A reopening is the first command of the next cycle, and so is news of one to a published document."""
    return command == "reopen" or (command == "read_sections" and stream.closed)


def _refused(failure: WorkflowUpdateFailedError) -> Refused:
    cause = failure.cause
    if isinstance(cause, ApplicationError) and cause.type in PROBLEMS:
        facts = cause.details[0] if cause.details else {}
        return Refused(cause.type, **facts)
    return Refused("engine_unavailable")


def _look_at(started: asyncio.Task[Any]) -> None:
    """A failed start whose exception nobody looked at would be logged as forgotten; the update says the same."""
    if not started.cancelled():
        started.exception()
