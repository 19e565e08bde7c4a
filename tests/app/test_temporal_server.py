"""The embedded Temporal server keeps every commit through a power failure, unless the operator chose otherwise."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest
from temporalio.client import Client

from app.settings import Settings
from app.temporal_server import say_how_durable, server_command
from tests.conftest import part_missing
from tests.servers.process import LOOPBACK, PartMissing, Server, find_program, free_ports, listens

STARTS = 20


def settings(folder: Path, **chosen: int) -> Settings:
    return Settings.for_folder(folder, **chosen)


@pytest.mark.parametrize(("chosen", "synchronous"), [({}, 2), ({"temporal_synchronous": 1}, 1)])
def test_every_commit_is_synced_unless_the_operator_chose_otherwise(
    tmp_path: Path, chosen: dict[str, int], synchronous: int
) -> None:
    command = server_command(settings(tmp_path, **chosen), 7233)
    pragmas = [after for word, after in pairwise(command) if word == "--sqlite-pragma"]
    assert pragmas == ["journal_mode=wal", f"synchronous={synchronous}"]


def test_the_weaker_choice_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say_how_durable(settings(tmp_path))
    assert capsys.readouterr().out == ""
    say_how_durable(settings(tmp_path, temporal_synchronous=1))
    told = capsys.readouterr().out
    assert ["питание" in told, "power failure" in told] == [True, True]


@pytest.mark.long
def test_what_the_server_acknowledged_was_synced_to_the_disk(tmp_path: Path, count: Callable[..., None]) -> None:
    try:
        strace = find_program("strace", "Debian's package strace")
    except PartMissing as missing:
        part_missing(str(missing))
    (port,) = free_ports(1)
    calls = tmp_path / "calls"
    traced = [strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(calls)]
    server = Server([*traced, *server_command(settings(tmp_path), port)], tmp_path / "log", lambda: listens(port))

    async def synced_starts() -> list[int]:
        """How often the server synced while each of the starts waited for its answer."""
        client = await Client.connect(f"{LOOPBACK}:{port}", namespace="veche")
        synced = []
        for number in range(STARTS):
            before = calls.read_bytes().count(b"sync(")
            await client.start_workflow("nothing", id=f"start-{number}", task_queue="nobody")
            synced.append(calls.read_bytes().count(b"sync(") - before)
        return synced

    try:
        server.start()
        synced = asyncio.run(_patiently(synced_starts))
    finally:
        server.end()
    assert min(synced) > 0
    with sqlite3.connect(tmp_path / "temporal.db") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()
    count("embedded Temporal: starts, each synced before its answer", STARTS)


async def _patiently(work: Callable[[], Awaitable[list[int]]]) -> list[int]:
    """The work's result, tried again while the server makes its namespace."""
    for _ in range(60):
        try:
            return await work()
        except RuntimeError:
            await asyncio.sleep(0.5)
    raise AssertionError("the server never answered")
