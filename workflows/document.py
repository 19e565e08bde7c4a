"""The durable process of one cycle of a document, `document/ID/CYCLE`: from launch to a published edition."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from schemas.record import StreamStart
    from workflows.shell import Shell


@workflow.defn(name="document")
class DocumentWorkflow(Shell):
    """Carries the document's commands, rings the deadline of its signing, has sections launched and editions made."""

    @workflow.init
    def __init__(self, start: StreamStart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: StreamStart) -> None:
        """Live until the cycle ends."""
        await self.live()
