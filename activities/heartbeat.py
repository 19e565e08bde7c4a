"""Signs of life from an activity whose steps may each take long."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event, Thread

from temporalio import activity

PERIOD = 3.0
"""Seconds between two signs; a worker that was killed is noticed a few of them later."""


@contextmanager
def heartbeats() -> Iterator[None]:
    """Heartbeat the running activity until the block ends, from a thread of its own."""
    done = Event()

    def beat() -> None:
        while not done.wait(PERIOD):
            activity.heartbeat()

    thread = Thread(target=copy_context().run, args=(beat,), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
