"""An installation to call over HTTP: its own database file, folder store and clock, and people in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from api.application import PREFIX, application
from schemas.actor import SYSTEM, Role
from schemas.ids import new_id
from schemas.views.people import NewPerson
from services.house import House
from services.identity.passwords import Passwords
from services.people.people import add_person
from storage.database import Database
from storage.installation import ensure_installation
from storage.objects import ObjectStore
from storage.tables import metadata

MAIL_SECRET = "s" * 40
"""What the mail server of the tests shows."""
PASSWORD = "утро вечера мудренее"
CONFIRMED = {"password": PASSWORD}
"""What a signature is confirmed by."""
START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Account:
    """A person who can sign in, with the token of a session that was begun for them."""

    id: str
    email: str
    token: str


@dataclass
class World:
    """The API of a fresh installation, and what a test does with it."""

    house: House
    clock: Clock
    app: FastAPI
    client: TestClient
    people: int = field(default=0)

    def today(self) -> date:
        """The day it is where the installation is: after nine in the evening UTC it is tomorrow in Moscow."""
        return self.clock().astimezone(ZoneInfo(self.house.zone)).date()

    def person(self, role: Role = "member", *, email: str = "") -> Account:
        """Somebody new, signed in."""
        self.people += 1
        email = email or f"{role}{self.people}@example.org"
        form = NewPerson(email=email, name=f"Участник {self.people}", role=role, password=PASSWORD)
        act = self.house.act_of("", "people.add", new_id(), email)
        made = add_person(self.house, actor=SYSTEM, act=act, form=form)
        return Account(made.id, email, self.sign_in(email))

    def sign_in(self, email: str, password: str = PASSWORD) -> str:
        """The token of a new session."""
        answer = self.call("POST", "/sessions", json={"email": email, "password": password})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def api_token(self, account: Account, *scopes: str, **more: Any) -> str:
        """A new API token of the account's."""
        form = {"name": "Проверка", "scopes": scopes, **more}
        answer = self.call("POST", "/tokens", account, json=form)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def call(
        self,
        method: str,
        path: str,
        by: Account | str | None = None,
        *,
        key: str | None = "",
        version: int | None = None,
        language: str = "ru",
        headers: dict[str, str] | None = None,
        **request: Any,
    ) -> Response:
        """One request; `path` follows /api/v1, `by` is an account or a token, `key` None leaves the header out."""
        sent = {"Accept-Language": language}
        if by is not None:
            sent["Authorization"] = f"Bearer {by.token if isinstance(by, Account) else by}"
        if method not in ("GET", "HEAD") and key is not None:
            sent["Idempotency-Key"] = key or new_id()
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        self.app.state.house = self.house
        return self.client.request(method, f"{PREFIX}{path}", headers={**sent, **(headers or {})}, **request)

    def made(self, path: str, by: Account, form: dict[str, Any]) -> str:
        """The id of what a POST made."""
        answer = self.call("POST", path, by, json=form)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


_applications: list[FastAPI] = []


def any_application(house: House) -> FastAPI:
    """The application, answering for this house."""
    # Making one takes half a second, and it is the same for all but for the house it answers for.
    if not _applications:
        _applications.append(application(house))
    return _applications[0]


def make_installation(folder: Path) -> Path:
    """The database file of an installation in which nothing has happened yet, to be copied."""
    file = folder / "veche.db"
    database = Database(f"sqlite:///{file}")
    metadata.create_all(database.writer)
    ensure_installation(database, Clock())
    database.close()
    return file


@contextmanager
def running_world(folder: Path, fresh: Path, store: ObjectStore) -> Iterator[World]:
    """A copy of the `fresh` installation in `folder`; hashing passwords is made cheap by its cost only."""
    file = shutil.copyfile(fresh, folder / "veche.db")
    database = Database(f"sqlite:///{file}")
    clock = Clock()
    house = House(
        database=database,
        store=store,
        clock=clock,
        secret=bytes.fromhex(ensure_installation(database, clock).secret),
        passwords=Passwords(rounds=1, memory=64),
        mail_secret=MAIL_SECRET,
    )
    app = any_application(house)
    with TestClient(app, base_url=house.public_url) as client:
        yield World(house, clock, app, client)
    database.close()
