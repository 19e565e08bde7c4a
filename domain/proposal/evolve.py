"""How each event changes a proposal's state; total, and never refuses."""

from typing import Any

from domain.alarms import CLOSED, nearest, opened, without
from domain.ballot import Ballot
from domain.reachable import check_votable
from schemas.deadline import Alarm
from schemas.problems import Refused
from schemas.proposal import (
    ProposalDecided,
    ProposalEvent,
    ProposalExtended,
    ProposalOpened,
    ProposalPhase,
    ProposalRecused,
    ProposalState,
    ProposalVoted,
)
from schemas.section import Vote
from schemas.section_events import AlarmOvertaken, AlarmRang, DeadlineRecounted


def evolve(state: ProposalState, event: ProposalEvent) -> ProposalState:
    """The state after `event`."""
    return state.model_copy(update=_changes(state, event))


def next_alarm(state: ProposalState) -> Alarm | None:
    """The nearest reminder, deadline or ladder step that has not been acted on."""
    return nearest(state.alarms)


def ballot(state: ProposalState) -> Ballot:
    """The electors and their votes."""
    return Ballot(electors=state.terms.electors if state.terms else (), votes=state.votes)


def can_be_met(state: ProposalState) -> bool:
    """Whether enough voters are left for the rule."""
    assert state.terms is not None
    try:
        check_votable(state.terms.vote, state.terms.electors)
    except Refused:
        return False
    return bool(state.terms.electors)


def _changes(state: ProposalState, event: ProposalEvent) -> dict[str, Any]:
    match event:
        case ProposalOpened():
            return opened(event) | {"phase": ProposalPhase.OPEN, "terms": event.terms}
        case ProposalVoted():
            others = tuple(vote for vote in state.votes if vote.person_id != event.person_id)
            return {"votes": (*others, Vote(person_id=event.person_id, verdict=event.verdict))}
        case ProposalRecused():
            return _without(state, event.person_id)
        case DeadlineRecounted():
            return opened(event)
        case ProposalExtended():
            return opened(event) | {"extended": True}
        case ProposalDecided():
            return {"phase": ProposalPhase(event.outcome), **CLOSED, "deadline": state.deadline}
        case AlarmRang() | AlarmOvertaken():
            return {"alarms": without(state.alarms, event.alarm)}


def _without(state: ProposalState, person: str) -> dict[str, Any]:
    assert state.terms is not None
    electors = tuple(elector for elector in state.terms.electors if elector.person_id != person)
    return {
        "terms": state.terms.model_copy(update={"electors": electors}),
        "votes": tuple(vote for vote in state.votes if vote.person_id != person),
    }
