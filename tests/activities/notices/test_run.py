"""The dispatcher's loop: it sends what comes, ends when asked, and outlives trouble."""

import threading
import time
from datetime import datetime
from typing import Any

import pytest

from activities.notices import Dispatcher, open_post, open_ways
from tests.activities.notices.conftest import SECRET, Wrapped, nothing
from tests.servers.mail import MailServer


def test_run_sends_what_comes_and_ends_when_asked(world: Any, smtp: MailServer) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=world.dispatcher().run, args=(stop,))
    thread.start()
    try:
        notice_id = world.plan(world.person())
        deadline = time.monotonic() + 60
        while world.notice(notice_id).state != "sent" and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()
    assert len(smtp.letters) == 1


def test_run_asked_to_end_gives_the_rest_back(world: Any, smtp: MailServer) -> None:
    ids = [world.plan(world.person()) for _ in range(3)]
    stop = threading.Event()
    world.dispatcher(Wrapped(open_post(world.settings), nothing, stop.set)).run(stop)
    rows = [world.delivery(id_) for id_ in ids]
    assert [(row.state, row.claimed_until) for row in rows] == [("sent", None), ("planned", None), ("planned", None)]


def test_run_outlives_trouble(world: Any, smtp: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("activities.notices.dispatcher.PAUSE_IN_TROUBLE", 0.01)
    notice_id = world.plan(world.person())
    stop, troubles = threading.Event(), [RuntimeError("a bug"), OSError("a disk")]

    def clock() -> datetime:
        if troubles:
            raise troubles.pop()
        return world.now  # type: ignore[no-any-return]

    mail = Wrapped(open_post(world.settings), nothing, stop.set)
    Dispatcher(world.database, clock, open_ways(world.settings, SECRET, clock, mail)).run(stop)
    assert (troubles, world.notice(notice_id).state) == ([], "sent")
