"""An installation as an operator sets it up: settings in the environment, and the real commands on them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from app import pulse
from app.settings import Settings
from schemas.ids import new_id
from tests.servers.process import LOOPBACK, Server, free_ports


@dataclass(frozen=True)
class Installation:
    """Where it answers, the settings that its commands run with, and its two processes."""

    address: str
    settings: dict[str, str]
    api: Server
    worker: Server

    def veche(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one `veche` command to its end."""
        environment = os.environ | self.settings
        return subprocess.run(
            _command(*arguments),
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def installed(folder: Path, **settings: str) -> Iterator[Installation]:
    """API and worker as processes of their own, after one migration; `settings` name the parts they use."""
    (port,) = free_ports(1)
    chosen = settings | {"data": str(folder / "data"), "port": str(port), "temporal_task_queue": new_id()}
    variables = {f"VECHE_{name}".upper(): value for name, value in chosen.items()}
    address = f"http://{LOOPBACK}:{port}"
    data = Settings.for_folder(folder / "data")
    worker = Server(
        _command("worker"),
        folder / "worker.log",
        lambda: pulse.beats(data, "worker"),
        environment=variables,
        ends_by=signal.SIGTERM,
    )
    api = Server(
        _command("serve"),
        folder / "api.log",
        lambda: is_ready(address),
        environment=variables,
        ends_by=signal.SIGTERM,
    )
    installation = Installation(address, variables, api, worker)
    migrated = installation.veche("migrate")
    assert migrated.returncode == 0, migrated.stderr
    try:
        worker.start()
        api.start()
        yield installation
    finally:
        api.end()
        worker.end()


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "app.cli", *arguments]


def is_ready(address: str) -> bool:
    try:
        with urlopen(f"{address}/api/v1/health/ready", timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
