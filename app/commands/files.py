"""Commands about files and this machine that need no running installation."""

import typer

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


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    for command in (doctor,):
        cli.command()(command)
