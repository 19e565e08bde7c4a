"""Commands about keeping what there is: backups, what comes after one is restored, and the objects."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from app.commands.running import DataOption, settings_of

Passphrase = Annotated[
    Path | None,
    typer.Option("--key-passphrase", help="Файл с паролем ключа подписи / a file with the signing key's passphrase"),
]

Unsent = Literal["send", "drop"]


def backup(
    folder: Annotated[Path, typer.Argument(help="Новая папка копии / the new folder of the backup")],
    verify: Annotated[bool, typer.Option("--verify", help="Только проверить её / only verify the one there")] = False,
    key_passphrase: Passphrase = None,
    data: DataOption = None,
) -> int:
    """Сделать резервную копию на ходу / Make a backup while everything runs: 0 well, 1 something is lost."""
    from app import backup as family  # noqa: PLC0415

    return family.verify_backup(folder) if verify else family.backup(settings_of(data), folder, key_passphrase)


def restore(
    folder: Annotated[Path, typer.Argument(help="Папка копии / the folder of the backup")],
    key_passphrase: Passphrase = None,
    data: DataOption = None,
) -> int:
    """Восстановить копию в пустую установку, на паузе / Restore a backup into an empty installation, paused."""
    from app.backup import restore as run  # noqa: PLC0415

    return run(settings_of(data), folder, key_passphrase)


def resume(
    unsent: Annotated[
        Unsent | None,
        typer.Option(help="Что с неотправленным: send отправить, drop нет / send what waits, or drop it"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Не спрашивая / without asking")] = False,
    data: DataOption = None,
) -> int:
    """Показать, что наступило за время паузы, и снять её / Show what fell due in the pause, and end it."""
    from app.resume import resume as run  # noqa: PLC0415

    return run(settings_of(data), unsent, yes=yes)


def reconcile(
    end: Annotated[
        bool, typer.Option("--end", help="Завершить процессы, которых нет в журнале / end workflows not on record")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Отчёт в JSON / the report as JSON")] = False,
    data: DataOption = None,
) -> int:
    """Сверить базу, объекты и процессы / Make database, objects and workflows agree: 1 if it needs a person."""
    from app.reconcile import reconcile as run  # noqa: PLC0415

    return run(settings_of(data), end=end, as_json=as_json)


store = typer.Typer(help="Хранилище объектов / the object store.", no_args_is_help=True)


@store.command("verify")
def verify_store(data: DataOption = None) -> int:
    """Проверить каждый объект / Read every object: 0 all well, 1 something is damaged or missing."""
    from app.store import verify as run  # noqa: PLC0415

    return run(settings_of(data))


@store.command("sweep")
def sweep_store(
    yes: Annotated[bool, typer.Option("--yes", help="Отложить их / set them aside")] = False,
    data: DataOption = None,
) -> int:
    """Показать объекты, которые никому не нужны / Show the objects that nothing names."""
    from app.store import sweep as run  # noqa: PLC0415

    return run(settings_of(data), yes=yes)


@store.command("own")
def own_store(data: DataOption = None) -> int:
    """Хранилищем пользуется только эта установка / Only this installation uses the store: sweep it again."""
    from app.store import own as run  # noqa: PLC0415

    return run(settings_of(data))


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    for command in (backup, restore, resume, reconcile):
        cli.command()(command)
    cli.add_typer(store, name="store")
