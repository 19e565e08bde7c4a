"""The dispatcher on real databases and a real mail server: everything leaves, and leaves once."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import NoResultFound

from activities.notices import Dispatcher, open_post
from activities.notices.dispatcher import SHIFT
from activities.notices.queue import CLAIM, DELAYS
from activities.notices.routing import BATCH
from storage.database import Database
from tests.activities.notices.conftest import Wrapped, nothing
from tests.servers.mail import MailServer
from tests.servers.process import free_ports
from tests.storage.asked import asking


class Crash(BaseException):
    """The process ended here."""


def crash() -> None:
    raise Crash


def recipients(smtp: MailServer) -> list[str]:
    return [letter["To"].addresses[0].addr_spec for letter in smtp.letters]


def test_dispatch_once_sends_what_is_due(world: Any, smtp: MailServer) -> None:
    notice_id = world.plan(world.person(email="anna@example.org"))
    world.later(seconds=1)
    assert world.dispatcher().dispatch_once() == 1
    (letter,) = smtp.letters
    assert letter["Message-ID"] == f"<{notice_id}@veche.example>"
    notice, row = world.notice(notice_id), world.delivery(notice_id)
    assert (notice.state, notice.sent_at) == ("sent", world.now)
    assert (row.state, row.sent_at, row.attempts, row.claimed_until) == ("sent", world.now, 1, None)
    assert world.dispatcher().dispatch_once() == 0
    assert recipients(smtp) == ["anna@example.org"]


def test_dispatch_once_leaves_what_is_not_due(world: Any, smtp: MailServer) -> None:
    notice_id = world.plan(world.person())
    world.later(seconds=-1)
    assert world.dispatcher().dispatch_once() == 0
    assert (world.notice(notice_id).state, smtp.letters) == ("planned", [])


def test_dispatch_once_writes_to_each_in_their_language(world: Any, smtp: MailServer) -> None:
    reason = world.note(world.person(email="boss@example.org"), "Ждём данные {за} год")
    for language in ("ru", "en", "xx"):
        person = world.person(email=f"{language}@example.org", language=language)
        world.plan(person, kind="extended", facts={"note_id": reason})
    world.dispatcher().dispatch_once()
    texts = {letter["To"].addresses[0].username: letter.get_content() for letter in smtp.letters}
    assert "Новый срок: до конца субботы, 5 декабря 2026 года, по московскому времени." in texts["ru"]
    assert "This is now due by the end of Saturday, 5 December 2026, Moscow time." in texts["en"]
    assert texts["xx"] == texts["ru"]
    assert all("Ждём данные {за} год" in text for text in texts.values())


def test_dispatch_once_without_the_erased_reason(world: Any, smtp: MailServer) -> None:
    world.plan(world.person(), kind="withdrawn", facts={"note_id": "erased"})
    world.dispatcher().dispatch_once()
    assert "Причина" not in smtp.letters[0].get_content()


@pytest.mark.parametrize("person", [{"active": False}, {"email": " "}], ids=["inactive", "no address"])
def test_dispatch_once_leaves_some_to_the_inbox(world: Any, smtp: MailServer, person: dict[str, Any]) -> None:
    smtp.refusal = "451 nobody may notice"
    alarm_id = world.alarm()
    notice_id = world.plan(world.person(**person), alarm_row_id=alarm_id)
    assert world.dispatcher().dispatch_once() == 1
    row = world.notice(notice_id)
    assert (row.state, row.sent_at) == ("sent", world.now)
    with pytest.raises(NoResultFound):
        world.delivery(notice_id)
    assert world.alarm_row(alarm_id).sent_at == world.now


def test_dispatch_once_while_the_mail_server_is_down(world: Any, smtp: MailServer) -> None:
    (nobody,) = free_ports(1)
    ids = [world.plan(world.person()) for _ in range(BATCH + 3)]
    up = world.settings
    world.settings = replace(up, smtp_url=f"smtp://127.0.0.1:{nobody}")
    for attempt, delay in enumerate(DELAYS[:3], start=1):
        down = world.dispatcher()
        assert [down.dispatch_once(), down.dispatch_once(), down.dispatch_once()] == [BATCH, 3, 0]
        assert {world.notice(id_).state for id_ in ids} == {"waiting"}
        rows = [world.delivery(id_) for id_ in ids]
        assert {(r.state, r.error, r.attempts, r.next_try_at) for r in rows} == {
            ("failed", "mail_unreachable", attempt, world.now + delay)
        }
        world.now += delay
    world.settings = up
    again = world.dispatcher()
    assert [again.dispatch_once(), again.dispatch_once(), again.dispatch_once()] == [BATCH, 3, 0]
    assert Counter(letter["Message-ID"] for letter in smtp.letters) == Counter(f"<{id_}@veche.example>" for id_ in ids)
    assert {world.notice(id_).state for id_ in ids} == {"sent"}
    assert {world.delivery(id_).error for id_ in ids} == {None}


def test_dispatch_once_tries_three_days_and_gives_up(world: Any, smtp: MailServer) -> None:
    alarm_id = world.alarm()
    lost, sent = (
        world.plan(world.person(), alarm_row_id=alarm_id),
        world.plan(world.person(active=False), alarm_row_id=alarm_id),
    )
    smtp.refusal = "550 no such mailbox"
    began, dispatcher = world.now, world.dispatcher()
    for delay in DELAYS:
        dispatcher.dispatch_once()
        assert (world.delivery(lost).state, world.delivery(lost).error) == ("failed", "mail_refused_550")
        world.now += delay - timedelta(microseconds=1)
        assert dispatcher.dispatch_once() == 0
        world.later(microseconds=1)
    assert world.now - began >= timedelta(days=3)
    dispatcher.dispatch_once()
    assert world.notice(lost).state == "given_up"
    alarm = world.alarm_row(alarm_id)
    assert (alarm.reason, alarm.sent_at) == ("not_delivered", None)
    world.later(days=30)
    assert dispatcher.dispatch_once() == 0
    assert world.notice(sent).state == "sent"


def test_dispatch_once_notes_when_the_last_of_an_alarm_left(world: Any, smtp: MailServer) -> None:
    alarm_id, dispatcher = world.alarm(), world.dispatcher()
    world.plan(world.person(active=False), alarm_row_id=alarm_id)
    late = world.plan(world.person(), alarm_row_id=alarm_id)
    smtp.refusal = "451 later"
    assert dispatcher.dispatch_once() == 2
    assert world.delivery(late).error == "mail_refused_451"
    assert world.alarm_row(alarm_id).sent_at is None
    smtp.refusal = None
    world.now += DELAYS[0]
    assert dispatcher.dispatch_once() == 1
    alarm = world.alarm_row(alarm_id)
    assert (alarm.sent_at, alarm.reason) == (world.now, None)


def test_dispatch_once_after_a_crash_between_sending_and_recording(
    world: Any, smtp: MailServer, open_database: Callable[[], Database]
) -> None:
    notice_id = world.plan(world.person())
    with pytest.raises(Crash):
        world.dispatcher(Wrapped(open_post(world.settings), nothing, crash)).dispatch_once()
    survivor = world.dispatcher(database=open_database())
    assert survivor.dispatch_once() == 0
    world.now += CLAIM
    assert survivor.dispatch_once() == 1
    first, second = smtp.letters
    assert first["Message-ID"] == second["Message-ID"] == f"<{notice_id}@veche.example>"
    assert first.as_bytes() == second.as_bytes()
    assert survivor.dispatch_once() == 0


def test_dispatch_once_failing_after_its_claim_was_taken_over(world: Any, smtp: MailServer) -> None:
    notice_id = world.plan(world.person())

    def stall() -> None:
        world.now += CLAIM
        smtp.refusal = None
        assert world.dispatcher().dispatch_once() == 1
        smtp.refusal = "451 later"

    world.dispatcher(Wrapped(open_post(world.settings), stall, nothing)).dispatch_once()
    assert (world.notice(notice_id).state, len(smtp.letters)) == ("sent", 1)


def test_two_dispatchers_deliver_each_letter_once(
    world: Any, smtp: MailServer, open_database: Callable[[], Database]
) -> None:
    alarms = [world.alarm(f"step-{number}") for number in range(10)]
    people = [world.person() for _ in range(20)]
    ids = {world.plan(person, alarm_row_id=row, seq=seq) for seq, row in enumerate(alarms) for person in people}
    assert len(ids) == 200
    start = threading.Barrier(2)

    def race() -> int:
        dispatcher = world.dispatcher(database=open_database())
        start.wait()
        done = 0
        while sent := dispatcher.dispatch_once():
            done += sent
        return done

    with ThreadPoolExecutor(2) as pool:
        shares = [share.result() for share in [pool.submit(race), pool.submit(race)]]
    assert (sum(shares), min(shares) > 0) == (200, True)
    assert Counter(letter["Message-ID"] for letter in smtp.letters) == Counter(f"<{id_}@veche.example>" for id_ in ids)
    assert {world.alarm_row(row).sent_at for row in alarms} == {world.now}


def test_dispatch_once_gives_back_what_it_cannot_send_in_time(world: Any, smtp: MailServer) -> None:
    ids = [world.plan(world.person()) for _ in range(5)]

    def slow() -> None:
        world.now += SHIFT * 2 / 3

    dispatcher = world.dispatcher(Wrapped(open_post(world.settings), slow, nothing))
    assert dispatcher.dispatch_once() == 5  # all were handed on, and two sent
    rows = [world.delivery(id_) for id_ in ids]
    assert [row.state for row in rows] == ["sent"] * 2 + ["planned"] * 3
    assert {(row.attempts, row.claimed_until) for row in rows[2:]} == {(0, None)}
    assert dispatcher.dispatch_once() == 2
    assert recipients(smtp) == [person_email(world, id_) for id_ in ids[:4]]


def person_email(world: Any, notice_id: str) -> str:
    from storage.tables import Person

    with world.database.read() as session:
        return str(session.get_one(Person, world.notice(notice_id).person_id).email)


UNSENDABLE = {
    "kind": ({}, {"kind": "birthday"}, "not_written"),
    "facts": ({}, {"facts": {"revision": None}}, "not_written"),
    "address": ({"email": "no address"}, {}, "mail_address_unusable"),
    "alphabet": ({"email": "почта@example.org"}, {}, "mail_address_unusable"),
    "line": ({"email": "a@example.org\r\nBcc: b@example.org"}, {}, "mail_address_unusable"),
}


@pytest.mark.parametrize("case", UNSENDABLE)
def test_dispatch_once_with_a_letter_that_cannot_be_sent(world: Any, smtp: MailServer, case: str) -> None:
    person, notice, code = UNSENDABLE[case]
    bad = world.plan(world.person(**person), **notice)
    good = world.plan(world.person(email="good@example.org"))
    assert world.dispatcher().dispatch_once() == 2
    assert (world.delivery(bad).state, world.delivery(bad).error) == ("failed", code)
    assert (world.notice(good).state, recipients(smtp)) == ("sent", ["good@example.org"])


def test_quiet_queue_costs_one_query_by_the_index(world: Any) -> None:
    world.plan(world.person())
    dispatcher: Dispatcher = world.dispatcher()
    dispatcher.dispatch_once()
    with asking(world.database) as asked:
        assert dispatcher.dispatch_once() == 0
    ((statement, parameters),) = asked
    assert statement.startswith("SELECT notices.id")
    if world.database.is_sqlite:
        with world.database.read() as session:
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        steps = "\n".join(step[-1] for step in plan)
        assert "USING INDEX notices_by_due (state=? AND next_try_at<?)" in steps
        assert "USING INDEX deliveries_by_due (channel=? AND state=? AND next_try_at<?)" in steps


def test_batch_of_many_asks_no_more_than_a_batch_of_two(world: Any, smtp: MailServer) -> None:
    asked_for = {}
    for number in (2, 20):
        alarms = [world.alarm(f"step-{number}-{step}") for step in range(number)]
        ids = [world.plan(world.person(), seq=number, alarm_row_id=row) for row in alarms]
        with asking(world.database) as asked:
            assert world.dispatcher().dispatch_once() == number
        assert {world.notice(id_).state for id_ in ids} == {"sent"}
        assert {world.alarm_row(row).sent_at for row in alarms} == {world.now}
        asked_for[number] = [statement.split()[0] for statement, _ in asked]
    assert asked_for[20] == asked_for[2]
