"""What the processes ask the server for, in order: a change here breaks those that run, and needs a patch."""

import asyncio
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowHistory

from schemas.act import Receipt
from schemas.document_commands import DeclineDocument, ExtendDocument, ProposeCandidate
from schemas.section import Part, Verdict
from schemas.section_commands import (
    DeclineToSign,
    Extend,
    GiveVerdict,
    Reassign,
    Reopen,
    ReturnToDrafting,
    Withdraw,
)
from tests.workflows.house import Installation, eventually
from tests.workflows.record_histories import FOLDER, calm
from tests.workflows.records import APPROVERS, EDITORS, LEADERS, NOTE, REVIEWERS, hours

GOLDEN = Path(__file__).parents[1] / "golden"
COMMANDS = {
    EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
    EventType.EVENT_TYPE_MARKER_RECORDED,
    EventType.EVENT_TYPE_TIMER_CANCELED,
    EventType.EVENT_TYPE_TIMER_STARTED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
    EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED,
}


@dataclass
class Patient(Installation):
    """An installation in which nobody acts before all is quiet, so that every life is the same life."""

    async def act(self, actor: str, command: BaseModel, place: int | None = None, act: str = "") -> Receipt:
        receipt = await super().act(actor, command, place, act)
        await asyncio.gather(*self.engine._telling)
        await eventually(self.is_quiet)
        for stream_id in (self.document, self.stream_id()):
            handle = self.client.get_workflow_handle(f"{stream_id}/{self.stream(stream_id).cycle}")
            while (await handle.describe()).raw_description.pending_activities:
                await asyncio.sleep(0.02)
            # Answered when it has done what it was told of: what comes next must not overtake its timers.
            await handle.query("standing")
        return receipt


async def live(house: Installation) -> None:
    """A section's whole life: every command that people have, once at least."""
    await house.act("coordinator", Extend(limit=hours(2000), note=NOTE), 0)
    joins = Reassign(part=Part.EDITOR, leaves=EDITORS[1], joins=REVIEWERS[2], note=NOTE)
    await house.act("coordinator", joins, 0)
    await house.submit()
    await house.act("coordinator", ReturnToDrafting(note=NOTE), 0)
    await house.submit("Второй вариант.")
    against = GiveVerdict(revision_id=house.head().revision_id, verdict=Verdict.DISAGREE, note=NOTE)
    await house.act(REVIEWERS[0], against, 0)
    await house.submit("Третий вариант.")
    await house.agree()
    await house.act(APPROVERS[0], DeclineToSign(revision_id=house.head().revision_id, note=NOTE), 0)
    await house.approve(words="Четвёртый вариант.")
    await house.act(LEADERS[0], DeclineDocument(candidate_hash=house.candidate().hash, note=NOTE))
    await house.act("coordinator", ProposeCandidate())
    await house.act("coordinator", ExtendDocument(limit=hours(2000), note=NOTE))
    await house.act("coordinator", Reopen(note=NOTE), 0)
    await house.act("coordinator", Withdraw(note=NOTE), 0)


def fingerprint(history: WorkflowHistory) -> list[str]:
    """The commands of a history, in order."""
    return [_name(event) for event in history.events if event.event_type in COMMANDS]


def _name(event: Any) -> str:
    name = EventType.Name(event.event_type).removeprefix("EVENT_TYPE_").removeprefix("WORKFLOW_EXECUTION_").lower()
    if event.event_type == EventType.EVENT_TYPE_MARKER_RECORDED:
        data = event.marker_recorded_event_attributes.details["data"].payloads[0].data
        return f"local {json.loads(data)['activity_type']}"
    if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
        return f"remote {event.activity_task_scheduled_event_attributes.activity_type.name}"
    if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
        request = event.workflow_execution_update_accepted_event_attributes.accepted_request
        return f"{name} {request.input.name}"
    return name


@pytest.mark.anyio
async def test_processes_ask_for_the_same_in_the_same_order(temporal: str, opened: Any) -> None:
    async with opened(temporal, calm()) as house, house.worker():
        patient = Patient(**vars(house))
        await patient.launch()
        await live(patient)
        ids = [f"{house.stream_id()}/1", f"{house.stream_id()}/2", f"{house.document}/1"]
        for workflow_id in ids:
            await asyncio.wait_for(house.client.get_workflow_handle(workflow_id).result(), 20)
        lived = {
            "-".join(workflow_id.split("/")[::2]): fingerprint(
                await house.client.get_workflow_handle(workflow_id).fetch_history()
            )
            for workflow_id in ids
        }
    assert lived == json.loads((GOLDEN / "fingerprints.json").read_text())


def test_saved_histories_are_as_they_were_recorded() -> None:
    hashes = {file.name: sha256(file.read_bytes()).hexdigest() for file in sorted(FOLDER.glob("*.json"))}
    assert hashes == json.loads((GOLDEN / "histories.json").read_text())
