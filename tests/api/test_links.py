"""Invitations and signing in by a link: the letter's link works once, in time, and never by being looked at."""

import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from activities.notices import open_post
from activities.notices.link_letters import LinkLetters
from storage.tables import Invitation, Link, Person, metadata
from tests.activities.notices.conftest import Mailing
from tests.api.stage import problem
from tests.api.test_sessions import is_signed_in
from tests.api.world import PASSWORD, Account, World
from tests.servers.mail import MailServer

NEW = "тише едешь дальше будешь"
Send = Callable[[], list[str]]
"""Sends what is due and gives the tokens of the letters that left, in order."""


@pytest.fixture
def send(world: World, tmp_path: Path) -> Send:
    mailing = Mailing(tmp_path / "outbox")
    sender = LinkLetters(world.house.database, world.clock, open_post(mailing), mailing)

    def tokens() -> list[str]:
        known = set(mailing.outbox.glob("*.eml"))
        sender.send_once()
        return [token_in(file.read_bytes()) for file in sorted(set(mailing.outbox.glob("*.eml")) - known)]

    return tokens


def token_in(letter: bytes) -> str:
    content = message_from_bytes(letter, policy=policy.default).get_content().replace("\r\n", "\n")
    (token,) = re.findall(r"^https://veche.example/links/(veche_link_\S+)$", content, re.MULTILINE)
    return str(token)


def ask(world: World, email: str) -> int:
    return world.call("POST", "/sessions/links", json={"email": email}).status_code


def enter(world: World, token: str, **more: Any) -> Any:
    return world.call("POST", "/sessions/by-link", json={"token": token}, **more)


def spent(answer: Any) -> bool:
    return problem(answer) == (410, "link_spent")


def test_link_signs_in_once(world: World, send: Send) -> None:
    account = world.person()
    assert ask(world, account.email.upper()) == 204
    (token,) = send()
    begun = enter(world, token)
    assert begun.status_code == 201
    assert is_signed_in(world, begun.json()["token"])
    assert begun.json()["person_id"] == account.id
    assert spent(enter(world, token))
    assert send() == []


def test_link_that_scanners_look_at_changes_nothing(world: World, send: Send) -> None:
    account = world.person()
    ask(world, account.email)
    (token,) = send()
    before = rows(world)
    for method in ("GET", "HEAD", "GET", "OPTIONS"):
        seen = world.call(method, f"/links/{token}")
        if method == "GET":
            assert seen.json() == {
                "kind": "sign_in",
                "expires_at": "2026-11-22T09:15:00Z",
                "next": "POST /api/v1/sessions/by-link",
            }
            assert seen.headers["cache-control"] == "no-store"
            assert "set-cookie" not in seen.headers
    assert rows(world) == before
    assert enter(world, token).status_code == 201
    assert spent(world.call("GET", f"/links/{token}"))


def rows(world: World) -> list[Any]:
    with world.house.database.read() as session:
        return [session.execute(table.select()).all() for table in metadata.sorted_tables]


def test_link_ends_after_fifteen_minutes(world: World, send: Send) -> None:
    account = world.person()
    ask(world, account.email)
    (token,) = send()
    world.clock.advance(minutes=15, seconds=-1)
    assert world.call("GET", f"/links/{token}").status_code == 200
    world.clock.advance(seconds=1)
    assert spent(world.call("GET", f"/links/{token}"))
    assert spent(enter(world, token))


def test_link_that_could_not_be_sent_in_time_is_not_sent(world: World, send: Send) -> None:
    ask(world, world.person().email)
    world.clock.advance(minutes=15)
    assert send() == []


@pytest.mark.parametrize("token", ["", "veche_link_", "veche_link_" + "A" * 64, "veche_ses_x", "ключ", "x" * 201])
def test_unknown_link_is_answered_like_a_used_one(world: World, token: str) -> None:
    answer = enter(world, token)
    assert spent(answer) or answer.json()["code"] == "invalid_request"
    assert (answer.status_code == 422) == (token == "" or len(token) > 200)


def test_token_of_another_link_does_not_do(world: World, send: Send) -> None:
    first, second = world.person(), world.person()
    ask(world, first.email)
    (one,) = send()
    ask(world, second.email)
    (other,) = send()
    mixed = one[: len("veche_link_") + 20] + other[len("veche_link_") + 20 :]
    assert spent(enter(world, mixed))
    assert enter(world, one).status_code == 201


