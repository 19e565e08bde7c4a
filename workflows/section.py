"""The durable process of one cycle of a section, `section/ID/CYCLE`: from drafting to published or withdrawn."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from schemas.record import StreamStart
    from workflows.shell import Shell


@workflow.defn(name="section")
class SectionWorkflow(Shell):
    """Carries the section's commands, rings its deadlines, has comments placed and the document told."""

    @workflow.init
    def __init__(self, start: StreamStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: StreamStart) -> None:
        """Live until the cycle ends."""
        await self.live()
