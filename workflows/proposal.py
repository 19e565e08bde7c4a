"""The durable process of a vote whether to begin, `proposal/ID/CYCLE`: until it is decided."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from schemas.record import StreamStart
    from workflows.shell import Shell


@workflow.defn(name="proposal")
class ProposalWorkflow(Shell):
    """Carries the votes, rings the reminders, the deadline and the ladder after it."""

    @workflow.init
    def __init__(self, start: StreamStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: StreamStart) -> None:
        """Live until it has ended."""
        await self.live()
