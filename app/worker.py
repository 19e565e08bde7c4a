"""The worker as a process: workflows, activities, sweeper, turns of the calendar, notices, checkpoints, uptime."""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import structlog
from temporalio.client import Client

from activities.mail.mailbox import Mailbox
from activities.notices.dispatcher import Dispatcher
from activities.notices.link_letters import LinkLetters
from activities.notices.post import open_post
from activities.notices.ways import Way
from activities.objects.sweep import ObjectSweep
from activities.sweeper import Sweeper
from app import logs, pulse
from app.collecting import look_seldom
from app.serve import build_house
from app.settings import Settings
from app.wiring import THREADS, Parts, build_worker, connect, open_parts
from schemas.channels import ChannelKind
from schemas.mishap import kind_and_place
from schemas.problems import Refused
from services.mail.taking import take_letter
from storage.incarnation import Hold
from storage.uptime import BEAT, beat

log = structlog.get_logger()


def work(settings: Settings) -> int:
    """Carry out workflows and activities until SIGTERM or SIGINT; the exit code."""
    logs.configure()
    return asyncio.run(_work(settings))


async def _work(settings: Settings) -> int:
    asked = asyncio.Event()
    for stop in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(stop, asked.set)
    client = await _connect(settings, asked)
    if client is None:
        return 0
    parts = open_parts(settings)
    await _released(parts, asked)
    if asked.is_set():
        return 0
    ways = await _ways(parts, asked)
    look_seldom()
    with ThreadPoolExecutor(THREADS, thread_name_prefix="activity") as threads:
        async with build_worker(parts, client, threads), _beside(parts, client, ways):
            while not asked.is_set():
                pulse.beat(settings, "worker", os.getpid())
                await _wait(asked, pulse.PERIOD)
    logs.tell_turns(parts.database.turns)
    parts.database.close()
    return 0


@contextlib.asynccontextmanager
async def _beside(parts: Parts, client: Client, ways: Mapping[ChannelKind, Way[Any]]) -> AsyncIterator[None]:
    """What runs beside the worker proper, and ends before it."""
    stop = threading.Event()
    period = timedelta(minutes=parts.settings.checkpoint_minutes)
    link_letters = LinkLetters(parts.database, parts.clock, open_post(parts.settings), parts.settings)
    sweep = ObjectSweep(parts.database, parts.store, parts.clock)
    threads = [
        threading.Thread(target=parts.checkpoints.run, args=(stop, period), name="checkpoints"),
        threading.Thread(target=sweep.run, args=(stop,), name="object sweep"),
        threading.Thread(target=parts.calendar_turns.run, args=(stop,), name="calendar"),
        threading.Thread(target=link_letters.run, args=(stop,), name="link letters"),
        threading.Thread(target=_keep_beating, args=(parts, stop.wait), name="uptime"),
    ]
    if parts.settings.imap_url:
        take, mailbox = _taking(parts, client), Mailbox(parts.settings.imap_url)
        threads.append(threading.Thread(target=mailbox.run, args=(take, stop), name="mailbox"))
    routing = Dispatcher(parts.database, parts.clock, ways, [])
    threads.append(threading.Thread(target=routing.run, args=(stop,), name="dispatcher"))
    for channel in ways:
        dispatcher = Dispatcher(parts.database, parts.clock, ways, [channel], routes=False)
        threads.append(threading.Thread(target=dispatcher.run, args=(stop,), name=f"dispatcher-{channel}"))
    for thread in threads:
        thread.start()
    sweeper = Sweeper(parts.database, parts.engine(client), parts.clock, failing=parts.failing(client))
    sweeping = asyncio.create_task(sweeper.run())
    try:
        yield
    finally:
        stop.set()
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
        for thread in threads:
            await asyncio.to_thread(thread.join)


def _taking(parts: Parts, client: Client) -> Callable[[bytes], None]:
    """What a thread hands letters to; it waits until the event loop has dealt with each."""
    house, loop = build_house(parts, client), asyncio.get_running_loop()

    def take(content: bytes) -> None:
        asyncio.run_coroutine_threadsafe(take_letter(house, content), loop).result()
        house.refusals.flush(house.database, house.clock())

    return take


def _keep_beating(parts: Parts, wait: Callable[[float], bool]) -> None:
    """Extend the uptime every few seconds; a database that does not answer is an outage, and shows as one."""
    while True:
        try:
            with parts.database.write() as session:
                beat(session, parts.clock())
        except Exception as error:  # a thread that ended unseen would never let silence count again
            log.error("uptime_not_noted", **kind_and_place(error))
        if wait(BEAT.total_seconds()):
            return


async def _connect(settings: Settings, asked: asyncio.Event) -> Client | None:
    """The server's client, as soon as the server answers; None if asked to stop before that."""
    while not asked.is_set():
        try:
            return await connect(settings)
        except RuntimeError:
            await _wait(asked, 0.5)
    return None


async def _released(parts: Parts, asked: asyncio.Event) -> None:
    """Return as soon as the installation is not held any more, or when asked to stop.

    Until then nothing of the worker has begun: no workflow goes on, no alarm rings, nothing is sent or signed.
    """
    hold, told = Hold(parts.database, parts.settings.mark), False
    while not asked.is_set():
        try:
            pause = hold()
        except Refused as refused:
            log.warning("work_waits", code=refused.code)
        else:
            if pause is None:
                return
            if not told:
                log.warning("paused", why=pause.why)
                told = True
        pulse.beat(parts.settings, "worker", os.getpid())
        await _wait(asked, 1.0)


async def _ways(parts: Parts, asked: asyncio.Event) -> Mapping[ChannelKind, Way[Any]]:
    """The ways out, as soon as the database answers; none if asked to stop before that."""
    while not asked.is_set():
        try:
            return parts.ways
        except Refused as refused:
            log.warning("notices_wait", code=refused.code)
            await _wait(asked, 0.5)
    return {}


async def _wait(asked: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(asked.wait(), seconds)
    except TimeoutError:
        return
