"""A worker stops when asked, whatever fails at that moment: the next one goes on where it stood."""

import asyncio
import time
from typing import Any

import pytest

from app.wiring import GRACE
from tests.workflows.records import quiet, rules

pytestmark = pytest.mark.anyio


async def test_worker_stops_while_a_record_cannot_be_read(temporal: str, opened: Any) -> None:
    async with opened(temporal, rules(drafting=quiet(), review=quiet(), sign_off=quiet()), sections=1) as house:
        async with house.worker():
            await house.parts.engine(house.client).begin("section/never-made", 1)
            await asyncio.sleep(2)
            asked = time.monotonic()
        assert time.monotonic() - asked < 2 * GRACE.total_seconds()
        assert await house.status("section/never-made/1") == "RUNNING"
