"""A section's life as bare Temporal workflows: plain (a timer a phase, four activities) and lean."""

import asyncio
from datetime import timedelta

from temporalio import activity, workflow

_FAR = timedelta(days=14)
_SOON = timedelta(seconds=10)
_DECIDES = 3


@activity.defn(name="nothing")
def nothing() -> None:
    """Does nothing, as quickly as an activity can."""


class _Life:
    """What both shapes count."""

    def __init__(self) -> None:
        self._submitted = False
        self._decided = 0
        self._signed = False

    @workflow.update(name="submit")
    async def submit(self) -> int:
        """A text is handed in."""
        self._submitted = True
        return 1

    @workflow.update(name="decide")
    async def decide(self) -> int:
        """One of three verdicts."""
        self._decided += 1
        return self._decided

    @workflow.update(name="sign")
    async def sign(self) -> int:
        """It is signed off."""
        self._signed = True
        return 1


@workflow.defn(name="SectionFull")
class SectionFull(_Life):
    """Three phases, each with its own deadline armed and cancelled, and four remote activities."""

    @workflow.run
    async def run(self) -> None:
        """Live until signed."""
        for over in (lambda: self._submitted, lambda: self._decided >= _DECIDES, lambda: self._signed):
            deadline = asyncio.create_task(asyncio.sleep(_FAR.total_seconds()))
            await workflow.wait_condition(over)
            deadline.cancel()
            await workflow.execute_activity(nothing, start_to_close_timeout=_SOON)
        await workflow.execute_activity(nothing, start_to_close_timeout=_SOON)


@workflow.defn(name="SectionLean")
class SectionLean(_Life):
    """One timer for the whole life, one batched local activity."""

    @workflow.run
    async def run(self) -> None:
        """Live until signed."""
        deadline = asyncio.create_task(asyncio.sleep(_FAR.total_seconds()))
        await workflow.wait_condition(lambda: self._submitted and self._decided >= _DECIDES and self._signed)
        deadline.cancel()
        await workflow.execute_local_activity(nothing, start_to_close_timeout=_SOON)
