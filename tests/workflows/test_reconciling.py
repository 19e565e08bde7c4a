"""Temporal's store is lost, or knows more than a restored record: reconciling rebuilds, ends, or names it."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client

from activities.backup.files import read_manifest
from activities.backup.making import make_backup
from activities.backup.restoring import restore_objects, restore_rows
from activities.reconciling import Reconciler
from app.clock import utc_now
from app.wiring import Parts
from schemas.policy import PhaseRule, Step
from schemas.reconciliation import Reconciliation
from schemas.section_commands import Withdraw
from storage.objects import open_store
from tests.conftest import part_missing
from tests.servers.process import PartMissing, Server
from tests.servers.temporal import running_temporal
from tests.workflows.house import Installation, connected, eventually, open_trial, settings_for
from tests.workflows.records import NOTE, quiet, rules, seconds

pytestmark = pytest.mark.anyio

PHASE = PhaseRule(limit=seconds(20), ladder=(Step(after=seconds(1), tell=("coordinator",)),))
RUNG = [("deadline", "rung"), ("step-1", "rung")]


async def reconcile(parts: Parts, client: Client, *, end: bool = False) -> Reconciliation:
    queue, engine = parts.settings.temporal_task_queue, parts.engine(client)
    reconciler = Reconciler(client, queue, engine, parts.recorder, parts.database)
    return await reconciler.reconcile(parts.store, end=end)


def lose_the_store(server: Server) -> None:
    server.end()
    file = Path(server.command[server.command.index("--db-filename") + 1])
    for lost in file.parent.glob(f"{file.name}*"):
        lost.unlink()
    server.start()


async def test_every_open_section_is_rebuilt_with_its_deadlines_when_the_store_of_temporal_is_gone(
    opened: Any, count: Callable[..., None]
) -> None:
    with contextlib.ExitStack() as stack:
        try:
            server, address = stack.enter_context(running_temporal())
        except PartMissing as missing:
            part_missing(str(missing))
        policy = rules(drafting=PHASE, review=PHASE, sign_off=quiet())
        async with opened(address, policy, sections=4) as house:
            streams = [house.stream_id(place) for place in range(4)]
            async with house.worker():
                await house.launch()
                await house.submit(place=3)
                await eventually(house.is_quiet)
            await asyncio.to_thread(lose_the_store, server)
            assert not any("alarm_rang" in house.events(stream) for stream in streams)
            house.client = await connected(address, "after")
            house.engine = house.parts.engine(house.client)
            rebuilt = await reconcile(house.parts, house.client)
            assert rebuilt.started == tuple(sorted(f"{stream}/1" for stream in (*streams, house.document)))
            async with house.worker():
                assert await agreed(house.parts, house.client) == Reconciliation(open=5)
                for stream in streams:
                    await eventually(lambda stream=stream: house.events(stream).count("alarm_rang") == 2)
                for place in range(4):
                    await house.act("coordinator", Withdraw(note=NOTE), place)
                await eventually(house.is_quiet)
                for stream in streams:
                    await until_ended(house, f"{stream}/1")
            for stream in streams[:3]:
                assert [(row[2], row[4]) for row in house.ledger(stream)] == RUNG
            assert [(row[2], row[4]) for row in house.ledger(streams[3], "review")] == RUNG
    count("sections rebuilt after Temporal's store was lost", 4)


async def test_what_workflows_objects_and_record_disagree_on_is_named_and_ended_at_a_word(
    temporal: str, opened: Any, tmp_path: Path
) -> None:
    async with opened(temporal, rules(drafting=quiet(), review=quiet(), sign_off=quiet()), sections=2) as house:
        async with house.worker():
            await house.launch()
            kept = await house.submit(place=1)
            folder = tmp_path / "copy"
            parts = house.parts
            make_backup(parts.database, parts.store, parts.keys, folder, at=utc_now(), version="0")
            await house.submit(place=0)
            await eventually(house.is_quiet)
        restored = restored_from(folder, house, tmp_path / "restored")
        await parts.engine(house.client).begin("section/never-made", 1)
        restored.store.delete(kept.text_hash)
        restored.store.put(b"nobody's")
        ahead, stray = f"{house.stream_id(0)}/1", "section/never-made/1"
        missing = ((kept.text_hash, "revisions"),)
        async with Installation(restored, house.document_id, house.sections, house.client, house.engine).worker():
            found = await agreed(restored, house.client)
            assert (found.ahead, found.strays, found.missing_objects) == ((ahead,), (stray,), missing)
            assert (found.needs_a_person, found.unnamed_objects, found.started) == (True, 1, ())
            ended = await reconcile(restored, house.client, end=True)
            assert (ended.restarted, ended.ended, ended.ahead, ended.strays) == ((ahead,), (stray,), (), ())
            after = await agreed(restored, house.client)
            assert (after.ahead, after.strays, after.missing_objects, after.started) == ((), (), missing, ())
        settings = restored.settings.model_copy(update={"temporal_task_queue": "of-another-copy"})
        found = await reconcile(replace(restored, settings=settings), house.client)
        assert found.elsewhere == tuple(
            sorted(f"{stream}/1" for stream in (ahead[:-2], house.stream_id(1), house.document))
        )
        assert (found.needs_a_person, found.started) == (True, ())
        restored.database.close()


def restored_from(folder: Path, house: Installation, target: Path) -> Parts:
    """The backup's installation, on the original's Temporal server and queue."""
    settings = house.parts.settings
    there = settings_for(target, f"sqlite:///{target / 'veche.db'}", settings.temporal_address, "unused")
    target.mkdir()
    parts = open_trial(there.model_copy(update={"temporal_task_queue": settings.temporal_task_queue}))
    restore_objects(folder, open_store(there.object_store_url))
    restore_rows(folder, read_manifest(folder), parts.database, there.mark, utc_now())
    return parts


async def agreed(parts: Parts, client: Client) -> Reconciliation:
    """What reconciling finds once every workflow of a stream has said how it stands."""
    for _ in range(100):
        found = await reconcile(parts, client)
        if not (found.unanswered or found.nudged):
            return found
        await asyncio.sleep(0.2)
    return found


async def until_ended(house: Installation, workflow_id: str) -> None:
    for _ in range(300):
        if await house.status(workflow_id) == "COMPLETED":
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"{workflow_id} has not ended")
