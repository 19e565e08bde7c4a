"""Commands that run an installation: everything at once, one process of it, or its database's migration."""

from pathlib import Path
from typing import Annotated

import typer

from app.settings import Settings
from app.speech import Stopped, say

DataOption = Annotated[
    Path | None, typer.Option("--data", help="Папка данных / data folder (VECHE_DATA)", file_okay=False)
]


def settings_of(data: Path | None) -> Settings:
    """The settings of the named folder, else of VECHE_DATA, else of ./data."""
    return Settings() if data is None else Settings.for_folder(data)


def up(
    data: DataOption = None,
    port: Annotated[int | None, typer.Option(help="Порт / port", min=1, max=65535)] = None,
) -> int:
    """Запустить всё в одной папке данных / Run everything embedded in one data folder."""
    from app.up import up as run  # noqa: PLC0415

    return run(data, port)


def serve(data: DataOption = None) -> int:
    """Запустить только API / Run the API alone."""
    from app.serve import serve as run  # noqa: PLC0415

    return run(settings_of(data))


def worker(
    data: DataOption = None,
    check: Annotated[
        bool, typer.Option("--check", help="Только узнать, жив ли он / only tell whether one is alive")
    ] = False,
) -> int:
    """Запустить только исполнителя процессов / Run the workflow worker alone."""
    settings = settings_of(data)
    if check:
        from app import pulse  # noqa: PLC0415

        if pulse.beats(settings, "worker"):
            return 0
        raise Stopped("Исполнитель не подаёт признаков жизни.", "The worker gives no sign of life.", exit_code=1)
    from app.worker import work  # noqa: PLC0415

    return work(settings)


def migrate(data: DataOption = None) -> int:
    """Привести базу данных к нынешней версии / Bring the database to the present version."""
    from app.migrate import migrate as run  # noqa: PLC0415

    run(settings_of(data))
    say("База данных в нынешней версии.", "The database is at the present version.")
    return 0


def buckets(
    lock_days: Annotated[
        int, typer.Option(help="Сколько дней хранить издания и точки / days that editions stay locked", min=1)
    ] = 365,
    data: DataOption = None,
) -> int:
    """Подготовить хранилища S3 / Make the buckets of the S3 server ready."""
    from app.buckets import make_buckets  # noqa: PLC0415

    make_buckets(settings_of(data), lock_days)
    say("Хранилища готовы.", "The buckets are ready.")
    return 0


def env(
    file: Annotated[Path, typer.Argument(help="Какой файл создать / the file to make")] = Path(".env"),
) -> int:
    """Создать .env со свежими секретами для docker compose / Make .env with fresh secrets for it."""
    from app.env_file import write_env  # noqa: PLC0415

    write_env(file)
    say(f"Создан {file}.", f"Made {file}.")
    return 0


def add_to(cli: typer.Typer) -> None:
    """Add this family's commands."""
    for command in (up, serve, worker, migrate, buckets, env):
        cli.command()(command)
