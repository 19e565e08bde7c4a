"""`Dispatcher`: sends the planned notices, outside any transaction; threads of the worker run it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import structlog

from activities.notices.errand import Errand
from activities.notices.post import NotDelivered
from activities.notices.queue import anything_due, claim, record_failure, record_sent, release
from activities.notices.routing import BATCH, route
from activities.notices.ways import Way
from schemas.mishap import kind_and_place
from schemas.problems import Refused
from storage.database import Database

PAUSE = 0.5
"""Seconds between two looks at a quiet queue."""

PAUSE_IN_TROUBLE = 5.0

SHIFT = timedelta(seconds=20)
"""No message of a batch is begun later than this, so that all are done long before their claim is over."""

RECORDED_EVERY = timedelta(milliseconds=200)
"""What left is recorded together after so long: as much may leave once more after a crash."""

NOT_WRITTEN = "not_written"
"""A message that can't be written says nothing about its address."""

log = structlog.get_logger()


class Dispatcher:
    """Sends each message once, or after a crash once more under the same id; any number may run.

    `ways` are all channels of the installation, `minds` those that this one sends by (all, if it is not given):
    one that is slow then holds up no other.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        ways: Mapping[Any, Way[Any]],
        minds: Collection[str] | None = None,
        *,
        routes: bool = True,
    ) -> None:
        """Without `routes` another one hands what was planned to its channels."""
        self._database = database
        self._clock = clock
        self._ways = ways
        self._minds = sorted(ways if minds is None else minds)
        self._routes = routes
        self._open = {channel for channel, way in ways.items() if way.open}

    def run(self, stop: Event) -> None:
        """Send whatever falls due until `stop` is set; outlives every trouble."""
        while not stop.is_set():
            try:
                busy = self.dispatch_once(stop) >= BATCH
            except Refused as refused:
                log.warning("notices_wait", code=refused.code)
                stop.wait(PAUSE_IN_TROUBLE)
            except Exception as error:
                log.error("notices_wait", **kind_and_place(error))
                stop.wait(PAUSE_IN_TROUBLE)
            else:
                stop.wait(0 if busy else PAUSE)

    def dispatch_once(self, stop: Event | None = None) -> int:
        """Hand what was planned to its channels, and send one batch of what is due by those that it minds.

        How many notices were handed on, or messages tried, whichever is more: 0 where nothing was due.
        Raises Refused("database_unavailable"); what was sent but could not be recorded is then sent again.
        """
        now = self._clock()
        with self._database.read() as session:
            if not anything_due(session, now, self._minds, planned=self._routes):
                return 0
        with self._database.write() as session:
            routed = route(session, now, self._open) if self._routes else 0
            errands = claim(session, now, self._minds, self._open) if self._minds else []
        unsent = [errand for errand in errands if not errand.outward]
        self._record_sent(unsent)
        done = len(unsent)
        for channel in self._minds:
            done += self._send(channel, [one for one in errands if one.outward and one.channel == channel], stop)
        return max(routed, done)

    def _send(self, channel: str, errands: Sequence[Errand], stop: Event | None) -> int:
        """Send them in turn; an address that failed is not tried again before the next batch, it might be slow."""
        began, failing = self._clock(), dict[str, str]()
        sent, recorded_at = list[Errand](), began
        try:
            for place, errand in enumerate(errands):
                if errand.address in failing:
                    self._record_failures([errand], failing[errand.address])
                    continue
                if (stop and stop.is_set()) or self._clock() - began > SHIFT:
                    with self._database.write() as session:
                        release(session, errands[place:])
                    return place
                try:
                    self._deliver(errand)
                except NotDelivered as trouble:
                    if trouble.everybody:
                        self._record_failures(errands[place:], trouble.code)
                        return len(errands)
                    self._record_failures([errand], trouble.code)
                    if trouble.code != NOT_WRITTEN:
                        failing[errand.address] = trouble.code
                else:
                    sent.append(errand)
                    if self._clock() - recorded_at > RECORDED_EVERY:
                        self._record_sent(sent)
                        sent, recorded_at = [], self._clock()
            return len(errands)
        finally:
            self._ways[channel].post.hang_up()
            self._record_sent(sent)

    def _deliver(self, errand: Errand) -> None:
        """Raises NotDelivered, whatever went wrong: one message must not hold up all others."""
        try:
            self._ways[errand.channel].deliver(errand)
        except NotDelivered as trouble:
            log.warning("letter_waits", letter=errand.id, channel=errand.channel, code=trouble.code)
            raise
        except Exception as error:
            log.error("letter_waits", letter=errand.id, channel=errand.channel, **kind_and_place(error))
            raise NotDelivered(NOT_WRITTEN) from error

    def _record_sent(self, errands: Sequence[Errand]) -> None:
        if errands:
            with self._database.write() as session:
                record_sent(session, errands, self._clock())

    def _record_failures(self, errands: Sequence[Errand], code: str) -> None:
        """A transaction each, so that none is held long."""
        for errand in errands:
            with self._database.write() as session:
                record_failure(session, errand, code, self._clock())
