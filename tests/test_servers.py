"""The servers that the tests run against: they serve, start empty, cannot outlive the tests, and are counted."""

import smtplib
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from temporalio import workflow
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from storage.objects import open_store
from tests.conftest import part_missing
from tests.servers.mail import MailServer
from tests.servers.postgres import Postgres
from tests.servers.process import PartMissing, Server, find_program, free_ports

ROOT = Path(__file__).parent.parent

ORPHANED = """
import asyncio, sys, time
from pathlib import Path
from tests.servers.process import Server
from tests.servers.temporal import skipping_environment, time_skipping_program

folder = Path(sys.argv[1])

async def main():
    server = Server(["sleep", "600"], folder / "log", lambda: True)
    server.start()
    async with skipping_environment(time_skipping_program(folder)):
        print("started", flush=True)
        time.sleep(600)

asyncio.run(main())
"""

INNER_TESTS = """
import pytest
import temporalio.client

def test_counting(count):
    count("stories", 2)
    count("stories")

@pytest.mark.skip(reason="the program ghost is not on this machine")
def test_skipping():
    pass

def test_result():
    assert {result}
"""


@workflow.defn(name="Wait", sandboxed=False)
class Wait:
    @workflow.run
    async def run(self, seconds: int) -> int:
        started = workflow.now()
        await workflow.sleep(seconds)
        return int((workflow.now() - started).total_seconds())


@pytest.mark.parametrize("_again", [1, 2])
def test_database_url_gives_an_empty_database(database_url: str, _again: int) -> None:
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE section (title TEXT)"))
        connection.execute(text("INSERT INTO section VALUES ('Введение')"))
        assert connection.execute(text("SELECT title FROM section")).all() == [("Введение",)]
    engine.dispose()


def test_postgres_lowers_cyrillic_and_drops_a_database_in_use(postgres: Postgres) -> None:
    with postgres.fresh_database() as url:
        connection = psycopg.connect(url.replace("+psycopg", ""))
        assert connection.execute("SELECT lower('РАЗДЕЛ')").fetchall() == [("раздел",)]
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()


@pytest.mark.parametrize("_again", [1, 2])
def test_object_store_url_gives_an_empty_store(object_store_url: str, _again: int) -> None:
    store = open_store(object_store_url)
    store.put(b"draft")
    assert len(list(store.addresses())) == 1


@pytest.mark.anyio
async def test_temporal_runs_a_workflow(temporal: str) -> None:
    client = await Client.connect(temporal)
    async with Worker(client, task_queue="test-servers", workflows=[Wait]):
        waited = await client.execute_workflow(Wait.run, 1, id="test-servers", task_queue="test-servers")
    assert waited >= 1


@pytest.mark.anyio
async def test_time_skipping_passes_a_week_at_once(
    time_skipping: Callable[[], AbstractAsyncContextManager[WorkflowEnvironment]],
) -> None:
    week = int(timedelta(days=7).total_seconds())
    started = time.monotonic()
    async with (
        time_skipping() as environment,
        Worker(environment.client, task_queue="week", workflows=[Wait]),
    ):
        waited = await environment.client.execute_workflow(Wait.run, week, id="week", task_queue="week")
    assert waited >= week
    assert time.monotonic() - started < 60


def test_smtp_keeps_letters_and_can_refuse_them(smtp: MailServer) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "veche@example.org", "editor@example.org", "Срок"
    letter.set_content("Ждём раздел до пятницы.")
    with smtplib.SMTP(smtp.host, smtp.port) as connection:
        connection.send_message(letter)
        smtp.refusal = "451 try later"
        with pytest.raises(smtplib.SMTPDataError):
            connection.send_message(letter)
    assert [(kept["Subject"], kept.get_content().strip()) for kept in smtp.letters] == [
        ("Срок", "Ждём раздел до пятницы.")
    ]


def test_server_can_be_ended_and_started_again(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    server = Server([sys.executable, "-m", "http.server", str(port)], tmp_path / "log", lambda: True)
    server.start()
    first = server.pid
    server.end()
    server.end()
    server.start()
    try:
        assert (_lives(first), _lives(server.pid)) == (False, True)
    finally:
        server.end()


def test_server_that_exits_at_once_is_told_with_its_log(tmp_path: Path) -> None:
    server = Server(["sh", "-c", "echo no room; exit 1"], tmp_path / "log", lambda: False)
    with pytest.raises(RuntimeError, match="no room"):
        server.start()


def test_servers_die_with_killed_tests(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ORPHANED, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout
        assert tests.stdout.readline() == "started\n"
        children = _children(tests.pid)
        tests.kill()
    assert len(children) == 2
    give_up_at = time.monotonic() + 30
    while any(map(_lives, children)) and time.monotonic() < give_up_at:
        time.sleep(0.05)
    assert [child for child in children if _lives(child)] == []


def test_free_ports_are_below_the_ephemeral_ones() -> None:
    ports = free_ports(20)
    assert len(set(ports)) == 20
    assert max(ports) + 10_000 < 32_768


def test_unknown_program_is_a_missing_part() -> None:
    with pytest.raises(PartMissing, match="ghost is not on this machine; it comes from a package"):
        find_program("ghost", "a package")


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_missing_part_skips_but_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no such server"):
        part_missing("no such server")


@pytest.mark.parametrize(("result", "code"), [(True, 0), (False, 1)])
def test_run_ends_with_counts_and_its_own_exit_code(tmp_path: Path, result: bool, code: int) -> None:
    inner = tmp_path / "test_inner.py"
    inner.write_text(INNER_TESTS.replace("{result}", str(result)))
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", inner],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    block = run.stdout.partition(" Veche counts ")[2].splitlines()[1:4]
    assert (run.returncode, block) == (
        code,
        ["skipped: 1", "stories: 3", "  the program ghost is not on this machine"],
    )


def _children(parent: int) -> list[int]:
    threads = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(pid) for thread in threads for pid in thread.read_text().split()]


def _lives(pid: int) -> bool:
    """Whether the process runs; one that is dead and not yet collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
