"""Notice rows of what is owed by a date and of votes whether to begin."""

from typing import Any

from activities.recording.kind import Moment
from activities.recording.notices import add_notices
from domain.plan_notices import told_of_obligation, told_of_proposal
from schemas.deadline import Deadline
from schemas.obligation import ObligationState
from schemas.proposal import ProposalState
from storage.tables import Alarm, Document, Obligation


def plan_obligation_notices(
    moment: Moment, seq: int, after: ObligationState, final: ObligationState, event: Any, alarm: Alarm | None
) -> None:
    """Plan what an obligation's event tells; `final` is the state that the whole command led to."""
    told = told_of_obligation(after, event)
    if any(people for _, people in told):
        title = moment.journal.session.get_one(Obligation, after.id).title
        # Terms are told with the date that the same command gives them.
        deadline = final.deadline if event.type == "obliged" else after.deadline
        facts = _facts(moment, after.document_id, deadline) | {"obligation_id": after.id, "milestone": title}
        add_notices(moment, seq, told, facts, event, alarm)


def plan_proposal_notices(moment: Moment, seq: int, after: ProposalState, event: Any, alarm: Alarm | None) -> None:
    """Plan what a proposal's event tells."""
    told = told_of_proposal(after, event)
    if any(people for _, people in told):
        facts = _facts(moment, after.document_id, after.deadline) | {"proposal_id": after.id}
        add_notices(moment, seq, told, facts, event, alarm)


def _facts(moment: Moment, document_id: str, deadline: Deadline | None) -> dict[str, Any]:
    document = moment.journal.session.get_one(Document, document_id)
    return {
        "document_id": document.id,
        "document": document.title,
        "deadline": deadline.model_dump(mode="json") if deadline else None,
    }
