"""How each event changes a proposal's state; total, and never refuses."""

from typing import Any

from domain.alarms import CLOSED, nearest, opened, without
from domain.ballot import Ballot
from schemas.deadline import Alarm
from schemas.proposal import (
    ProposalDecided,
    ProposalEvent,
    ProposalExtended,
    ProposalOpened,
    ProposalPhase,
    ProposalState,
    ProposalVoted,
)
from schemas.section import Vote
from schemas.section_events import AlarmOvertaken, AlarmRang


def evolve(state: ProposalState, event: ProposalEvent) -> ProposalState:
    """The state after `event`."""
    return state.model_copy(update=_changes(state, event))


def next_alarm(state: ProposalState) -> Alarm | None:
    """The nearest reminder, deadline or ladder step that has not been acted on."""
    return nearest(state.alarms)


def ballot(state: ProposalState) -> Ballot:
    """The electors and their votes."""
    return Ballot(electors=state.terms.electors if state.terms else (), votes=state.votes)


def _changes(state: ProposalState, event: ProposalEvent) -> dict[str, Any]:
    match event:
        case ProposalOpened():
            return opened(event) | {"phase": ProposalPhase.OPEN, "terms": event.terms}
        case ProposalVoted():
            others = tuple(vote for vote in state.votes if vote.person_id != event.person_id)
            return {"votes": (*others, Vote(person_id=event.person_id, verdict=event.verdict))}
        case ProposalExtended():
            return opened(event) | {"extended": True}
        case ProposalDecided():
            return {"phase": ProposalPhase(event.outcome), **CLOSED, "deadline": state.deadline}
        case AlarmRang() | AlarmOvertaken():
            return {"alarms": without(state.alarms, event.alarm)}
