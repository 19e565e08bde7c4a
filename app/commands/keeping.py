"""Commands about keeping what there is: backups, what comes after one is restored, and the objects."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.running import DataOption, settings_of

Passphrase = Annotated[
    Path | None,
    typer.Option("--key-passphrase", help="Файл с паролем ключа подписи / a file with the signing key's passphrase"),
]


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


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    for command in (backup, restore):
        cli.command()(command)
