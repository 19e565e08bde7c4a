"""Workflows that cannot go on: the server says which fail at every attempt, and the record names their streams."""

import asyncio
from datetime import timedelta

import structlog
from sqlmodel import col, select
from temporalio.client import Client
from temporalio.service import RPCError

from storage.database import Database
from storage.tables import Stream

TROUBLE = "workflow_failing"
"""What stands on a stream whose workflow's code fails or does not fit its history."""

MOST = 200
"""As many failing workflows are looked at; while there are more, none is taken for mended."""

PATIENCE = timedelta(seconds=5)
"""How long the server may take to say which fail."""

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
            async with asyncio.timeout(PATIENCE.total_seconds()):
                found = [execution.id async for execution in self._client.list_workflows(self._query, limit=MOST)]
        except (RPCError, TimeoutError) as error:
            log.warning("failing_workflows_unknown", error=type(error).__name__)
            return
        # A workflow's id is its stream's with the cycle at its end.
        failing = {id_.rpartition("/")[0] for id_ in found}
        await asyncio.to_thread(note_failing, self._database, failing, all_known=len(found) < MOST)


def note_failing(database: Database, failing: set[str], *, all_known: bool = True) -> None:
    """Let the trouble stand on these streams, and on no others any more if `all_known` are among them.

    A stream with another trouble keeps that one. Nothing is written when all stands already as it should.
    """
    new, over = _changed(database, failing)
    over = over if all_known else set()
    if not new | over:
        return
    noted = []
    with database.write() as session:
        for stream in session.exec(select(Stream).where(col(Stream.id).in_(new | over)).with_for_update()):
            if stream.id in new and stream.trouble is None:
                stream.trouble = TROUBLE
                noted.append(stream.id)
            elif stream.id in over and stream.trouble == TROUBLE:
                stream.trouble = None
    if noted:
        log.error("workflows_failing", streams=sorted(noted))


def _changed(database: Database, failing: set[str]) -> tuple[set[str], set[str]]:
    """Streams on which the trouble does not stand yet, and those on which it stands and which do not fail."""
    with database.read() as session:
        noted = set(session.exec(select(Stream.id).where(col(Stream.trouble) == TROUBLE)))
        untroubled = select(Stream.id).where(col(Stream.id).in_(failing - noted), col(Stream.trouble).is_(None))
        return set(session.exec(untroubled)) if failing - noted else set(), noted - failing
