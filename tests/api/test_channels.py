"""Channels over HTTP: chosen by version, addresses proven by codes that really arrive, and nothing told to others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from activities.notices import Dispatcher, open_ways
from activities.notices.outside import Outside
from activities.notices.proofs import TRIES
from schemas.channels import CHANNELS
from schemas.ids import new_id
from storage.tables import Notice
from tests.activities.notices.conftest import FACTS, Mailing
from tests.api.refusals_channels import ask_address
from tests.api.stage import house_with, problem
from tests.api.world import Account, World
from tests.servers.mail import MailServer
from tests.servers.web import WebServer, running_web

WEEKLY = {"zone": "Asia/Omsk", "language": "en", "channels": [{"kind": "email", "rhythm": "weekly"}]}


@dataclass
class Town:
    """A world with a mail server, a web server that webhooks may call, and a bot."""

    world: World
    smtp: MailServer
    web: WebServer
    settings: Mailing

    def dispatch(self) -> None:
        """Send all that is due."""
        house = self.world.house
        dispatcher = Dispatcher(house.database, house.clock, open_ways(self.settings, house.secret, house.clock))
        while dispatcher.dispatch_once():
            pass

    def confirm(self, by: Account, kind: str, code: str) -> Any:
        path = f"/people/{by.id}/channels/{kind}/confirmation"
        return self.world.call("POST", path, by, json={"code": code})

    def read(self, by: Account) -> dict[str, Any]:
        answer = self.world.call("GET", f"/people/{by.id}/channels", by)
        found: dict[str, Any] = answer.json()
        assert answer.headers["etag"] == f'"{found["version"]}"'
        return found | {one["kind"]: one for one in found["channels"]}

    def tell(self, person: Account, kind: str = "approved") -> str:
        """Plan a notice as the record does."""
        given = {"stream_id": "section/sec-2", "seq": 1, "person_id": person.id, "facts": FACTS}
        row = Notice(id=new_id(), kind=kind, next_try_at=self.world.clock(), made_at=self.world.clock(), **given)
        with self.world.house.database.write() as session:
            session.add(row)
        return row.id


@pytest.fixture
def town(world: World, smtp: MailServer, tmp_path: Path) -> Iterator[Town]:
    with running_web() as web:
        settings = Mailing(
            tmp_path / "outbox",
            f"smtp://{smtp.host}:{smtp.port}",
            webhook_hosts=(web.place,),
            bot_url=f"{web.url}/bot123:abc",
        )
        with house_with(world, channels=frozenset(CHANNELS), outside=Outside([web.place])):
            yield Town(world, smtp, web, settings)


def code_in(text: str) -> str:
    found = re.search(r"Ваш код: ([A-Z2-7]{8})\b", text)
    assert found is not None
    return found[1]


def test_channels_of_somebody_new_are_letters_at_once(town: Town) -> None:
    by = town.world.person()
    found = town.read(by)
    assert [(one["kind"], one["enabled"], one["open"]) for one in found["channels"]] == [
        ("email", True, True),
        ("webhook", False, True),
        ("bot", False, True),
    ]
    assert found["email"]["address"] == by.email
    assert (found["zone"], found["quiet"], found["version"]) == ("Europe/Moscow", None, 1)


def test_channels_are_chosen_by_version(town: Town) -> None:
    by, path = (by := town.world.person()), f"/people/{by.id}/channels"
    assert problem(town.world.call("PUT", path, by, json=WEEKLY)) == (428, "version_required")
    assert problem(town.world.call("PUT", path, by, version=2, json=WEEKLY)) == (412, "version_outdated")
    assert town.world.call("PUT", path, by, version=1, json=WEEKLY).json() == {"id": by.id, "version": 2}
    assert problem(town.world.call("PUT", path, by, version=1, json=WEEKLY)) == (412, "version_outdated")
    found = town.read(by)
    assert (found["zone"], found["language"], found["email"]["rhythm"]) == ("Asia/Omsk", "en", "weekly")
    assert town.world.call("GET", f"/people/{by.id}", by).json()["language"] == "en"


BAD = {
    "an unknown zone": {"zone": "Moscow"},
    "quiet hours of a whole day": {"quiet": {"since": "08:00", "until": "08:00"}},
    "quiet hours that are too long": {"quiet": {"since": "08:00", "until": "22:01"}},
    "seconds": {"digest_at": "09:00:01"},
    "a time with a zone": {"digest_at": "09:00+03:00"},
    "a channel twice": {"channels": [{"kind": "email"}, {"kind": "email"}]},
    "an unknown channel": {"channels": [{"kind": "pigeon"}]},
    "an unknown rhythm": {"channels": [{"kind": "email", "rhythm": "hourly"}]},
    "an address": {"channels": [{"kind": "email", "address": "a@example.org"}]},
}


@pytest.mark.parametrize("wrong", BAD)
def test_choice_of_another_form_is_refused(town: Town, wrong: str) -> None:
    by = town.world.person()
    form = {**WEEKLY, **BAD[wrong]}
    answer = town.world.call("PUT", f"/people/{by.id}/channels", by, version=1, json=form)
    assert problem(answer) == (422, "invalid_request")


def test_e_mail_goes_elsewhere_once_the_code_came_back(town: Town) -> None:
    by = town.world.person()
    asked = ask_address(town.world, by, "email", "drugoj@example.org")
    assert asked.status_code == 202
    town.dispatch()
    (letter,) = town.smtp.letters
    assert letter["To"].addresses[0].addr_spec == "drugoj@example.org"
    assert letter["Message-ID"].startswith(f"<{asked.json()['id']}@")
    code = code_in(letter.get_content())
    assert code not in asked.text
    assert town.read(by)["email"]["address"] == by.email
    assert town.confirm(by, "email", code.lower()).status_code == 200
    assert town.read(by)["email"]["address"] == "drugoj@example.org"
    town.tell(by)
    town.dispatch()
    assert town.smtp.letters[-1]["To"].addresses[0].addr_spec == "drugoj@example.org"
    assert problem(town.confirm(by, "email", code)) == (409, "code_not_awaited")


def test_code_is_good_for_its_own_person_channel_and_time(town: Town) -> None:
    by, other = town.world.person(), town.world.person()
    ask_address(town.world, by, "email", "a@example.org")
    town.dispatch()
    first = code_in(town.smtp.letters[-1].get_content())
    assert problem(town.confirm(other, "email", first)) == (409, "code_not_awaited")
    assert problem(town.confirm(by, "bot", first)) == (409, "code_not_awaited")
    ask_address(town.world, by, "email", "b@example.org")
    assert problem(town.confirm(by, "email", first)) == (422, "code_wrong")
    town.dispatch()
    second = code_in(town.smtp.letters[-1].get_content())
    town.world.clock.advance(minutes=30)
    assert problem(town.confirm(by, "email", second)) == (409, "code_not_awaited")


def test_code_cannot_be_guessed(town: Town) -> None:
    by = town.world.person()
    ask_address(town.world, by, "email", "a@example.org")
    town.dispatch()
    code = code_in(town.smtp.letters[-1].get_content())
    for _ in range(TRIES):
        assert problem(town.confirm(by, "email", "22222222")) == (422, "code_wrong")
    assert problem(town.confirm(by, "email", code)) == (409, "code_not_awaited")


def test_chat_and_webhook_are_linked_by_the_codes_that_come_there(town: Town) -> None:
    by = town.world.person()
    for kind, address in (("bot", "-1001234567890"), ("webhook", f"{town.web.url}/hook")):
        assert ask_address(town.world, by, kind, address).status_code == 202
        town.dispatch()
        received = town.web.requests[-1].json
        assert problem(town.confirm(by, kind, "22222222")) == (422, "code_wrong")
        assert town.confirm(by, kind, code_in(received["text"])).status_code == 200
        assert (town.read(by)[kind]["enabled"], town.read(by)[kind]["address"]) == (True, address)
    notice = town.tell(by)
    town.dispatch()
    paths = {one.path: one for one in town.web.requests[2:]}
    assert sorted(paths) == ["/bot123:abc/sendMessage", "/hook"]
    assert paths["/bot123:abc/sendMessage"].json["chat_id"] == "-1001234567890"
    assert "Стратегия развития" in paths["/bot123:abc/sendMessage"].json["text"]
    assert paths["/hook"].headers["veche-delivery"] == notice
    (item,) = town.world.call("GET", "/notices", by).json()["items"]
    assert {one["channel"]: (one["state"], one["attempts"]) for one in item["deliveries"]} == {
        "bot": ("sent", 1),
        "email": ("sent", 1),
        "webhook": ("sent", 1),
    }


ADDRESSES = [
    ("email", "без собаки"),
    ("bot", "https://t.example/me"),
    ("bot", "1; drop"),
    ("webhook", "http://127.0.0.1/"),
    ("webhook", "http://localhost:1/"),
    ("webhook", "https://hooks.example/"),
    ("webhook", "file:///etc/passwd"),
]


@pytest.mark.parametrize(("kind", "address"), ADDRESSES)
def test_address_that_cannot_be_gone_to_is_refused(town: Town, kind: str, address: str) -> None:
    assert problem(ask_address(town.world, town.world.person(), kind, address)) == (422, "address_unusable")


def test_addresses_are_shown_to_their_owner_only(town: Town) -> None:
    by, administrator, stranger = town.world.person(), town.world.person("administrator"), town.world.person()
    ask_address(town.world, by, "bot", "100200300")
    town.dispatch()
    town.confirm(by, "bot", code_in(town.web.requests[-1].json["text"]))
    path = f"/people/{by.id}/channels"
    seen = town.world.call("GET", path, administrator)
    assert [one["address"] for one in seen.json()["channels"]] == [None] * 3
    assert "100200300" not in seen.text
    assert problem(town.world.call("GET", path, stranger)) == (403, "not_allowed")


def test_unread_are_counted(town: Town) -> None:
    by = town.world.person()
    notice = town.tell(by)
    assert town.world.call("GET", "/notices/unread", by).json() == {"unread": 1}
    town.world.call("POST", f"/notices/{notice}/read", by)
    assert town.world.call("GET", "/notices/unread", by).json() == {"unread": 0}
    assert town.world.call("GET", "/notices/unread", town.world.person()).json() == {"unread": 0}


def test_call_to_a_webhook_is_checked_by_what_the_guide_says(town: Town) -> None:
    by = town.world.person()
    ask_address(town.world, by, "webhook", f"{town.web.url}/hook")
    town.dispatch()
    town.confirm(by, "webhook", code_in(town.web.requests[-1].json["text"]))
    old = town.world.call("POST", f"/people/{by.id}/channels/webhook/key", by).json()["key"]
    key = town.world.call("POST", f"/people/{by.id}/channels/webhook/key", by).json()["key"]
    town.tell(by)
    town.dispatch()
    call = town.web.requests[-1]
    guide = (Path(__file__).parents[2] / "docs" / "use.md").read_text()
    (code,) = re.findall(r"```python\n(.*?)```", guide.split("Veche-Signature", 1)[1], re.DOTALL)[:1]
    known: dict[str, Any] = {}
    exec(code, known)
    signed, now = call.headers["veche-signature"], town.world.clock().timestamp()
    assert known["is_genuine"](key, signed, call.body, now)
    assert not known["is_genuine"](old, signed, call.body, now)
    assert not known["is_genuine"](key, signed, call.body + b" ", now)
    assert not known["is_genuine"](key, signed.replace("v1=", "v1=0"), call.body, now)
    assert not known["is_genuine"](key, signed, call.body, now + 301)


def test_call_to_a_webhook_says_no_more_than_the_letter(town: Town) -> None:
    by = town.world.person()
    ask_address(town.world, by, "webhook", f"{town.web.url}/hook")
    town.dispatch()
    town.confirm(by, "webhook", code_in(town.web.requests[-1].json["text"]))
    notice = town.tell(by)
    town.web.status = 500
    town.dispatch()
    town.web.status = 200
    town.world.clock.advance(minutes=1)
    town.dispatch()
    first, again = town.web.requests[-2:]
    letter = town.smtp.letters[-1]
    assert first.body == again.body
    assert first.headers["veche-delivery"] == again.headers["veche-delivery"] == notice
    assert first.headers["veche-signature"] != again.headers["veche-signature"]
    assert first.headers["veche-event"] == "approved"
    assert again.json == {
        "id": notice,
        "event": "approved",
        "at": again.json["at"],
        "subject": str(letter["Subject"]),
        "text": letter.get_content().replace("\r\n", "\n"),
        "notices": [{"id": notice, "kind": "approved", "subject": str(letter["Subject"])}],
    }
