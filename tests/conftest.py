"""What every test may ask for: real servers, the matrix of databases and object stores, and counts."""

import atexit
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.servers.mail import MailServer, running_mail
from tests.servers.postgres import Postgres, running_postgres
from tests.servers.process import PartMissing
from tests.servers.temporal import running_temporal, skipping_environment, time_skipping_program
from tests.servers.weed import Weed, running_weed

Part = TypeVar("Part")
counts: Counter[str] = Counter()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def count() -> Callable[..., None]:
    """`count(name, n=1)` adds to the block of counts at the end of the run."""

    def add(name: str, n: int = 1) -> None:
        counts[name] += n

    return add


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with long tests come first, so that no worker is left alone with one of them in the end."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture
def amount(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """`amount(some, many)` of what a test repeats: some in `make test`, many in `make check`."""
    quick = request.config.getoption("-m") == "not long"
    return lambda some, many: some if quick else many


def part_missing(reason: str) -> NoReturn:
    """Skip for want of a part of the machine; where CI is set, fail instead."""
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _part(running: Callable[[], AbstractContextManager[Part]]) -> Iterator[Part]:
    with ExitStack() as stack:
        try:
            part = stack.enter_context(running())
        except PartMissing as missing:
            part_missing(str(missing))
        yield part


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    yield from _part(running_postgres)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    with postgres.fresh_database() as url:
        yield url


@pytest.fixture(scope="session")
def s3() -> Iterator[Weed]:
    yield from _part(running_weed)


@pytest.fixture
def s3_url(s3: Weed) -> Iterator[str]:
    """The URL of a bucket of the test's own, not yet made."""
    with s3.fresh_bucket() as url:
        yield url


@pytest.fixture(scope="session")
def temporal() -> Iterator[str]:
    """The address "host:port" of a Temporal server; all tests share its namespace "default"."""
    for _server, address in _part(running_temporal):
        yield address


@pytest.fixture
def time_skipping(tmp_path: Path) -> Callable[[], AbstractAsyncContextManager[WorkflowEnvironment]]:
    """`async with time_skipping() as environment`: one server whose clock skips, of the test's own."""
    try:
        return partial(skipping_environment, time_skipping_program(tmp_path))
    except PartMissing as missing:
        part_missing(str(missing))


@pytest.fixture(scope="session")
def _mail() -> Iterator[MailServer]:
    yield from _part(running_mail)


@pytest.fixture
def smtp(_mail: MailServer) -> MailServer:
    """A mail server whose letters are this test's only."""
    _mail.letters.clear()
    _mail.refusal = None
    return _mail


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: the test runs once on a SQLite file, once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'veche.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(params=["folder", "s3"])
def object_store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty object store: the test runs once on a folder, once on an S3 server."""
    if request.param == "folder":
        return f"file://{tmp_path / 'objects'}"
    return str(request.getfixturevalue("s3_url"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    terminalreporter.section("Veche counts")
    for name, number in sorted({**counts, "skipped": len(skipped)}.items()):
        terminalreporter.line(f"{name}: {number}")
    for reason in sorted({str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped}):
        terminalreporter.line(f"  {reason}", yellow=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of a run in several processes hands its counts to the process that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counts"] = dict(counts)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add the counts of a worker that has ended."""
    counts.update(getattr(node, "workeroutput", {}).get("counts", {}))


def pytest_sessionstart(session: pytest.Session) -> None:
    # Threads of the Temporal SDK now and then abort the interpreter's finalization (exit code 134 or 139).
    # What is registered first is called last: all has ended by then but the finalization itself.
    atexit.register(_leave, session)


def _leave(session: pytest.Session) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(session.exitstatus))
