"""Recording votes whether to begin, and in the same transaction where the document stands by them."""

from typing import Any

from sqlmodel import Session, col, select

from activities.recording.kind import Moment, keep_state, standing_of
from activities.recording.ledger import keep_ledger
from activities.recording.plan_notices import plan_proposal_notices
from domain.proposal import Facts, decide, evolve, next_alarm
from schemas.problems import Refused
from schemas.proposal import PROPOSAL_COMMAND, ProposalCommand, ProposalDecided, ProposalPhase, ProposalState
from schemas.record import Standing
from storage.tables import Document, Proposal, ProposalVoter, Stream

REFUSALS = {"open": "proposal_open", "refused": "proposal_refused"}
"""Why a document whose last proposal stands so is not launched."""


FOLLOWED = frozenset({"proposal_recused"})
"""The vote was moved from outside its workflow, and may have ended by that: the workflow has to look at it again."""


class ProposalKind:
    """Streams named `proposal/ID`."""

    def command(self, data: dict[str, Any]) -> ProposalCommand:
        """Read a proposal's command."""
        return PROPOSAL_COMMAND.validate_python(data)

    def standing(self, stream: Stream) -> Standing:
        """How the proposal's stream stands."""
        return standing_of(stream, next_alarm(ProposalState.model_validate(stream.state)))

    def observe(self, moment: Moment, command: ProposalCommand) -> None:
        """A proposal depends on nothing outside its own stream."""

    def apply(self, moment: Moment, command: ProposalCommand) -> dict[str, Any]:
        """Decide and write; the receipt's facts say the phase that results."""
        state = ProposalState.model_validate(moment.stream.state)
        if command.type == "open_proposal":
            _require_setup(moment, state.document_id)
        facts = Facts(now=moment.journal.now, calendar=moment.calendar, actor_id=moment.act.actor_id)
        events = decide(state, command, facts)
        moment.journal.append(moment.stream, moment.act, events)
        for seq, event in enumerate(events, start=moment.stream.seq - len(events) + 1):
            state = evolve(state, event)
            rule = state.terms.rule if state.terms else None
            row = keep_ledger(moment, seq, event, phase="proposal", round_=0, rule=rule)
            if isinstance(event, ProposalDecided):
                _note_end(moment, state, event)
            plan_proposal_notices(moment, seq, state, event, row)
        keep_state(moment, state, events, followed=FOLLOWED, alarm=next_alarm(state))
        _project(moment, state)
        return {
            "proposal_id": state.id,
            "phase": str(state.phase),
            "deadline": state.deadline.model_dump(mode="json") if state.deadline else None,
        }


def require_begun(session: Session, document_id: str) -> None:
    """A document is launched without a vote or after one that was won.

    Raises Refused: proposal_open, proposal_refused.
    """
    begun = select(Proposal).where(Proposal.document_id == document_id, Proposal.state != ProposalPhase.PLANNED)
    last = session.exec(begun.order_by(col(Proposal.number).desc()).limit(1)).first()
    if last is not None and last.state in REFUSALS:
        raise Refused(REFUSALS[last.state])


def _require_setup(moment: Moment, document_id: str) -> None:
    """A vote is begun before the launch, and one at a time. Raises Refused: wrong_phase, proposal_open."""
    document = moment.journal.session.get_one(Document, document_id, with_for_update=True, populate_existing=True)
    if document.phase == "proposed":
        raise Refused("proposal_open")
    if document.phase != "setup":
        raise Refused("wrong_phase", phase=document.phase)


def _note_end(moment: Moment, state: ProposalState, event: ProposalDecided) -> None:
    row = moment.journal.session.get_one(Proposal, state.id)
    row.ended_at, row.note_id = moment.journal.now, event.note.id if event.note else None


def _project(moment: Moment, state: ProposalState) -> None:
    session = moment.journal.session
    row = session.get_one(Proposal, state.id)
    row.state = str(state.phase)
    row.deadline = state.deadline.model_dump(mode="json") if state.deadline else None
    session.get_one(Document, state.document_id).phase = "proposed" if state.phase == ProposalPhase.OPEN else "setup"
    for elector in state.terms.electors if state.terms else ():
        if session.get(ProposalVoter, (state.id, elector.person_id)) is None:
            session.add(ProposalVoter(proposal_id=state.id, person_id=elector.person_id))
