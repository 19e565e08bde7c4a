"""Every writing route of identity: the same key gets the same answer and has one effect."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import func, select

from storage.journal import INSTALLATION
from storage.tables import Event, Person, Session
from tests.api.examples import READY
from tests.api.test_openapi import example_of, found
from tests.api.world import Account, World

KEY = "ключ".encode().hex()
CHANGED: dict[str, dict[str, Any]] = {
    "sessions.sign_in": {"cookie": True},
    "sessions.ask_link": {"email": "drugoy@example.org"},
    "sessions.sign_in_by_link": {"cookie": True},
    "invitations.add": {"name": "Другой"},
    "invitations.accept": {"name": "Другой"},
    "confirmations.add": {"password": "не тот пароль"},
    "confirmations.by_link": {"token": "veche_link_x"},
    "tokens.add": {"name": "Другой"},
    "people.add": {"name": "Другой"},
    "people.update": {"position": "другая"},
    "people.update_profile": {"name": "Другой"},
    "people.change_password": {"new": "без труда не вынешь рыбку"},
    "people.reset_password": {"new": "без труда не вынешь рыбку"},
    "people.consent": {"given": False},
    "people.erase": {"notes": True},
    "channels.update": {"channels": []},
    "channels.set_address": {"address": "drugoj@example.org"},
    "channels.confirm": {"code": "22222222"},
    "organisations.add": {"name": "Другая"},
    "organisations.update": {"name": "Другая"},
    "bodies.add": {"name": "Другой"},
    "bodies.update": {"function": "другая"},
    "calendar.set_day": {"working": True},
    "calendar.end_day": {"reason": "другая"},
    "bodies.set_member": {"office": "secretary"},
    "absences.add": {"until": "2030-07-15"},
}
"""A field of each example with another value."""

Place = Callable[[World, Account], str]


@pytest.mark.parametrize("operation_id", CHANGED)
def test_repetition_gets_the_same_answer_and_has_one_effect(world: World, operation_id: str) -> None:
    method, path, operation = found(world, operation_id)
    ready = READY[operation_id](world)
    example = example_of(world.app.openapi(), operation) | ready.form

    def send(form: dict[str, Any]) -> Any:
        place = path.format_map(ready.places)
        return world.call(method, place, ready.by, key=KEY, version=ready.version, json=form)

    recorded = length_of_record(world)
    first, seq = send(example), length_of_record(world)
    assert seq > recorded, "an act of administration that the record does not know of"
    world.clock.advance(minutes=5)
    again = send(example)
    assert first.is_success
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert length_of_record(world) == seq
    other = send({**example, **CHANGED[operation_id]})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert length_of_record(world) == seq


def token_of(world: World, account: Account) -> str:
    world.api_token(account, "read")
    return f"/tokens/{world.call('GET', '/tokens', account).json()['items'][-1]['id']}"


def membership(world: World, account: Account) -> str:
    path = f"/bodies/{world.made('/bodies', account, {'name': 'Совет'})}/members/{account.id}"
    assert world.call("PUT", path, account, json={"title": "эксперт"}).is_success
    return path


def invitation(world: World, account: Account) -> str:
    return f"/invitations/{world.made('/invitations', account, {'email': 'gost@example.org', 'name': 'Гость'})}"


def feed_of(world: World, account: Account) -> str:
    path = f"/people/{account.id}/feed"
    assert world.call("POST", path, account).is_success
    return path


REMOVALS: dict[str, Place] = {
    "sessions.sign_out": lambda *_: "/sessions/current",
    "sessions.sign_out_elsewhere": lambda *_: "/sessions",
    "invitations.withdraw": invitation,
    "tokens.revoke": token_of,
    "bodies.remove_member": membership,
    "feeds.revoke": feed_of,
}


@pytest.mark.parametrize("place", REMOVALS.values(), ids=REMOVALS)
def test_repeated_removal_gets_the_same_answer_and_has_one_effect(world: World, place: Place) -> None:
    administrator = world.person("administrator")
    path = place(world, administrator)
    recorded = length_of_record(world)
    first, seq = world.call("DELETE", path, administrator, key=KEY), length_of_record(world)
    assert seq > recorded, "an act of administration that the record does not know of"
    again = world.call("DELETE", path, administrator, key=KEY)
    assert (first.status_code, again.status_code) == (204, 204)
    assert length_of_record(world) == seq


def test_sixteen_at_once_with_one_key_have_one_effect(world: World) -> None:
    administrator = world.person("administrator")
    form = {"email": "odin@example.org", "name": "Один"}
    with ThreadPoolExecutor(16) as threads:
        answers = list(
            threads.map(lambda _: world.call("POST", "/people", administrator, key=KEY, json=form), range(16))
        )
    assert {(one.status_code, one.content) for one in answers} == {(201, answers[0].content)}
    with world.house.database.read() as session:
        added = session.exec(select(func.count()).where(Person.email == form["email"])).one()
    assert added == 1


def test_key_of_somebody_else_is_another_act(world: World) -> None:
    first, second = world.person("administrator"), world.person("administrator")
    names = ((first, "Совет"), (second, "Комитет"))
    ids = {world.call("POST", "/bodies", by, key=KEY, json={"name": name}).json()["id"] for by, name in names}
    assert len(ids) == 2


def test_sign_in_with_the_key_of_another_does_not_give_their_session(world: World) -> None:
    account = world.person()
    form = {"email": account.email, "password": "утро вечера мудренее"}
    token = world.call("POST", "/sessions", key=KEY, json=form).json()["token"]
    guessed = world.call("POST", "/sessions", key=KEY, json={**form, "password": "не тот пароль"})
    assert guessed.json()["code"] == "credentials_refused"
    assert token not in guessed.text


def test_repeated_sign_in_by_a_browser_with_its_new_cookie_begins_no_second_session(world: World) -> None:
    account = world.person()
    form = {"email": account.email, "password": "утро вечера мудренее", "cookie": True}
    first = world.call("POST", "/sessions", key=KEY, json=form)
    again = world.call("POST", "/sessions", key=KEY, json=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert again.json() == first.json()
    with world.house.database.read() as session:
        assert session.exec(select(func.count()).where(Session.person_id == account.id)).one() == 2


def length_of_record(world: World) -> int:
    with world.house.database.read() as session:
        return session.exec(select(func.count()).where(Event.stream_id == INSTALLATION)).one()
