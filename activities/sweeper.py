"""The sweeper: has every stream whose record ran ahead of its workflow looked at again."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import union
from sqlmodel import col, func, or_, select

from activities.engine import Engine
from activities.failing import FailingWorkflows
from schemas.mishap import kind_and_place
from schemas.problems import Refused
from storage.database import Database
from storage.tables import Stream

PERIOD = timedelta(seconds=5)
"""How often the sweeper looks, and how long a record may go unfollowed; acts of administration wait for this."""

ALARM_LAG = timedelta(seconds=20)
"""How late an alarm may ring: many that fall due at once take their time and need no second push."""

AT_ONCE = 8
MOST = 200

log = structlog.get_logger()


class Sweeper:
    """Heals what a crash between a commit and Temporal's own bookkeeping left behind."""

    def __init__(
        self,
        database: Database,
        engine: Engine,
        clock: Callable[[], datetime],
        lag: timedelta = PERIOD,
        alarm_lag: timedelta = ALARM_LAG,
        failing: FailingWorkflows | None = None,
    ) -> None:
        """Without `failing` nobody looks for workflows that cannot go on."""
        self._database = database
        self._engine = engine
        self._clock = clock
        self._lag = lag
        self._alarm_lag = alarm_lag
        self._failing = failing

    async def run(self) -> None:
        """Sweep at once and then every period, until cancelled."""
        while True:
            try:
                await self.sweep()
                if self._failing is not None:
                    await self._failing.look()
            except Exception as error:  # whatever it was, the next sweep may heal what this one did not
                log.error("sweep_failed", **kind_and_place(error))
            await asyncio.sleep(self._lag.total_seconds())

    async def sweep(self) -> int:
        """Nudge the workflow of every laggard once; returns how many there were. One that is stuck holds up none."""
        laggards = await asyncio.to_thread(self._laggards)
        turn = asyncio.Semaphore(AT_ONCE)

        async def nudge(stream_id: str) -> None:
            async with turn:
                try:
                    await self._engine.nudge(stream_id)
                except Refused as refused:
                    log.warning("laggard_unmoved", stream=stream_id, code=refused.code)

        await asyncio.gather(*(nudge(stream_id) for stream_id in laggards))
        return len(laggards)

    def _laggards(self) -> list[str]:
        """Streams that were not followed up, or whose alarm did not ring, within their lags."""
        now = self._clock()
        moved = col(Stream.moved_at)
        # What was dated by a clock that was ahead does not wait until the others have caught up with it.
        moved_off = or_(moved < now - self._lag, moved > now + self._lag)
        unfollowed = (col(Stream.pending_seq) > col(Stream.followed_seq), moved_off)
        unrung = (col(Stream.closed).is_(False), col(Stream.next_alarm_at) < now - self._alarm_lag)
        # A union, and no OR: each part has its own index, and most of the time nothing is found in either.
        found = union(*(select(Stream.id).where(Stream.kind != "installation", *why) for why in (unfollowed, unrung)))
        laggards = found.subquery()
        with self._database.read() as session:
            # In any order, so that many that are stuck never starve the others.
            return list(session.execute(select(laggards.c.id).order_by(func.random()).limit(MOST)).scalars())
