"""Workflows that cannot go on: the server says which fail at every attempt, and the record names their streams."""

import asyncio

import structlog
from sqlmodel import col, select
from temporalio.client import Client
from temporalio.service import RPCError

from storage.database import Database
from storage.tables import Stream

TROUBLE = "workflow_failing"
"""What stands on a stream whose workflow's code fails or does not fit its history."""

MOST = 200

log = structlog.get_logger()


class FailingWorkflows:
    """Keeps the trouble of streams as the server reports it; nothing else could: a stuck workflow records nothing."""

    def __init__(self, client: Client, queue: str, database: Database) -> None:
        self._client = client
        self._query = f"TemporalReportedProblems IS NOT NULL AND ExecutionStatus = 'Running' AND TaskQueue = '{queue}'"
        self._database = database

    async def look(self) -> None:
        """Note what fails now, and take back what does not fail any more."""
        try:
            async with asyncio.timeout(5):
                failing = await self._failing()
        except (RPCError, TimeoutError) as error:
            log.warning("failing_workflows_unknown", error=type(error).__name__)
            return
        await asyncio.to_thread(self._note, failing)

    async def _failing(self) -> set[str]:
        """The streams whose workflow failed several times in a row; a workflow's id ends with its cycle."""
        found = self._client.list_workflows(self._query, limit=MOST)
        return {execution.id.rpartition("/")[0] async for execution in found}

    def _note(self, failing: set[str]) -> None:
        known = col(Stream.trouble) == TROUBLE
        with self._database.read() as session:
            noted = set(session.exec(select(Stream.id).where(known)))
        if noted == failing:
            return
        with self._database.write() as session:
            changed = select(Stream).where(col(Stream.id).in_(noted ^ failing)).with_for_update()
            for stream in session.exec(changed):
                if stream.id in failing:
                    stream.trouble = stream.trouble or TROUBLE
                elif stream.trouble == TROUBLE:
                    stream.trouble = None
        if failing - noted:
            log.error("workflows_failing", streams=sorted(failing - noted))
