"""Processes that do something else first: no saved history may replay in them."""

import asyncio

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from schemas.record import StreamStart
    from workflows.shell import Shell


class _Hesitant(Shell):
    async def hesitate(self) -> None:
        """Sleep before living, which no process did when the histories were recorded."""
        await asyncio.sleep(1)
        await self.live()


@workflow.defn(name="section")
class OtherSection(_Hesitant):
    """A section that hesitates."""

    @workflow.init
    def __init__(self, start: StreamStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: StreamStart) -> None:
        """Hesitate and live."""
        await self.hesitate()


@workflow.defn(name="document")
class OtherDocument(_Hesitant):
    """A document that hesitates."""

    @workflow.init
    def __init__(self, start: StreamStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: StreamStart) -> None:
        """Hesitate and live."""
        await self.hesitate()


@workflow.defn(name="obligation")
class OtherObligation(_Hesitant):
    """Something owed that hesitates."""

    @workflow.init
    def __init__(self, start: StreamStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: StreamStart) -> None:
        """Hesitate and live."""
        await self.hesitate()


@workflow.defn(name="proposal")
class OtherProposal(_Hesitant):
    """A vote that hesitates."""

    @workflow.init
    def __init__(self, start: StreamStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: StreamStart) -> None:
        """Hesitate and live."""
        await self.hesitate()
