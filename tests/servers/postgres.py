"""A PostgreSQL of the tests' own: data folder, port and databases that vanish with them."""

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from tests.servers.process import LOOPBACK, Server, find_program, free_ports

_PACKAGE = "Debian's package postgresql"


class Postgres:
    """A running PostgreSQL; `server` is its process, to be ended and started by tests of failures."""

    def __init__(self, server: Server, port: int) -> None:
        self.server = server
        self._address = f"veche@{LOOPBACK}:{port}"
        self._made = 0

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """The URL `postgresql+psycopg://...` of an empty database, dropped at the end even if in use."""
        self._made += 1
        name = f"test_{self._made}"
        self._run(f"CREATE DATABASE {name}")
        try:
            yield f"postgresql+psycopg://{self._address}/{name}"
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(f"postgresql://{self._address}/postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_postgres(*, keeps_commits: bool = False) -> Iterator[Postgres]:
    """A PostgreSQL on a new data folder; raises `PartMissing` if the machine has none.

    One that `keeps_commits` keeps them when its processes are killed; the other one is quicker.
    """
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    initdb = find_program("initdb", _PACKAGE, *debian)
    program = find_program("postgres", _PACKAGE, *debian)
    user = _unprivileged_user()
    folder = Path(mkdtemp(prefix="veche-postgres-"))  # pytest's own folder lets no other user in
    try:
        if user:
            shutil.chown(folder, user)
        _make_cluster(initdb, folder / "data", user)
        (port,) = free_ports(1)
        server = Server(
            [program, "-D", str(folder / "data"), "-p", str(port), *_options(keeps_commits)],
            folder / "log",
            lambda: _takes_sessions(port),
            user=user,
            ends_by=signal.SIGQUIT,  # unlike SIGKILL its immediate shutdown leaves no shared memory behind
        )
        try:
            server.start()
            yield Postgres(server, port)
        finally:
            server.end()
    finally:
        shutil.rmtree(folder)


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; anybody else runs it as they are."""
    if os.geteuid() != 0:
        return None
    return "postgres" if "postgres" in {entry.pw_name for entry in pwd.getpwall()} else "nobody"


def _make_cluster(initdb: str, data: Path, user: str | None) -> None:
    command = [initdb, "-D", str(data), "-U", "veche", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    made = subprocess.run(
        [*command, "--no-sync"], user=user, cwd=data.parent, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")


def _options(keeps_commits: bool) -> list[str]:
    settings = {
        "listen_addresses": LOOPBACK,
        "unix_socket_directories": "",
        "max_connections": "200",
        "fsync": "off",  # the data need not outlive the machine, only the process
        "synchronous_commit": "on" if keeps_commits else "off",
        "full_page_writes": "off",
    }
    return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]


def _takes_sessions(port: int) -> bool:
    try:
        psycopg.connect(f"postgresql://veche@{LOOPBACK}:{port}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
