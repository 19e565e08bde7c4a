"""One installation with its pages and one browser, shared by all tests of pages in a process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.objects import open_store
from tests.api.running import running_stage
from tests.api.stage import Stage
from tests.api.world import World, make_installation, running_world
from tests.conftest import part_missing
from tests.servers.process import PartMissing
from tests.web.browser import BrowserThread, Look, Seats, looking
from tests.web.site import Site, running_site


@pytest.fixture(scope="session")
def stage(temporal: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with running_stage(tmp_path_factory.mktemp("stage"), temporal) as stage:
        yield stage


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh installation of the test's own, whose pages are called without a browser."""
    with running_world(
        tmp_path, make_installation(_made(tmp_path / "fresh")), open_store(str(tmp_path / "objects"))
    ) as world:
        yield world


@pytest.fixture(scope="session")
def site(stage: Stage) -> Iterator[Site]:
    with running_site(stage) as site:
        yield site


@pytest.fixture(scope="session")
def browser_thread() -> Iterator[BrowserThread]:
    try:
        thread = BrowserThread()
    except PartMissing as missing:
        part_missing(str(missing))
    yield thread
    thread.end()


@pytest.fixture
def seat(browser_thread: BrowserThread, site: Site) -> Iterator[Seats]:
    """`seat(account)` is a browser's page of somebody; the test runs in the browser's thread."""
    seats = Seats(browser_thread.browser, site)
    yield seats
    browser_thread.run(seats.leave)
    assert (seats.foreign, seats.complaints) == ([], [])


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of pages lie after the run."""
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture
def look(seat: Seats, pictures: Path) -> Look:
    return looking(seat, pictures)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that sits before the browser where the browser is."""
    if "seat" not in pyfuncitem.fixturenames:
        return None
    thread: BrowserThread = pyfuncitem._request.getfixturevalue("browser_thread")
    arguments: dict[str, Any] = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    thread.run(lambda: pyfuncitem.obj(**arguments))
    return True


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def quarter_of_an_hour_later(request: pytest.FixtureRequest) -> None:
    """What one test fails on purpose shall not shut out the next, which comes from the same address."""
    if "stage" in request.fixturenames:
        request.getfixturevalue("stage").forget_attempts()
