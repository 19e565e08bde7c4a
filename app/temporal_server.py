"""The embedded Temporal server: the command that starts it on one file of the data folder."""

from activities.temporal_program import temporal_program
from app.settings import Settings
from app.speech import Stopped, say

# The server polls its queues twenty times a second by default, so each start, activity and timer would wait
# up to 50 ms; with these the measured life of a section is more than twice as fast.
_DYNAMIC = (
    "history.transferProcessorMaxPollRPS=2000",
    "history.timerProcessorMaxPollRPS=2000",
    "system.enableActivityEagerExecution=true",
)


def program() -> str:
    """The `temporal` program; raises Stopped if there is none."""
    found = temporal_program()
    if found is None:
        raise Stopped(
            "Не найдена программа temporal: установите зависимости заново (make setup).",
            "The program `temporal` was not found: install the dependencies again (make setup).",
        )
    return found


def say_how_durable(settings: Settings) -> None:
    """Say it if the operator chose that a power failure may take the server's last commits."""
    if settings.temporal_synchronous < 2:
        say(
            "VECHE_TEMPORAL_SYNCHRONOUS=1: если пропадёт питание, последние таймеры и шаги процессов могут пропасть "
            "(решения людей лежат в базе данных Вече и не пропадут).",
            "VECHE_TEMPORAL_SYNCHRONOUS=1: a power failure may take the last timers and steps of processes "
            "(what people decided is in Veche's own database and is kept).",
        )


def server_command(settings: Settings, port: int) -> list[str]:
    """The server on loopback only (it has no authentication), without web pages, keeping all in one file."""
    options = {
        "--ip": "127.0.0.1",
        "--port": str(port),
        "--db-filename": str(settings.temporal_file),
        "--namespace": settings.temporal_namespace,
        "--log-level": "error",
    }
    command = [program(), "server", "start-dev", "--headless"]
    command += ["--disable-config-file", "--disable-config-env"]
    command += [part for option in options.items() for part in option]
    for pragma in ("journal_mode=wal", f"synchronous={settings.temporal_synchronous}"):
        command += ["--sqlite-pragma", pragma]
    for value in _DYNAMIC:
        command += ["--dynamic-config-value", value]
    return command
