"""Commands about who may use an installation: people and API tokens."""

import sys
from datetime import timedelta
from typing import Annotated

import typer
from pydantic import ValidationError

from app.clock import utc_now
from app.commands.running import DataOption, settings_of
from app.speech import Stopped, say
from schemas.actor import Scope
from schemas.views.keys import NewToken
from schemas.views.people import NewPerson

user = typer.Typer(help="Люди / people.", no_args_is_help=True)


@user.callback()
def _family() -> None:
    """Keep `add` a command of its own although it is the only one."""


@user.command()
def add(
    email: Annotated[str, typer.Option(help="Адрес почты / e-mail address")],
    name: Annotated[str, typer.Option(help="Имя / name")],
    admin: Annotated[bool, typer.Option("--admin", help="Администратор / an administrator")] = False,
    coordinator: Annotated[bool, typer.Option("--coordinator", help="Координатор / a coordinator")] = False,
    data: DataOption = None,
) -> int:
    """Добавить человека / Add a person; the password is asked for, or made and printed without a terminal."""
    from app.accounts import add_user  # noqa: PLC0415
    from services.identity.passwords import random_password  # noqa: PLC0415

    settings = settings_of(data)
    typed = _typed_password() if sys.stdin.isatty() else ""
    password = typed or random_password()
    role = "administrator" if admin else "coordinator" if coordinator else "member"
    try:
        form = NewPerson.model_validate({"email": email, "name": name, "role": role, "password": password})
    except ValidationError as wrong:
        raise _not_taken(wrong) from None
    add_user(settings, form)
    say(f"Добавлен {form.email}.", f"Added {form.email}.")
    if not typed:
        say(f"Пароль (показан один раз): {password}", f"Password (shown once): {password}")
    return 0


def _typed_password() -> str:
    prompt = "Пароль, пустой — придумать / password, empty to have one made"
    again = "Ещё раз / once more"
    return str(typer.prompt(prompt, default="", show_default=False, hide_input=True, confirmation_prompt=again))


def token(
    email: Annotated[str, typer.Option(help="Чей токен / whose token")],
    name: Annotated[str, typer.Option(help="Для чего он / what it is for")],
    scope: Annotated[list[Scope], typer.Option(help="Область, можно несколько / scope, may be repeated")],
    days: Annotated[int | None, typer.Option(help="Сколько дней действует / days it lasts", min=1, max=3660)] = None,
    data: DataOption = None,
) -> int:
    """Создать токен API / Make an API token and print it."""
    from app.accounts import make_token  # noqa: PLC0415

    expires_at = utc_now() + timedelta(days=days) if days else None
    try:
        form = NewToken(name=name, scopes=scope, expires_at=expires_at)
    except ValidationError as wrong:
        raise _not_taken(wrong) from None
    print(make_token(settings_of(data), email, form).token)
    return 0


def _not_taken(wrong: ValidationError) -> Stopped:
    fields = ", ".join(sorted({str(error["loc"][0]) for error in wrong.errors(include_input=False)}))
    return Stopped(f"Не подходит: {fields}. Исправьте и повторите.", f"Not accepted: {fields}. Correct and repeat.")


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    cli.add_typer(user, name="user")
    cli.command()(token)
