"""A bare Temporal server with Veche's own flags, a worker on it, and lives driven through it from this process."""

import asyncio
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from temporalio.client import Client, WithStartWorkflowOperation, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy

from app.settings import Settings
from app.temporal_server import server_command
from benchmarks.bare.worker import QUEUE, connect
from benchmarks.processes import cpu_ms
from tests.servers.process import LOOPBACK, Server, free_ports, listens


@dataclass
class Bare:
    """Server and worker; each may be killed and started again."""

    server: Server
    worker: Server
    address: str
    namespace: str

    async def client(self) -> Client:
        """A client of the server."""
        return await connect(self.address, self.namespace)

    def cpu_ms(self) -> float:
        """CPU milliseconds of both so far."""
        return cpu_ms(self.server.pid) + cpu_ms(self.worker.pid)


@contextmanager
def running_bare(folder: Path) -> Iterator[Bare]:
    """Both, started in `folder` with the flags and the pragmas that `veche up` gives its own server."""
    folder.mkdir(parents=True, exist_ok=True)
    (port,) = free_ports(1)
    settings = Settings.for_folder(folder)
    server = Server(server_command(settings, port), folder / "temporal.log", lambda: listens(port))
    address = f"{LOOPBACK}:{port}"
    arguments = [address, settings.temporal_namespace]
    worker = Server([sys.executable, "-m", "benchmarks.bare.worker", *arguments], folder / "worker.log", lambda: True)
    server.start()
    worker.start()
    try:
        bare = Bare(server, worker, address, settings.temporal_namespace)
        asyncio.run(_warm(bare))
        yield bare
    finally:
        worker.end()
        server.end()


async def _warm(bare: Bare) -> None:
    client = await bare.client()
    for shape in ("SectionFull", "SectionLean"):
        await asyncio.gather(*(live(client, shape, []) for _ in range(4)))


async def live(client: Client, shape: str, latencies: list[float]) -> None:
    """One life of that shape; the seconds that each of its verdicts took are added to `latencies`."""
    name = f"bare/{uuid.uuid4().hex}"
    if shape == "SectionFull":
        handle = await client.start_workflow(shape, id=name, task_queue=QUEUE)
        await handle.execute_update("submit")
    else:
        handle = await submit_with_start(client, name)
    for _ in range(3):
        began = time.perf_counter()
        await handle.execute_update("decide")
        latencies.append(time.perf_counter() - began)
    await handle.execute_update("sign")
    await handle.result()


async def submit_with_start(client: Client, name: str) -> WorkflowHandle[Any, Any]:
    """Start a lean life by its first update."""
    start: WithStartWorkflowOperation[Any, Any] = WithStartWorkflowOperation(
        "SectionLean", id=name, task_queue=QUEUE, id_conflict_policy=WorkflowIDConflictPolicy.FAIL
    )
    await client.execute_update_with_start_workflow("submit", start_workflow_operation=start)
    return await start.workflow_handle()


async def lives(client: Client, shape: str, count: int, in_flight: int) -> tuple[float, list[float]]:
    """Seconds that `count` lives took with so many in flight, and the latencies of their verdicts."""
    latencies: list[float] = []
    turns = asyncio.Semaphore(in_flight)

    async def one() -> None:
        async with turns:
            await live(client, shape, latencies)

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(count)))
    return time.perf_counter() - began, latencies
