"""No password and no token is found in the database file or in the log, whatever was done with them."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from tests.api.world import PASSWORD, World

NEW = "тише едешь дальше будешь"


def test_secrets_are_neither_stored_nor_logged(world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    key = "kljuch-kotoryj-nigde-ne-zapisan"
    with caplog.at_level(logging.DEBUG):
        administrator, account = world.person("administrator"), world.person()
        token = world.api_token(administrator, "read", "admin")
        world.call("GET", "/people", token)
        form = {"email": account.email, "password": PASSWORD}
        session = world.call("POST", "/sessions", key=key, json=form).json()["token"]
        world.call("POST", "/sessions", json={**form, "password": "угаданный пароль"})
        world.call("PUT", f"/people/{account.id}/password", session, json={"current": PASSWORD, "new": NEW})
        world.house = replace(world.house, passwords=None)  # type: ignore[arg-type]
        assert world.call("POST", "/sessions", json={**form, "password": NEW}).status_code == 500
    secrets = [PASSWORD, NEW, "угаданный пароль", key, token, session, administrator.token]
    stored = b"".join(file.read_bytes() for file in sorted(tmp_path.rglob("*")) if file.is_file())
    assert account.email.encode() in stored
    assert [secret for secret in secrets if secret.encode() in stored] == []
    assert "incident" in caplog.text
    assert [secret for secret in secrets if secret in caplog.text] == []


def test_secret_of_the_installation_is_not_shown(world: World) -> None:
    assert world.house.secret.hex() not in repr(world.house)
    assert repr(world.house.secret) not in repr(world.house)
