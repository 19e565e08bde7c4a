"""Notices by several channels: digests across days, quiet hours, failing channels, and choices that change."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import select

from activities.notices import open_post
from activities.notices.queue import CLAIM, DELAYS, claim, release
from activities.notices.routing import reroute, route
from storage.database import Database
from storage.tables import Channel, ChannelSettings, Delivery, Notice
from tests.activities.notices.conftest import Wrapped, nothing
from tests.activities.notices.test_dispatcher import Crash, crash
from tests.servers.mail import MailServer
from tests.servers.web import WebServer, running_web

MOSCOW = "Europe/Moscow"
NIGHT = {"quiet_since": time(22), "quiet_until": time(8)}


@pytest.fixture
def web() -> Iterator[WebServer]:
    with running_web() as server:
        yield server


def person(world: Any, *, hours: dict[str, Any] | None = None, **channels: dict[str, Any]) -> str:
    """Somebody with these channels and hours."""
    made = str(world.person(email="anna@example.org"))
    choose(world, made, **channels)
    world.add(ChannelSettings(person_id=made, zone=MOSCOW, **(hours or {})))
    return made


def choose(world: Any, person_id: str, **channels: dict[str, Any]) -> None:
    with world.database.write() as session:
        for kind, given in channels.items():
            channel = session.get(Channel, (person_id, kind)) or Channel(person_id=person_id, kind=kind)
            channel.sqlmodel_update(given)
            session.add(channel)


def change(world: Any, person_id: str, **channels: dict[str, Any]) -> None:
    """As the service does it: the choice, and what follows for what waits."""
    choose(world, person_id, **channels)
    with world.database.write() as session:
        reroute(session, person_id, world.now)


def settle(world: Any) -> None:
    dispatcher = world.dispatcher()
    while dispatcher.dispatch_once():
        pass


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+03:00").astimezone(UTC)


def channels_of(world: Any, notice_id: str) -> dict[str, str]:
    with world.database.read() as session:
        rows = session.exec(select(Delivery).where(Delivery.notice_id == notice_id)).all()
    return {row.channel: row.state for row in rows}


def test_daily_digest_lists_what_was_told_since_the_last(world: Any, smtp: MailServer) -> None:
    anna = person(world, email={"rhythm": "daily"})
    days = {"2026-12-01T12:00": 2, "2026-12-02T08:59": 1, "2026-12-02T09:00": 1, "2026-12-04T10:00": 1}
    told: dict[str, list[str]] = {}
    for seq, (moment, number) in enumerate(days.items()):
        world.now = at(moment)
        told[moment] = [world.plan(anna, kind="approved", seq=seq * 10 + one) for one in range(number)]
        settle(world)
    world.now = at("2026-12-05T09:00")
    settle(world)
    assert [str(letter["Subject"]) for letter in smtp.letters] == [
        "Сводка за день, сообщений: 3",
        "Сводка за день, сообщений: 1",
        "Сводка за день, сообщений: 1",
    ]
    dates = [letter["Date"].datetime for letter in smtp.letters]
    assert dates == [at("2026-12-02T09:00"), at("2026-12-03T09:00"), at("2026-12-05T09:00")]
    assert len({letter["Message-ID"] for letter in smtp.letters}) == 3
    notices = [world.notice(one) for ids in told.values() for one in ids]
    assert {notice.state for notice in notices} == {"sent"}
    assert [notice.sent_at for notice in notices[:3]] == [at("2026-12-02T09:00")] * 3


def test_weekly_digest_leaves_on_monday_and_counts_as_told_only_then(world: Any, smtp: MailServer) -> None:
    anna = person(world, email={"rhythm": "weekly"})
    alarm = world.alarm()
    world.now = at("2026-12-02T12:00")
    notice = world.plan(anna, kind="extended", alarm_row_id=alarm)
    world.now = at("2026-12-07T08:59")
    settle(world)
    assert (world.notice(notice).state, world.alarm_row(alarm).sent_at, smtp.letters) == ("waiting", None, [])
    world.now = at("2026-12-07T09:00")
    settle(world)
    assert (world.notice(notice).state, world.alarm_row(alarm).sent_at) == ("sent", world.now)
    assert str(smtp.letters[0]["Subject"]) == "Сводка за неделю, сообщений: 1"


def test_urgent_notices_do_not_wait_for_the_digest(world: Any, smtp: MailServer) -> None:
    anna = person(world, email={"rhythm": "weekly"})
    patient = person_with(world, "boris@example.org", email={"rhythm": "weekly", "urgent_at_once": False})
    for one in (anna, patient):
        world.plan(one, kind="review_invitation", seq=1)
        world.plan(one, kind="approved", seq=2)
    settle(world)
    assert [str(letter["To"].addresses[0].addr_spec) for letter in smtp.letters] == ["anna@example.org"]
    world.later(days=7)
    settle(world)
    assert sorted(str(letter["Subject"]) for letter in smtp.letters[1:]) == [
        "Сводка за неделю, сообщений: 1",
        "Сводка за неделю, сообщений: 2",
    ]


def person_with(world: Any, written_to: str, **channels: dict[str, Any]) -> str:
    made = str(world.person(email=written_to))
    choose(world, made, **channels)
    world.add(ChannelSettings(person_id=made, zone=MOSCOW))
    return made


def test_quiet_hours_hold_everything_back_until_they_end(world: Any, smtp: MailServer) -> None:
    anna = person(world, hours=NIGHT)
    world.now = at("2026-12-01T23:30")
    notice = world.plan(anna, kind="deadline_passed")
    settle(world)
    assert (world.delivery(notice).next_try_at, smtp.letters) == (at("2026-12-02T08:00"), [])
    assert world.notice(notice).state == "waiting"  # and in the inbox
    world.now = at("2026-12-02T07:59")
    settle(world)
    assert smtp.letters == []
    world.now = at("2026-12-02T08:00")
    settle(world)
    assert len(smtp.letters) == 1


def test_quiet_hours_hold_back_what_could_not_leave_before_them(world: Any, smtp: MailServer) -> None:
    anna = person(world, hours=NIGHT)
    world.now = at("2026-12-01T21:59")
    smtp.refusal = "451 later"
    notice = world.plan(anna)
    settle(world)
    smtp.refusal = None
    for _ in range(3):
        world.later(minutes=10)
        settle(world)
    assert (world.delivery(notice).next_try_at, smtp.letters) == (at("2026-12-02T08:00"), [])
    world.now = at("2026-12-02T08:00")
    settle(world)
    assert len(smtp.letters) == 1


def test_digest_that_crashed_after_leaving_leaves_again_as_the_same_letter(
    world: Any, smtp: MailServer, open_database: Callable[[], Database]
) -> None:
    anna = person(world, email={"rhythm": "daily"})
    for seq in range(3):
        world.plan(anna, kind="approved", seq=seq)
    settle(world)
    world.later(days=1)
    with pytest.raises(Crash):
        world.dispatcher(Wrapped(open_post(world.settings), nothing, crash)).dispatch_once()
    late = world.plan(anna, kind="approved", seq=9)
    survivor = world.dispatcher(database=open_database())
    survivor.dispatch_once()
    world.now += CLAIM
    assert survivor.dispatch_once() == 1
    first, second = smtp.letters
    assert first.as_bytes() == second.as_bytes()
    assert (survivor.dispatch_once(), world.notice(late).state) == (0, "waiting")


def test_digest_that_fails_is_tried_again_whole(world: Any, smtp: MailServer) -> None:
    anna = person(world, email={"rhythm": "daily"})
    notices = [world.plan(anna, kind="approved", seq=seq) for seq in range(3)]
    settle(world)
    world.later(days=1)
    smtp.refusal = "451 later"
    settle(world)
    rows = [world.delivery(one) for one in notices]
    assert {(row.state, row.attempts, row.next_try_at) for row in rows} == {("failed", 1, world.now + DELAYS[0])}
    assert len({row.letter_id for row in rows}) == 1
    smtp.refusal = None
    world.now += DELAYS[0]
    settle(world)
    (letter,) = smtp.letters
    assert letter["Message-ID"] == f"<{rows[0].letter_id}@veche.example>"
    assert {world.notice(one).state for one in notices} == {"sent"}


def test_two_dispatchers_send_one_digest_of_many_notices(
    world: Any, smtp: MailServer, open_database: Callable[[], Database]
) -> None:
    anna = person(world, email={"rhythm": "daily"})
    for seq in range(120):
        world.plan(anna, kind="approved", seq=seq)
    settle(world)
    world.later(days=1)
    dispatchers = [world.dispatcher(database=open_database()) for _ in range(2)]
    assert [one.dispatch_once() for one in dispatchers] == [1, 0]
    assert str(smtp.letters[0]["Subject"]) == "Сводка за день, сообщений: 120"


def open_web(world: Any, web: WebServer, **settings: Any) -> None:
    world.settings = replace(world.settings, webhook_hosts=(web.place,), **settings)


def test_each_channel_has_a_delivery_of_its_own(world: Any, smtp: MailServer, web: WebServer) -> None:
    open_web(world, web, bot_url=f"{web.url}/bot123:abc")
    anna = person(world, email={}, webhook={"address": f"{web.url}/hook"}, bot={"address": "100", "rhythm": "daily"})
    notice = world.plan(anna, kind="approved")
    web.status = 503
    settle(world)
    assert channels_of(world, notice) == {"email": "sent", "webhook": "failed", "bot": "planned"}
    assert (world.notice(notice).state, world.delivery(notice, "webhook").error) == ("sent", "webhook_answered_503")
    web.status = 200
    world.later(days=1)
    settle(world)
    assert channels_of(world, notice) == {"email": "sent", "webhook": "sent", "bot": "sent"}
    assert world.notice(notice).sent_at < world.now
    assert (len(smtp.letters), [one.path for one in web.requests]) == (1, ["/hook", "/bot123:abc/sendMessage", "/hook"])


def test_notice_is_told_when_the_first_channel_took_it_and_given_up_when_none_did(
    world: Any, smtp: MailServer, web: WebServer
) -> None:
    open_web(world, web)
    anna = person(world, email={}, webhook={"address": f"{web.url}/hook"})
    smtp.refusal, web.status = "550 no such mailbox", 503
    alarm = world.alarm()
    lost = world.plan(anna, alarm_row_id=alarm)
    for delay in (*DELAYS, timedelta(0)):
        settle(world)
        world.now += delay
    assert channels_of(world, lost) == {"email": "given_up", "webhook": "given_up"}
    assert (world.notice(lost).state, world.alarm_row(alarm).reason) == ("given_up", "not_delivered")
    found = world.plan(anna, seq=2)
    for delay in DELAYS:
        settle(world)
        world.now += delay
    assert world.notice(found).state == "waiting"
    web.status = 200
    settle(world)
    assert (channels_of(world, found), world.notice(found).state) == ({"email": "given_up", "webhook": "sent"}, "sent")


def test_slow_channel_holds_up_no_other(world: Any, smtp: MailServer, web: WebServer) -> None:
    open_web(world, web)
    anna = person(world, email={}, webhook={"address": f"{web.url}/hook"})
    notice = world.plan(anna)
    ways = world.ways()
    letters, calls = (world.dispatcher_of(ways, channel) for channel in ("email", "webhook"))
    letters.dispatch_once()
    assert channels_of(world, notice) == {"email": "sent", "webhook": "planned"}
    calls.dispatch_once()
    assert channels_of(world, notice) == {"email": "sent", "webhook": "sent"}


def test_inbox_only_is_told_as_soon_as_it_is_there(world: Any, smtp: MailServer) -> None:
    anna = person(world, email={"enabled": False})
    notice = world.plan(anna)
    assert world.dispatcher().dispatch_once() == 1
    assert (world.notice(notice).state, channels_of(world, notice), smtp.letters) == ("sent", {}, [])


def test_letters_stand_in_where_the_chosen_channel_is_closed(world: Any, smtp: MailServer) -> None:
    """Who chose a bot that the installation no longer has did not choose to be told by the inbox alone."""
    anna = person(world, email={"enabled": False}, bot={"address": "100"})
    notice = world.plan(anna)
    settle(world)
    assert (channels_of(world, notice), len(smtp.letters)) == ({"email": "sent"}, 1)


def test_letters_go_to_the_confirmed_address(world: Any, smtp: MailServer) -> None:
    anna = person(world, email={"address": "drugoj@example.org"})
    world.plan(anna)
    settle(world)
    assert smtp.letters[0]["To"].addresses[0].addr_spec == "drugoj@example.org"


def test_who_is_deactivated_before_the_digest_gets_none(world: Any, smtp: MailServer) -> None:
    from storage.tables import Person

    anna = person(world, email={"rhythm": "daily"})
    notice = world.plan(anna, kind="approved")
    settle(world)
    with world.database.write() as session:
        session.get_one(Person, anna).active = False
    world.later(days=1)
    settle(world)
    assert (world.notice(notice).state, channels_of(world, notice), smtp.letters) == ("sent", {"email": "dropped"}, [])


def test_choice_that_changes_takes_what_waits_along(world: Any, smtp: MailServer, web: WebServer) -> None:
    open_web(world, web)
    anna = person(world, email={"rhythm": "weekly"}, webhook={"address": f"{web.url}/hook", "rhythm": "daily"})
    notice = world.plan(anna, kind="approved")
    settle(world)
    assert channels_of(world, notice) == {"email": "planned", "webhook": "planned"}
    change(world, anna, email={"rhythm": "at_once"})
    settle(world)
    assert channels_of(world, notice) == {"email": "sent", "webhook": "planned"}
    change(world, anna, webhook={"enabled": False})
    world.later(days=1)
    settle(world)
    assert (channels_of(world, notice), web.requests) == ({"email": "sent"}, [])


def test_turning_off_the_only_channel_leaves_it_to_the_others(world: Any, smtp: MailServer) -> None:
    anna = person(world, email={"rhythm": "weekly"})
    notice = world.plan(anna, kind="approved")
    settle(world)
    change(world, anna, email={"enabled": False})
    assert world.notice(notice).state == "planned"
    settle(world)
    assert (world.notice(notice).state, channels_of(world, notice), smtp.letters) == ("sent", {}, [])


def test_there_is_one_inbox_item_however_many_channels(world: Any, smtp: MailServer, web: WebServer) -> None:
    open_web(world, web)
    anna = person(world, email={}, webhook={"address": f"{web.url}/hook"})
    world.plan(anna)
    settle(world)
    with world.database.read() as session:
        assert len(session.exec(select(Notice).where(Notice.person_id == anna)).all()) == 1


def test_channel_turned_off_while_a_call_was_on_its_way_is_not_tried_again(
    world: Any, smtp: MailServer, web: WebServer
) -> None:
    open_web(world, web)
    anna = person(world, email={"enabled": False}, webhook={"address": f"{web.url}/hook"})
    notice = world.plan(anna, kind="approved")
    web.status = 503
    web.before = lambda: change(world, anna, email={"enabled": True}, webhook={"enabled": False})
    settle(world)
    web.status, web.before = 200, nothing
    world.later(seconds=5)
    settle(world)  # hands it on
    settle(world)
    assert (len(web.requests), len(smtp.letters)) == (1, 1)
    assert (channels_of(world, notice), world.notice(notice).state) == ({"email": "sent"}, "sent")


def test_address_that_fails_is_tried_once_in_a_batch_and_holds_up_nobody(
    world: Any, smtp: MailServer, web: WebServer
) -> None:
    open_web(world, web)
    anna = person(world, email={"enabled": False}, webhook={"address": f"{web.url}/dead"})
    boris = str(world.person())
    choose(world, boris, email={"enabled": False}, webhook={"address": f"{web.url}/hook"})
    lost = [world.plan(anna, seq=number) for number in range(3)]
    found = world.plan(boris)
    web.before = lambda: setattr(web, "status", 503 if web.requests[-1].path == "/dead" else 200)
    settle(world)
    assert sorted(one.path for one in web.requests) == ["/dead", "/hook"]
    assert [channels_of(world, one) for one in lost] == [{"webhook": "failed"}] * 3
    assert channels_of(world, found) == {"webhook": "sent"}


def test_giving_back_takes_nothing_from_who_has_it_now(world: Any) -> None:
    notice = world.plan(world.person())
    with world.database.write() as session:
        route(session, world.now, {"email"})
        late = claim(session, world.now, ["email"], {"email"})
    world.later(seconds=CLAIM.total_seconds())
    with world.database.write() as session:
        claim(session, world.now, ["email"], {"email"})
    with world.database.write() as session:
        release(session, late)
    assert world.delivery(notice).claimed_until == world.now + CLAIM