@pytest.mark.parametrize("case", ["unknown", "deactivated"])
def test_asking_tells_nobody_whether_there_is_an_account(world: World, send: Send, case: str) -> None:
    account, email = world.person(), "nikto@example.org"
    if case == "deactivated":
        gone = world.person()
        world.call("PATCH", f"/people/{gone.id}", world.person("administrator"), version=1, json={"active": False})
        email = gone.email
    answers = [world.call("POST", "/sessions/links", json={"email": one}) for one in (account.email, email)]
    assert len({(one.status_code, one.content, len(one.headers)) for one in answers}) == 1
    assert len(send()) == 1
    with world.house.database.read() as session:
        assert [link.person_id for link in session.exec(select(Link))] == [account.id]


def test_asking_does_the_same_for_an_unknown_address(world: World) -> None:
    account, statements = world.person(), []

    @event.listens_for(world.house.database.writer, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    done = []
    for email in ("nikto@example.org", account.email, "nikto@example.org"):
        statements.clear()
        ask(world, email)
        done.append(list(statements))
    assert done[0] == done[1] == done[2]
    assert len(done[0]) > 5, "the listener hears nothing"


def test_asking_is_limited_like_signing_in(world: World, send: Send) -> None:
    account = world.person()
    answers = [ask(world, account.email) for _ in range(11)]
    assert answers == [204] * 10 + [429]
    assert len(send()) == 5
    assert is_signed_in(world, world.sign_in(account.email))


def test_guessing_is_limited(world: World) -> None:
    answers = [enter(world, f"veche_link_{number}").status_code for number in range(11)]
    assert answers == [410] * 10 + [429]


def test_link_of_somebody_who_was_deactivated_meanwhile(world: World, send: Send) -> None:
    account = world.person()
    ask(world, account.email)
    (token,) = send()
    world.call("PATCH", f"/people/{account.id}", world.person("administrator"), version=1, json={"active": False})
    assert spent(enter(world, token))


def invite(world: World, by: Account, email: str = "gost@example.org", **more: Any) -> Any:
    return world.call("POST", "/invitations", by, json={"email": email, "name": "Пётр", **more})


def join(world: World, token: str, **more: Any) -> Any:
    form = {"token": token, "name": "Пётр Гостев", "password": PASSWORD, "consent": "1", **more}
    return world.call("POST", "/invitations/accept", json=form)


def test_invited_person_joins_with_name_password_and_consent(world: World, send: Send) -> None:
    administrator = world.person("administrator")
    body = world.made("/bodies", administrator, {"name": "Совет"})
    organisation = world.made("/organisations", administrator, {"name": "Землячество"})
    seat = {"body_id": body, "office": "secretary", "since": "2026-12-01"}
    made = invite(world, administrator, role="coordinator", organisation_id=organisation, bodies=[seat])
    assert made.status_code == 201
    assert [one["name"] for one in world.call("GET", "/people", administrator).json()["items"]] == ["Участник 1"]
    (token,) = send()
    assert world.call("GET", f"/links/{token}").json()["kind"] == "invitation"
    assert spent(enter(world, token))
    assert problem(join(world, token, consent="0"))[1] == "consent_unknown"
    assert problem(join(world, token, password="коротко"))[1] == "password_too_short"
    joined = join(world, token)
    assert joined.status_code == 201, joined.text
    person = world.call("GET", f"/people/{joined.json()['id']}", administrator).json()
    assert (person["name"], person["role"], person["organisation_id"]) == ("Пётр Гостев", "coordinator", organisation)
    assert is_signed_in(world, world.sign_in("gost@example.org"))
    (member,) = world.call("GET", f"/bodies/{body}/members", administrator).json()["items"]
    assert (member["person_id"], member["office"], member["since"]) == (person["id"], "secretary", "2026-12-01")
    with world.house.database.read() as session:
        assert session.get_one(Person, person["id"]).consent_version == "1"
    assert spent(join(world, token))
    (listed,) = world.call("GET", "/invitations", administrator).json()["items"]
    assert (listed["person_id"], listed["letter"]) == (person["id"], "sent")
    assert listed["accepted_at"] is not None


def test_known_person_without_password_is_invited_to_set_one(world: World, send: Send) -> None:
    administrator = world.person("administrator")
    known = world.made("/people", administrator, {"email": "gost@example.org", "name": "Гостев", "position": "член"})
    invite(world, administrator, position="другое")
    (token,) = send()
    assert join(world, token).json()["id"] == known
    assert world.call("GET", f"/people/{known}", administrator).json()["position"] == "член"
    assert is_signed_in(world, world.sign_in("gost@example.org"))
    assert problem(invite(world, administrator)) == (409, "email_taken")


def test_coordinator_invites_members_only(world: World) -> None:
    administrator, coordinator = world.person("administrator"), world.person("coordinator")
    body = world.made("/bodies", administrator, {"name": "Совет"})
    assert problem(invite(world, coordinator, role="coordinator")) == (403, "not_allowed")
    assert problem(invite(world, coordinator, bodies=[{"body_id": body}])) == (403, "not_allowed")
    assert invite(world, coordinator).status_code == 201
    assert problem(invite(world, administrator, "b@example.org", bodies=[{"body_id": coordinator.id}]))[1] == (
        "body_unknown"
    )
    others = world.call("GET", "/invitations", world.person("coordinator")).json()["items"]
    assert (others, len(world.call("GET", "/invitations", coordinator).json()["items"])) == ([], 1)


def test_invitation_sent_again_leaves_only_the_new_link_good(world: World, send: Send) -> None:
    administrator = world.person("administrator")
    path = f"/invitations/{invite(world, administrator).json()['id']}"
    (old,) = send()
    assert world.call("POST", f"{path}/send-again", administrator).status_code == 204
    (new,) = send()
    assert spent(join(world, old))
    assert join(world, new).status_code == 201


def test_withdrawn_invitation_lets_nobody_in(world: World, send: Send) -> None:
    administrator = world.person("administrator")
    path = f"/invitations/{invite(world, administrator).json()['id']}"
    (token,) = send()
    assert world.call("DELETE", path, administrator).status_code == 204
    assert spent(join(world, token))
    assert invite(world, administrator).status_code == 201


def test_invitation_ends_after_two_weeks(world: World, send: Send) -> None:
    administrator = world.person("administrator")
    invite(world, administrator)
    (token,) = send()
    world.clock.advance(days=14)
    assert spent(join(world, token))
    assert invite(world, world.person("administrator")).status_code == 201


def test_token_lies_nowhere_but_in_the_letter(
    world: World, send: Send, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(world, world.person().email)
        invite(world, world.person("administrator"))
        tokens = send()
        enter(world, tokens[0])
        join(world, tokens[1])
    assert len(tokens) == 2
    kept = str(rows(world))
    for token in tokens:
        assert token not in kept
        assert token.removeprefix("veche_link_")[22:] not in kept
        assert token not in caplog.text


def test_letter_that_did_not_leave_is_sent_with_another_token(world: World, smtp: MailServer, tmp_path: Path) -> None:
    mailing = Mailing(tmp_path / "outbox", f"smtp://{smtp.host}:{smtp.port}")
    sender = LinkLetters(world.house.database, world.clock, open_post(mailing), mailing)
    ask(world, world.person().email)
    smtp.refusal = "451 later"
    assert (sender.send_once(), sender.send_once()) == (0, 0)
    smtp.refusal = None
    world.clock.advance(seconds=5)
    assert sender.send_once() == 1
    (letter,) = smtp.letters
    assert enter(world, token_in(letter.as_bytes())).status_code == 201
    with world.house.database.read() as session:
        link = session.exec(select(Link)).one()
    assert (link.state, link.attempts, len(link.token_hashes)) == ("sent", 2, 2)


def test_sixteen_at_once_sign_in_once(either_world: World, tmp_path: Path) -> None:
    world = either_world
    mailing = Mailing(tmp_path / "letters")
    sender = LinkLetters(world.house.database, world.clock, open_post(mailing), mailing)
    ask(world, world.person().email)
    invite(world, world.person("administrator"))
    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(lambda _: sender.send_once(), range(1))) == 2
    tokens = [token_in(file.read_bytes()) for file in sorted(mailing.outbox.glob("*.eml"))]
    with ThreadPoolExecutor(8) as threads:
        entered = sorted(one.status_code for one in threads.map(lambda _: enter(world, tokens[0]), range(8)))
        joined = sorted(one.status_code for one in threads.map(lambda _: join(world, tokens[1]), range(3)))
    assert entered == [201] + [410] * 7
    assert joined == [201] + [410] * 2
    with world.house.database.read() as session:
        assert session.exec(select(Invitation)).one().accepted_at is not None
