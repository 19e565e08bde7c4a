"""The command that shows everything at once."""

import os
from pathlib import Path
from typing import Annotated

import typer

from schemas.language import Language


def demo(
    out: Annotated[Path, typer.Option(help="Папка результатов / folder of results", file_okay=False)] = Path("out"),
    language: Annotated[
        Language | None, typer.Option(help="Язык рассказа / language of the story (VECHE_LANGUAGE)")
    ] = None,
) -> int:
    """Показать всё: от плана до подписанного издания / Show it all: from outline to signed edition."""
    from app.demo import demo as run  # noqa: PLC0415

    if language is not None:
        os.environ["VECHE_LANGUAGE"] = language
    return run(out.absolute())


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    cli.command()(demo)
