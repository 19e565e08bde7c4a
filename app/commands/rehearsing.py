"""The command that runs a document's timetable under a simulated clock."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.running import DataOption, settings_of

_BEHAVIOUR = "in_time, never, или на сколько рабочих дней позже / or how many working days late"


def rehearse(
    what: Annotated[
        str, typer.Argument(help="Файл .json или .toml, либо id документа / a file, or the id of a document")
    ],
    everybody: Annotated[str, typer.Option(help=f"Как действуют все / how all act: {_BEHAVIOUR}")] = "",
    person: Annotated[
        list[str] | None, typer.Option(help="Кто иначе: имя, почта или id, затем =N, =never / who otherwise")
    ] = None,
    starts_at: Annotated[str, typer.Option(help="Когда запуск, ISO 8601 / when it is launched, if it is not yet")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Данные в JSON / the data as JSON")] = False,
    data: DataOption = None,
) -> int:
    """Прогнать сроки документа без сервера: кто что получит и что задержит / Rehearse a document's timetable."""
    from app.rehearse import Asked  # noqa: PLC0415
    from app.rehearse import rehearse as run  # noqa: PLC0415

    asked = Asked(what=what, everybody=everybody, people=tuple(person or ()), starts_at=starts_at, as_json=as_json)
    is_file = Path(what).suffix.lower() in (".json", ".toml")
    return run(asked, None if is_file else settings_of(data))


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    cli.command()(rehearse)
