"""The durable process of something owed by a date, `obligation/ID/CYCLE`: until it is fulfilled or cancelled."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from schemas.record import StreamStart
    from workflows.shell import Shell


@workflow.defn(name="obligation")
class ObligationWorkflow(Shell):
    """Carries its commands, rings its reminders, its deadline and the ladder after it."""

    @workflow.init
    def __init__(self, start: StreamStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: StreamStart) -> None:
        """Live until it has ended."""
        await self.live()
