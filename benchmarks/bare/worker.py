"""A bare worker in Veche's sandbox, until killed: `python -m benchmarks.bare.worker ADDRESS NAMESPACE`."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

from temporalio.client import Client
from temporalio.worker import Worker

from app.sandbox import lean_sandbox
from benchmarks.bare.workflows import SectionFull, SectionLean, nothing

QUEUE = "bare"


async def connect(address: str, namespace: str) -> Client:
    """A client of the server, as soon as it answers."""
    while True:
        try:
            return await Client.connect(address, namespace=namespace)
        except RuntimeError:
            await asyncio.sleep(0.02)


async def work(address: str, namespace: str) -> None:
    """Carry out both shapes until the process is killed."""
    client = await connect(address, namespace)
    with ThreadPoolExecutor(16) as threads:
        await Worker(
            client,
            task_queue=QUEUE,
            workflows=[SectionFull, SectionLean],
            activities=[nothing],
            activity_executor=threads,
            max_concurrent_activities=8,
            max_concurrent_local_activities=8,
            workflow_runner=lean_sandbox(),
            build_id=QUEUE,
        ).run()


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
