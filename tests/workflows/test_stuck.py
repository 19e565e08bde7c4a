"""A workflow whose code does not fit its history is named soon, and ends by itself once the code does."""

import asyncio
from typing import Any

import pytest
from temporalio.worker import UnsandboxedWorkflowRunner

from activities.sweeper import PERIOD
from app.serve import build_house
from schemas.section_commands import Withdraw
from services.health import readiness
from tests.workflows.house import Installation, eventually
from tests.workflows.other_shell import OtherSection
from tests.workflows.records import NOTE, quiet, rules

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]


async def test_stuck_workflow_is_named_on_readiness_and_ends_after_the_fix(
    temporal: str, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = rules(drafting=quiet(), review=quiet(), sign_off=quiet())
    async with opened(temporal, policy, sections=2) as house:
        async with house.worker():
            await house.launch()
            # Answered once its first task is done: without one it has no history that the mistake could not fit.
            await house.client.get_workflow_handle(f"{house.stream_id(0)}/1").query("standing")
        page = build_house(house.parts, house.client)
        async with watched(house):
            with monkeypatch.context() as mistake:
                mistake.setattr("app.wiring.SectionWorkflow", OtherSection)
                # The sandbox takes no workflow out of the tests' folder.
                mistake.setattr("app.wiring.lean_sandbox", UnsandboxedWorkflowRunner)
                async with house.worker(max_cached_workflows=0):
                    await house.act("coordinator", Withdraw(note=NOTE), 0, "withdrawal")
                    await until_stuck(page, [house.stream_id(0)])
            async with house.worker():
                await until_stuck(page, [])
                await eventually(house.is_quiet)
                await house.client.get_workflow_handle(f"{house.stream_id(0)}/1").result()
        assert house.effects("withdrawal") == 1
        assert house.stream(house.stream_id(0)).trouble is None


def watched(house: Installation) -> Any:
    """The sweeper as a worker process has it."""
    return house.sweeper(PERIOD, failing=house.parts.failing(house.client))


async def until_stuck(page: Any, streams: list[str]) -> None:
    """Wait until the readiness page names exactly these."""
    for _ in range(400):
        shown = await readiness(page)
        if shown.stuck == streams:
            assert [check.ok for check in shown.checks if check.name == "followed"] == [not streams]
            return
        await asyncio.sleep(0.3)
    pytest.fail(f"the page names {shown.stuck}")
