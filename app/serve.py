"""The API as a process."""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import uvicorn
from temporalio.client import Client

from activities.notices.outside import Outside
from activities.notices.ways import open_channels
from app import logs
from app.collecting import look_seldom
from app.edges import Edges, edges
from app.offline import require_current
from app.settings import Settings
from app.state import read_state
from app.wiring import Parts, connect, open_parts
from schemas.views.health import Process
from services.house import House
from storage.calendars import Calendars
from storage.incarnation import Hold

_PATIENCE = 8
"""Seconds that requests in flight have to end after SIGTERM."""

_SECONDS_TO_ANSWER = 3.0
"""How long the Temporal server may take to greet a client; less than readiness waits for any of its checks."""

_THREADS = 40
"""Requests that may wait for a part at once; with Python's few by the number of cores, a part that hangs would queue
the others behind it."""


def serve(settings: Settings) -> int:
    """Serve on `settings.host`:`settings.port` until SIGTERM or SIGINT; the exit code."""
    logs.configure()
    return asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> int:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="request"))
    parts = open_parts(settings)
    await asyncio.to_thread(require_current, parts.database)
    client = await connect(settings, lazy=True)
    house = build_house(parts, client)
    application = empty_application()
    application.answer_for(house)
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            proxy_headers=False,  # who is believed about where a request comes from is our own setting
            timeout_graceful_shutdown=_PATIENCE,
        )
    )
    application.end_with(lambda: server.should_exit)
    # uvicorn raises the signal once more when it is done; its default action would replace our exit code.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: None)
    look_seldom()
    with refusals_written(house):
        await server.serve()
    logs.tell_turns(parts.database.turns)
    parts.database.close()
    return 0 if server.started else 1


@cache
def empty_application() -> Edges:
    """This process's application before it knows for which installation it answers."""
    return edges()


@contextlib.contextmanager
def refusals_written(house: House) -> Iterator[None]:
    """Have pending refusals written down while the block lasts, and the last ones at its end."""
    stop = threading.Event()
    given = (house.database, house.clock, stop)
    writing = threading.Thread(target=house.refusals.run, args=given, name="refusals")
    writing.start()
    try:
        yield
    finally:
        stop.set()
        writing.join()


def build_house(parts: Parts, client: Client) -> House:
    """What the services need, on these parts."""
    return House(
        database=parts.database,
        store=parts.store,
        clock=parts.clock,
        secret=parts.secret,
        engine=parts.engine(client),
        public_url=parts.settings.public_url,
        other_hosts=frozenset(parts.settings.allowed_hosts),
        trusted_proxies=parts.settings.trusted_proxies,
        keys=parts.keys,
        outbox=parts.settings.outbox,
        zone=parts.settings.zone.key,
        calendars=Calendars(parts.calendar),
        channels=frozenset(open_channels(parts.settings)),
        outside=Outside(parts.settings.webhook_hosts),
        converter=parts.converter,
        checks={
            "workflows": lambda: asyncio.run(_answers(parts.settings)),
        },
        mail_secret=parts.settings.mail_secret,
        mail_checked_by=parts.settings.mail_checked_by,
        pause=Hold(parts.database, parts.settings.mark),
        processes=lambda: _processes(parts.settings),
    )


def _processes(settings: Settings) -> list[Process]:
    """The children of `veche up` as it last wrote them down, if this process is one of them."""
    state = read_state(settings)
    if state is None or os.getpid() not in {c.process.pid for c in state.children.values() if c.process}:
        return []
    return [
        Process(name=name, answers=child.answers, restarts=child.restarts, last_exit=child.last_exit)
        for name, child in state.children.items()
    ]


async def _answers(settings: Settings) -> bool:
    """Whether the Temporal server answers a new client; the port of one that hangs is open all the same."""
    try:
        async with asyncio.timeout(_SECONDS_TO_ANSWER):
            await connect(settings)
    except (RuntimeError, TimeoutError):
        return False
    return True
