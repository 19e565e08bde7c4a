"""A worker stops when asked, whatever fails at that moment: the next one goes on where it stood."""

import asyncio
import time
from typing import Any

import pytest
from temporalio.client import WorkflowHandle

from app.wiring import GRACE
from tests.workflows.records import quiet, rules

pytestmark = pytest.mark.anyio


async def test_worker_stops_while_a_record_cannot_be_read(temporal: str, opened: Any) -> None:
    async with opened(temporal, rules(drafting=quiet(), review=quiet(), sign_off=quiet()), sections=1) as house:
        async with house.worker():
            await house.parts.engine(house.client).begin("section/never-made", 1)
            await until_a_pause(house.client.get_workflow_handle("section/never-made/1"))
            asked = time.monotonic()
        assert time.monotonic() - asked < 2 * GRACE.total_seconds()
        assert await house.status("section/never-made/1") == "RUNNING"


async def until_a_pause(handle: WorkflowHandle[Any, Any]) -> None:
    """Wait until the pause before the next attempt is a timer of the workflow."""
    for _ in range(600):
        history = await handle.fetch_history()
        if any(event.HasField("timer_started_event_attributes") for event in history.events):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("no pause was seen")
