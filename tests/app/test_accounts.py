"""Accounts made on the installation's own machine."""

import asyncio
import re
from pathlib import Path

import pytest
import typer
from sqlalchemy import inspect
from typer.testing import CliRunner

from app.accounts import add_user, make_token
from app.clock import utc_now
from app.commands import accounts
from app.migrate import migrate
from app.settings import Settings
from app.speech import Stopped
from schemas.actor import Scope
from schemas.problems import Refused
from schemas.views.keys import NewToken, SignIn
from schemas.views.people import NewPerson
from services.house import House
from services.identity.actors import find_actor
from services.identity.signin import sign_in
from storage.database import Database
from storage.installation import ensure_installation
from storage.objects import open_store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "data").mkdir()
    settings = Settings.for_folder(tmp_path / "data")
    migrate(settings)
    return settings


def house_of(settings: Settings) -> House:
    database = Database(settings.database_url)
    secret = bytes.fromhex(ensure_installation(database, utc_now).secret)
    return House(database, open_store(settings.object_store_url), utc_now, secret)


def signed_in_role(settings: Settings, email: str, password: str) -> str:
    house = house_of(settings)
    form = SignIn.model_validate({"email": email, "password": password})
    act = house.act_of("", "sessions.sign_in", "k", "")
    begun = sign_in(house, act=act, seed="00" * 32, form=form, address="127.0.0.1")
    return asyncio.run(find_actor(house, begun.token)).role


def run(settings: Settings, *arguments: str) -> str:
    cli = typer.Typer()
    accounts.add_to(cli)
    result = CliRunner().invoke(cli, [*arguments, "--data", str(settings.data)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_first_administrator_is_given_a_password_that_is_shown_once(settings: Settings) -> None:
    said = run(settings, "user", "add", "--admin", "--email", "Anna@example.org", "--name", "Анна")
    password = re.search(r"shown once\): (\S+)", said)
    assert password is not None
    assert signed_in_role(settings, "anna@example.org", password[1]) == "administrator"


def test_token_is_printed_and_carries_its_scope(settings: Settings) -> None:
    add_user(settings, NewPerson(email="anna@example.org", name="Анна", role="coordinator"))
    options = ("--email", "Anna@example.org", "--name", "Выгрузка", "--scope", "read", "--days", "30")
    printed = run(settings, "token", *options).strip()
    actor = asyncio.run(find_actor(house_of(settings), printed))
    assert (actor.role, actor.scopes) == ("coordinator", frozenset({Scope.READ}))


def test_person_without_password_cannot_sign_in(settings: Settings) -> None:
    add_user(settings, NewPerson(email="anna@example.org", name="Анна"))
    with pytest.raises(Refused) as refused:
        signed_in_role(settings, "anna@example.org", "любой пароль")
    assert refused.value.code == "credentials_refused"


def test_second_person_with_one_address_is_refused(settings: Settings) -> None:
    form = NewPerson(email="anna@example.org", name="Анна")
    add_user(settings, form)
    with pytest.raises(Refused) as refused:
        add_user(settings, form)
    assert refused.value.code == "email_taken"


def test_token_for_nobody_is_refused(settings: Settings) -> None:
    with pytest.raises(Refused) as refused:
        make_token(settings, "nikto@example.org", NewToken(name="Выгрузка", scopes=[Scope.READ]))
    assert refused.value.code == "not_found"


def test_database_that_is_not_migrated_is_said(tmp_path: Path) -> None:
    settings = Settings.for_folder(tmp_path)
    with pytest.raises(Stopped) as stopped:
        run(settings, "user", "add", "--email", "anna@example.org", "--name", "Анна")
    assert ["veche migrate" in sentence for sentence in (stopped.value.ru, stopped.value.en)] == [True, True]
    with Database(settings.database_url).read() as session:
        assert inspect(session.connection()).get_table_names() == []


def test_wrong_address_is_said(settings: Settings) -> None:
    with pytest.raises(Stopped) as stopped:
        run(settings, "user", "add", "--email", "без собаки", "--name", "Анна")
    assert "email" in stopped.value.ru
