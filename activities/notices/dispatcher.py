"""`Dispatcher`: sends the planned notices, outside any transaction; a thread of the worker runs it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event

import structlog

from activities.notices.message import message
from activities.notices.post import MailSettings, NotDelivered, Post
from activities.notices.queue import (
    BATCH,
    Errand,
    anything_due,
    claim,
    record_failure,
    record_sent,
    release,
)
from schemas.mishap import kind_and_place
from schemas.problems import Refused
from storage.database import Database

PAUSE = 0.5
"""Seconds between two looks at a quiet queue."""

PAUSE_IN_TROUBLE = 5.0

SHIFT = timedelta(seconds=20)
"""No letter of a batch is begun later than this, so that all are done long before their claim is over."""

log = structlog.get_logger()


class Dispatcher:
    """Sends each notice once, or after a crash once more with the same Message-ID; any number may run."""

    def __init__(self, database: Database, clock: Callable[[], datetime], post: Post, settings: MailSettings) -> None:
        self._database = database
        self._clock = clock
        self._post = post
        self._settings = settings

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
        """Take one batch of what is due and send it; how many notices were settled or will be tried again.

        Raises Refused("database_unavailable"); what was sent but could not be recorded is then sent again.
        """
        with self._database.read() as session:
            if not anything_due(session, self._clock()):
                return 0
        with self._database.write() as session:
            errands = claim(session, self._clock())
        inbox = [errand for errand in errands if not errand.by_letter]
        for errand in inbox:
            self._record_sent(errand)
        try:
            return len(inbox) + self._send([errand for errand in errands if errand.by_letter], stop)
        finally:
            self._post.hang_up()

    def _send(self, errands: Sequence[Errand], stop: Event | None) -> int:
        began = self._clock()
        for place, errand in enumerate(errands):
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
            else:
                self._record_sent(errand)
        return len(errands)

    def _deliver(self, errand: Errand) -> None:
        """Raises NotDelivered, whatever went wrong: one letter must not hold up all others."""
        try:
            self._post.deliver(message(errand, self._settings))
        except NotDelivered as trouble:
            log.warning("letter_waits", notice=errand.notice.id, code=trouble.code)
            raise
        except Exception as error:
            log.error("letter_waits", notice=errand.notice.id, **kind_and_place(error))
            raise NotDelivered("mail_unexpected") from error

    def _record_sent(self, errand: Errand) -> None:
        with self._database.write() as session:
            record_sent(session, errand, self._clock())

    def _record_failures(self, errands: Sequence[Errand], code: str) -> None:
        """A transaction each: two dispatchers that hold alarms in another order would wait for each other."""
        for errand in errands:
            with self._database.write() as session:
                record_failure(session, errand, code, self._clock())
