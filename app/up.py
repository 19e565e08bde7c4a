"""`veche up`: everything embedded in one data folder, as child processes of one supervisor."""

import contextlib
import http.client
import os
import socket
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from app import ports, pulse
from app.children import Child, Process, exit_code, spawn, veche
from app.cli import run
from app.copies import copy, load
from app.folder import hold
from app.processes import kill_leftover
from app.settings import Settings
from app.signals import Signals
from app.speech import Stopped, say
from app.state import RunState, folder_of, read_state, write_state
from app.temporal_server import say_how_durable, server_command

EXIT_CLEAN, EXIT_KILLED, EXIT_FORCED = 0, 1, 130
"""All stopped when asked; one was killed when its time was over; a second Ctrl-C killed what was left."""

_PATIENCE = 15.0
"""Seconds a child has to stop by itself."""
_STARTING, _STEADY = 0.1, 2.0
"""Seconds between two looks at the children, before all answer and after."""


def up(data: Path | None, port: int | None) -> int:
    """Run everything until asked to stop; the exit code. Raises Stopped if it cannot start here."""
    if sys.platform != "linux":
        raise Stopped(
            "veche up работает только в Linux; на других системах запустите docker compose up.",
            "veche up needs Linux; elsewhere run docker compose up.",
        )
    signals = Signals()
    settings = Settings() if data is None else Settings.for_folder(data)
    with hold(settings) as held:
        _end_leftovers(settings)
        asked = port or (settings.port if "port" in settings.model_fields_set else None)
        chosen = ports.choose(settings.run / "ports.json", settings.host, settings.port, asked)
        settings = Settings.for_folder(settings.data, port=chosen.api, temporal_address=f"127.0.0.1:{chosen.temporal}")
        held.announce(settings.public_url)
        say_how_durable(settings)
        return _Supervisor(settings, signals, _children(settings, chosen, held.lock)).run()


def _end_leftovers(settings: Settings) -> None:
    recorded = read_state(settings)
    for name, child in recorded.children.items() if recorded else ():
        if child.process and kill_leftover(child.process):
            say(
                f"Завершён оставшийся от прошлого запуска {name} (процесс {child.process.pid}).",
                f"Ended {name} (process {child.process.pid}), left over by the last run.",
            )


def _environment(settings: Settings) -> dict[str, str]:
    return {
        "VECHE_DATA": str(settings.data),
        "VECHE_PORT": str(settings.port),
        "VECHE_TEMPORAL_ADDRESS": settings.temporal_address,
    }


def _children(settings: Settings, chosen: ports.Ports, lock: int) -> list[Child]:
    """All children in the order of starting; they stop in the opposite one."""

    def log(name: str) -> Path:
        return settings.logs / f"{name}.log"

    def temporal() -> Process:
        return spawn(server_command(settings, chosen.temporal), dict(os.environ), log("temporal"))

    def starts(name: str, command: str) -> Callable[[], Process]:
        arguments = [command, "--data", str(settings.data)]
        return lambda: copy(lambda: run(arguments), f"veche {name}", _environment(settings), log(name), lock)

    def is_alive(pid: int) -> bool:
        return pulse.beats(settings, "worker", pid)

    return [
        Child("temporal", temporal, log("temporal"), chosen.temporal, lambda _pid: _accepts(chosen.temporal)),
        Child("worker", starts("worker", "worker"), log("worker"), None, is_alive),
        Child("api", starts("api", "serve"), log("api"), chosen.api, lambda _: _is_healthy(settings.host, chosen.api)),
    ]


def _accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5):
            return True
    except OSError:
        return False


def _is_healthy(host: str, port: int) -> bool:
    try:
        reached = "127.0.0.1" if ip_address(host).is_unspecified else host
    except ValueError:
        reached = host
    connection = http.client.HTTPConnection(reached, port, timeout=1.0)
    try:
        connection.request("GET", "/api/v1/health/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class _Supervisor:
    """Keeps the children running until asked to stop, and shows how they fare."""

    def __init__(self, settings: Settings, signals: Signals, children: list[Child]) -> None:
        self._settings = settings
        self._signals = signals
        self._children = children
        self._since = datetime.now(UTC)
        self._told_ready = False

    def run(self) -> int:
        temporal, *others = self._children
        try:
            temporal.start()
            self._show()  # so that nobody takes the last run's state for this one's
            self._migrate()
            for child in others:
                if not self._signals.stop:
                    child.start()
            while not self._signals.stop:
                for child in self._children:
                    child.tend()
                ready = self._show()
                self._signals.wait(_STEADY if ready else _STARTING)
        finally:
            code = self._stop()
        return code

    def _migrate(self) -> None:
        """Migrate in a process of its own, and meanwhile load what the next ones begin with."""
        log = self._settings.logs / "migrate.log"
        command = veche("migrate", "--data", str(self._settings.data))
        process = spawn(command, os.environ | _environment(self._settings), log)
        load()
        while (code := exit_code(process)) is None and not self._signals.hurry:
            self._signals.wait(_STARTING)
        if code:
            raise Stopped(
                f"Базу данных не удалось привести к нынешней версии (код {code}): причина в {log}.",
                f"The database could not be brought to the present version (code {code}): see {log}.",
                exit_code=1,
            )

    def _show(self) -> bool:
        """Write the state; say once that all answer, and return whether they do."""
        ready = all(child.answers for child in self._children)
        address = self._settings.public_url
        state = RunState(
            pid=os.getpid(),
            since=self._since,
            address=address,
            temporal_address=self._settings.temporal_address,
            ready=ready,
            children={child.name: child.state() for child in self._children},
            folder=folder_of(self._settings),
        )
        with contextlib.suppress(OSError):  # a full disk must not stop those who may be able to free it
            write_state(self._settings, state)
        if ready and not self._told_ready:
            self._told_ready = True
            say(
                f"Вече работает: {address} (данные: {self._settings.data}, остановить: Ctrl-C)",
                f"Veche is running: {address} (data: {self._settings.data}, stop: Ctrl-C)",
            )
        return ready

    def _stop(self) -> int:
        """Stop the children in order: who asks before who is asked."""
        code = EXIT_CLEAN
        for child in reversed(self._children):
            child.terminate()
            until = time.monotonic() + _PATIENCE
            while not child.is_gone() and not self._signals.hurry and time.monotonic() < until:
                self._signals.wait(_STARTING)
            if not child.is_gone():
                child.kill()
                code = EXIT_KILLED
            child.process = None
            child.answers = False
        self._show()
        return EXIT_FORCED if self._signals.hurry else code
