"""`Reconciler`: holds the workflows against the record, which is the authority, and begins those that are missing."""

import asyncio
from collections import defaultdict
from datetime import timedelta

from sqlmodel import col, or_, select
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode

from activities.engine import Engine
from activities.recording.recorder import Recorder
from schemas.problems import Refused
from schemas.reconciliation import Reconciliation
from schemas.record import Standing
from storage.database import Database
from storage.named_objects import named_objects
from storage.objects import ObjectStore
from storage.tables import Stream

AT_ONCE = 8
ANSWER = timedelta(seconds=5)
"""How long a workflow has to say how it stands; without a worker none can."""

_NOT_BEGUN = ("setup", "planned")
_WHY = "it knew what is not on record"


class Reconciler:
    """Looks at every open stream once; may run beside workers, and without any."""

    def __init__(self, client: Client, queue: str, engine: Engine, recorder: Recorder, database: Database) -> None:
        self._client = client
        self._queue = queue
        self._engine = engine
        self._recorder = recorder
        self._database = database
        self._found: dict[str, list[str]] = defaultdict(list)

    async def reconcile(self, store: ObjectStore, *, end: bool) -> Reconciliation:
        """Begin what is missing, nudge what is behind, and tell the rest.

        With `end`, workflows that know more than the record begin anew and those of no stream end.
        Raises RPCError while Temporal does not answer, Refused as the database and the object store do.
        """
        streams = await asyncio.to_thread(self._open)
        turn = asyncio.Semaphore(AT_ONCE)

        async def look(stream_id: str, cycle: int) -> None:
            async with turn:
                await self._look(stream_id, cycle, end=end)

        await asyncio.gather(*(look(stream_id, cycle) for stream_id, cycle in streams))
        await self._look_for_strays(end=end)
        missing, unnamed = await asyncio.to_thread(self._objects, store)
        told = {name: tuple(sorted(ids)) for name, ids in self._found.items()}
        return Reconciliation(open=len(streams), missing_objects=missing, unnamed_objects=unnamed, **told)

    def _open(self) -> list[tuple[str, int]]:
        """The streams whose workflow has to run, and their cycles."""
        with self._database.read() as session:
            unfinished = or_(col(Stream.closed).is_(False), col(Stream.pending_seq) > col(Stream.followed_seq))
            rows = session.exec(select(Stream).where(Stream.kind != "installation", unfinished).order_by(Stream.id))
            live = [row for row in rows if row.state.get("phase") not in _NOT_BEGUN]
            self._found["troubled"] = [row.id for row in live if row.trouble is not None]
            return [(row.id, row.cycle) for row in live]

    async def _look(self, stream_id: str, cycle: int, *, end: bool) -> None:
        handle = self._client.get_workflow_handle(f"{stream_id}/{cycle}")
        queue = await _queue_of(handle)
        if queue is None:
            await self._engine.begin(stream_id, cycle)
            self._found["started"].append(handle.id)
            return
        if queue != self._queue:
            self._found["elsewhere"].append(handle.id)
            return
        before = await asyncio.to_thread(self._recorder.standing, stream_id)
        says = await self._standing(handle)
        now = await asyncio.to_thread(self._recorder.standing, stream_id)
        if says is None:
            return
        if says.seq > now.seq:
            await self._take_back(handle, stream_id, cycle, end=end)
        elif says.seq < before.seq and (says.cycle, says.closed, says.next_alarm) != _course(before):
            await self._nudge(stream_id, cycle)

    async def _standing(self, handle: "WorkflowHandle[object, object]") -> Standing | None:
        try:
            found: Standing | None = await handle.query("standing", result_type=Standing, rpc_timeout=ANSWER)
        except RPCError:
            found = None
        if found is None:
            self._found["unanswered"].append(handle.id)
        return found

    async def _take_back(
        self, handle: "WorkflowHandle[object, object]", stream_id: str, cycle: int, *, end: bool
    ) -> None:
        if end:
            await handle.terminate(_WHY)
            await self._engine.begin(stream_id, cycle)
        self._found["restarted" if end else "ahead"].append(handle.id)

    async def _nudge(self, stream_id: str, cycle: int) -> None:
        try:
            await self._engine.nudge(stream_id, cycle)
        except Refused:
            self._found["unanswered"].append(f"{stream_id}/{cycle}")
        else:
            self._found["nudged"].append(f"{stream_id}/{cycle}")

    async def _look_for_strays(self, *, end: bool) -> None:
        """Find running workflows of no stream, or of a cycle that the record does not know."""
        query = f"TaskQueue = '{self._queue}' AND ExecutionStatus = 'Running'"
        running = [found.id async for found in self._client.list_workflows(query)]
        cycles = await asyncio.to_thread(self._cycles)
        for workflow_id in sorted(running):
            stream_id, _, cycle = workflow_id.rpartition("/")
            if int(cycle) <= cycles.get(stream_id, 0):
                continue
            handle = self._client.get_workflow_handle(workflow_id)
            if await _queue_of(handle) is not None:  # the list lags behind
                if end:
                    await handle.terminate(_WHY)
                self._found["ended" if end else "strays"].append(workflow_id)

    def _cycles(self) -> dict[str, int]:
        with self._database.read() as session:
            return dict(session.exec(select(Stream.id, Stream.cycle)).all())

    def _objects(self, store: ObjectStore) -> tuple[tuple[tuple[str, str], ...], int]:
        # The store first: what is put meanwhile is then named by no row that we miss, and missing from no list of ours.
        there = set(store.addresses())
        with self._database.snapshot() as session:
            named = named_objects(session)
        missing = [(address, table) for address, table in sorted(named.items()) if address not in there]
        lost = tuple((address, table) for address, table in missing if not store.has(address))
        return lost, len(there - named.keys())


def _course(standing: Standing) -> tuple[object, ...]:
    """What a workflow acts on; comments and settings lengthen the record and change nothing of this."""
    return standing.cycle, standing.closed, standing.next_alarm


async def _queue_of(handle: "WorkflowHandle[object, object]") -> str | None:
    """The task queue that a workflow runs on; None if it does not run."""
    try:
        described = await handle.describe()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    return described.task_queue if described.status is WorkflowExecutionStatus.RUNNING else None
