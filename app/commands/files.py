"""Commands about files and this machine that need no running installation."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.running import DataOption, settings_of
from app.speech import say

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
    data: DataOption = None,
) -> int:
    """Проверить издание / Verify an edition: 0 all well, 1 changed, 2 no edition, 3 an unknown signer."""
    from app.verify import verify_command  # noqa: PLC0415

    settings = settings_of(data)
    return verify_command(edition, key, settings.data, settings.language)


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    for command in (doctor, verify):
        cli.command()(command)
