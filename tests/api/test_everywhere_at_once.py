"""What ends access ends it for the very next request, whichever process gets it; and limits hold over all of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from services.record.refusals import RefusalBook
from storage.database import Database
from tests.api.stage import numbered
from tests.api.world import PASSWORD, Account, World

NEW = "тише едешь дальше будешь"


@pytest.fixture
def processes(either_world: World, count: Callable[..., None]) -> Iterator[tuple[World, World]]:
    """Two processes of one installation: nothing is shared between them but the database."""
    house = either_world.house
    database = Database(house.database.url)
    other = replace(house, database=database, refusals=RefusalBook())
    yield either_world, World(other, either_world.clock, either_world.app, either_world.client)
    database.close()
    count("ends seen elsewhere")


@dataclass(frozen=True)
class Keys:
    """What somebody has to come in by, and an administrator."""

    account: Account
    second: str
    token: str
    administrator: Account

    @property
    def path(self) -> str:
        return f"/people/{self.account.id}"


def given(world: World) -> Keys:
    account, administrator = world.person("administrator"), world.person("administrator")
    token = world.api_token(account, "read", "write", "admin")
    return Keys(account, world.sign_in(account.email), token, administrator)


def deactivate(world: World, keys: Keys) -> Any:
    return world.call("PATCH", keys.path, keys.administrator, version=1, json={"active": False})


def erase(world: World, keys: Keys) -> Any:
    deactivate(world, keys)
    return world.call("POST", f"{keys.path}/erasure", keys.administrator, json={"reason": "просит сам"})


def revoke(world: World, keys: Keys) -> Any:
    (listed,) = world.call("GET", "/tokens", keys.account).json()["items"]
    return world.call("DELETE", f"/tokens/{listed['id']}", keys.account)


def change_password(world: World, keys: Keys) -> Any:
    return world.call("PUT", f"{keys.path}/password", keys.account, json={"current": PASSWORD, "new": NEW})


def reset_password(world: World, keys: Keys) -> Any:
    return world.call("POST", f"{keys.path}/password/reset", keys.administrator, json={"new": NEW})


ENDS: dict[str, tuple[Callable[[World, Keys], Any], tuple[int, int, int]]] = {
    "nothing": (lambda _world, _keys: None, (201, 201, 201)),
    "signing out": (lambda world, keys: world.call("DELETE", "/sessions/current", keys.account), (401, 201, 201)),
    "signing out elsewhere": (lambda world, keys: world.call("DELETE", "/sessions", keys.account), (201, 401, 201)),
    "password changed": (change_password, (201, 401, 401)),
    "password reset": (reset_password, (401, 401, 401)),
    "role taken": (
        lambda world, keys: world.call("PATCH", keys.path, keys.administrator, version=1, json={"role": "member"}),
        (403, 403, 403),
    ),
    "deactivated": (deactivate, (401, 401, 401)),
    "erased": (erase, (401, 401, 401)),
    "token revoked": (revoke, (201, 201, 401)),
}
"""What is done in one process, and how the next request of the session, of a second one and of a token is answered."""


@pytest.mark.parametrize("end", ENDS)
def test_end_of_access_holds_at_the_next_request_in_every_process(processes: tuple[World, World], end: str) -> None:
    here, there = processes
    keys = given(here)
    doors = (keys.account, keys.second, keys.token)
    for by in doors:  # what a process knows from before must not count
        assert there.call("GET", "/sessions/current", by).status_code == 200
    act, expected = ENDS[end]
    done = act(here, keys)
    assert done is None or done.is_success, done.text
    asked = (there.call("POST", "/bodies", by, json={"name": numbered("Совет")}) for by in doors)
    assert tuple(answer.status_code for answer in asked) == expected


def test_failures_in_two_processes_are_one_limit(processes: tuple[World, World]) -> None:
    email = processes[0].person().email
    form = {"email": email, "password": "не тот пароль"}
    statuses = [processes[number % 2].call("POST", "/sessions", json=form).status_code for number in range(12)]
    assert statuses == [401] * 10 + [429] * 2


def test_letters_of_invitation_are_limited_over_all_processes(processes: tuple[World, World]) -> None:
    here, there = processes
    coordinator = here.person("coordinator")
    invitation = here.made("/invitations", coordinator, {"email": "gost@example.org", "name": "Гость"})
    path = f"/invitations/{invitation}/send-again"
    statuses = [(here, there)[number % 2].call("POST", path, coordinator).status_code for number in range(10)]
    assert statuses == [204] * 9 + [429]


def test_token_makes_none_that_is_stronger_or_lasts_longer(processes: tuple[World, World]) -> None:
    here, there = processes
    until = here.clock().replace(hour=12).isoformat()
    token = here.api_token(here.person("administrator"), "read", "admin", expires_at=until)
    forms: list[tuple[dict[str, Any], int]] = [
        ({"scopes": ["read", "write"], "expires_at": until}, 403),
        ({"scopes": ["read"]}, 403),
        ({"scopes": ["read"], "expires_at": until.replace("T12", "T13")}, 403),
        ({"scopes": ["read"], "expires_at": until}, 201),
    ]
    for form, status in forms:
        assert there.call("POST", "/tokens", token, json={"name": "Ключ", **form}).status_code == status
