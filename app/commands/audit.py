"""Commands about the record: whether it is as it was written, and its checkpoints."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.running import DataOption, settings_of

audit = typer.Typer(help="Журнал и его проверка / the record and its check.", no_args_is_help=True)


@audit.command()
def verify(
    checkpoint: Annotated[
        str,
        typer.Option(help="Хэш точки, записанный отдельно / the hash of a checkpoint noted elsewhere"),
    ] = "",
    data: DataOption = None,
) -> int:
    """Проверить журнал целиком / Check the whole record: 0 all well, 1 a bad entry, 2 it cannot be checked."""
    from app.audit import verify as run  # noqa: PLC0415

    return run(settings_of(data), checkpoint)


@audit.command()
def checkpoint(data: DataOption = None) -> int:
    """Подписать контрольную точку сейчас / Sign a checkpoint now and print its hash."""
    from app.audit import checkpoint as run  # noqa: PLC0415

    return run(settings_of(data))


@audit.command("verify-file")
def verify_file(
    timeline: Annotated[Path, typer.Argument(help="Выгрузка хода работы / an exported timeline")],
    key: Annotated[str | None, typer.Option(help="Доверять только этому ключу / trust this fingerprint alone")] = None,
    data: DataOption = None,
) -> int:
    """Проверить выгрузку без сервера / Verify a timeline offline: 0 well, 1 changed, 2 none, 3 an unknown signer."""
    from app.timeline_check import check_command  # noqa: PLC0415

    settings = settings_of(data)
    return check_command(timeline, key, settings.keys, settings.language)


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    cli.add_typer(audit, name="audit")
