"""Commands about files and this machine that need no running installation."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.running import DataOption, settings_of
from app.speech import Stopped, say

_OPTIONAL = {"network_namespace"}
"""Findings that make a machine less well guarded, not unfit."""


def doctor() -> int:
    """Узнать, что есть на этой машине / Tell what this machine gives; 1 if something needed is missing."""
    from activities.convert.doctor import examine  # noqa: PLC0415

    findings = examine()
    for finding in findings:
        mark = "+" if finding.ok else "-"
        say(f"{mark} {finding.sentence_ru}", f"{mark} {finding.sentence_en}")
    return 0 if all(finding.ok or finding.name in _OPTIONAL for finding in findings) else 1


def verify(
    edition: Annotated[Path, typer.Argument(help="Папка или архив zip / a folder or a zip file")],
    key: Annotated[str | None, typer.Option(help="Доверять только этому ключу / trust this fingerprint alone")] = None,
    latest: Annotated[
        Path | None, typer.Option(help="Подписанные сведения о последнем издании / the signed word on the latest one")
    ] = None,
    data: DataOption = None,
) -> int:
    """Проверить издание / Verify an edition: 0 well, 1 changed, 2 no edition, 3 unknown signer, 4 not the latest."""
    from app.verify import verify_command  # noqa: PLC0415

    settings = settings_of(data)
    return verify_command(edition, key, settings.keys, settings.language, latest)


key = typer.Typer(help="Ключ подписи изданий / the key that signs editions.", no_args_is_help=True)


@key.callback()
def _family() -> None:
    """Keep `rotate` a command of its own although it is the only one."""


@key.command()
def rotate(data: DataOption = None) -> int:
    """Сменить ключ подписи / Sign with a new key from now on; what the old one signed stays verifiable."""
    from activities.edition.keys import KeyFolder  # noqa: PLC0415
    from app.audit import rotate_key  # noqa: PLC0415

    settings = settings_of(data)
    if not KeyFolder(settings.keys).public_keys():
        raise Stopped(
            "Менять нечего: ключ появится сам при первом издании или первой контрольной точке.",
            "There is no key to rotate: the first edition or checkpoint makes one.",
        )
    old, new = rotate_key(settings)
    say(f"Прежний ключ: {old}. Новый ключ: {new}.", f"Old key: {old}. New key: {new}.")
    return 0


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    cli.add_typer(key, name="key")
    for command in (doctor, verify):
        cli.command()(command)
