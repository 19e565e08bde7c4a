"""What a command does to a vote whether to begin."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from domain import policy as rules
from domain.alarms import due
from domain.ballot import close, count
from domain.extension import counted_anew, longer
from domain.proposal.evolve import ballot, can_be_met, evolve
from domain.reachable import check_votable
from domain.schedule import opening
from schemas.calendar import Calendar
from schemas.deadline import Alarm
from schemas.policy import Step
from schemas.problems import Refused
from schemas.proposal import (
    LeaveProposal,
    OpenProposal,
    ProposalCommand,
    ProposalDecided,
    ProposalEvent,
    ProposalExtended,
    ProposalOpened,
    ProposalPhase,
    ProposalRecused,
    ProposalState,
    ProposalTerms,
    ProposalVoted,
    SettleProposal,
    VoteOnProposal,
)
from schemas.section import Elector, Verdict
from schemas.section_commands import Recount, Ring
from schemas.section_events import AlarmOvertaken, AlarmRang, DeadlineRecounted

ALLOWED: dict[str, tuple[ProposalPhase, ...]] = {
    "open_proposal": (ProposalPhase.PLANNED,),
    "vote_on_proposal": (ProposalPhase.OPEN,),
    "settle_proposal": (ProposalPhase.OPEN,),
    "leave_proposal": (ProposalPhase.OPEN,),
    "recount": (ProposalPhase.OPEN,),
    "ring": (ProposalPhase.OPEN,),
}
"""In which phases a proposal takes each command; in any other it is refused."""


@dataclass(frozen=True)
class Facts:
    """The world as one transaction sees it."""

    now: datetime
    calendar: Calendar
    actor_id: str = ""


def decide(state: ProposalState, command: ProposalCommand, facts: Facts) -> tuple[ProposalEvent, ...]:
    """The events that `command` makes. Raises Refused with the reason it cannot be carried out."""
    if state.phase not in ALLOWED[command.type]:
        raise Refused("wrong_phase", phase=str(state.phase))
    return tuple(_DECISIONS[command.type](state, command, facts))


def check_terms(terms: ProposalTerms, now: datetime) -> None:
    """Refuse a vote that cannot be won, or that leaves no time, or whose ladder does what only a review's does.

    Raises Refused: proposal_without_voters, policy_unreachable, limit_is_zero, deadline_in_past,
    ladder_outcome_misplaced.
    """
    if not terms.electors:
        raise Refused("proposal_without_voters")
    rules.check_limit(terms.rule.limit, now)
    check_votable(terms.vote, terms.electors)
    for number, step in enumerate(terms.rule.ladder, start=1):
        ends = step.outcome == "close_by_rule" and number == len(terms.rule.ladder)
        if step.outcome not in (None, "extend") and not ends:
            why = "ends_too_early" if step.outcome == "close_by_rule" else "not_in_a_vote_to_begin"
            raise Refused("ladder_outcome_misplaced", phase="proposal", step=number, outcome=step.outcome, why=why)


def _open(_state: ProposalState, command: OpenProposal, facts: Facts) -> Iterator[ProposalEvent]:
    terms = command.terms
    check_terms(terms, facts.now)
    yield ProposalOpened(terms=terms, **opening(terms.rule, facts.now, terms.zone, facts.calendar))


def _vote(state: ProposalState, command: VoteOnProposal, facts: Facts) -> Iterator[ProposalEvent]:
    """A verdict; as soon as no vote still out could change the count, it is decided."""
    if facts.actor_id not in ballot(state).voters:
        raise Refused("not_a_voter")
    if command.verdict == Verdict.DISAGREE and command.note is None:
        raise Refused("reasons_required")
    voted = ProposalVoted(person_id=facts.actor_id, verdict=command.verdict, note=command.note)
    yield voted
    yield from _decided(evolve(state, voted))


def _decided(state: ProposalState) -> Iterator[ProposalEvent]:
    """The end of the vote, if no vote still out could change the count."""
    status = count(_terms(state).vote, ballot(state)).status
    if status in ("met", "against"):
        yield ProposalDecided(outcome="begun" if status == "met" else "refused", by="votes")


def _leave(state: ProposalState, command: LeaveProposal, _facts: Facts) -> Iterator[ProposalEvent]:
    """The base shrinks by a voter and their vote, and those who are left are counted again."""
    elector = next((one for one in _terms(state).electors if one.person_id == command.person_id), None)
    if elector is None or (command.reason == "left_body" and not _left_by(elector, command)):
        return
    recused = ProposalRecused(person_id=command.person_id, reason=command.reason, base=len(_terms(state).electors) - 1)
    state = evolve(state, recused)
    if can_be_met(state):
        yield recused
        yield from _decided(state)
    else:
        yield recused.model_copy(update={"told": command.administrators})


def _left_by(elector: Elector, command: LeaveProposal) -> bool:
    """Whether somebody voted through bodies in none of which they sit any more."""
    return bool(elector.through) and not set(elector.through) & set(command.bodies)


def _recount(state: ProposalState, command: Recount, facts: Facts) -> Iterator[ProposalEvent]:
    yield DeadlineRecounted(note=command.note, **counted_anew(state, facts.now, facts.calendar))


def _settle(state: ProposalState, command: SettleProposal, facts: Facts) -> Iterator[ProposalEvent]:
    """To begin against voters who can still speak is not the coordinator's to decide."""
    late = state.deadline is not None and facts.now >= state.deadline.at
    if command.outcome == "begun" and not late and ballot(state).voters:
        raise Refused("proposal_open")
    yield ProposalDecided(outcome=command.outcome, by="coordinator", note=command.note)


def _ring(state: ProposalState, command: Ring, facts: Facts) -> Iterator[ProposalEvent]:
    """Act on every alarm that is due; a reminder is overtaken by whatever comes after it."""
    if command.alarm_id not in {alarm.id for alarm in state.alarms}:
        raise Refused("wrong_phase", phase=str(state.phase))
    waiting = due(state.alarms, facts.now)
    while waiting:
        alarm, *waiting = waiting
        if alarm.what == "reminder" and waiting:
            yield AlarmOvertaken(alarm=alarm, by=waiting[0].id)
            continue
        events = (AlarmRang(alarm=alarm, told=_told(state, alarm)), *_outcome(state, alarm, facts))
        yield from events
        state = reduce(evolve, events, state)
        if len(events) > 1:
            return


def _outcome(state: ProposalState, alarm: Alarm, facts: Facts) -> Iterator[ProposalEvent]:
    """What a step does besides telling: give more time once, or let the votes cast decide if they do."""
    terms, step = _terms(state), _step(state, alarm)
    if step is None:
        return
    if step.outcome == "extend" and step.by is not None and not state.extended:
        yield ProposalExtended(**longer(state, step.by, facts.now, facts.calendar, extended=True))
    elif step.outcome == "close_by_rule":
        status = close(terms.vote, ballot(state)).status
        if status in ("met", "against"):
            yield ProposalDecided(outcome="begun" if status == "met" else "refused", by="ladder")


def _told(state: ProposalState, alarm: Alarm) -> tuple[str, ...]:
    """A reminder tells who is silent, the deadline them and the coordinator, a step whom it names."""
    terms, step, silent = _terms(state), _step(state, alarm), ballot(state).silent
    if step is None:
        return tuple(dict.fromkeys((*silent, *((terms.coordinator_id,) if alarm.what == "deadline" else ()))))
    named = ((terms.coordinator_id,) if role == "coordinator" else silent for role in step.tell)
    return tuple(dict.fromkeys(person for people in named for person in people))


def _step(state: ProposalState, alarm: Alarm) -> Step | None:
    return _terms(state).rule.ladder[alarm.index] if alarm.what == "step" else None


def _terms(state: ProposalState) -> ProposalTerms:
    assert state.terms is not None
    return state.terms


_DECISIONS: dict[str, Callable[[ProposalState, Any, Facts], Iterator[ProposalEvent]]] = {
    "open_proposal": _open,
    "vote_on_proposal": _vote,
    "settle_proposal": _settle,
    "leave_proposal": _leave,
    "recount": _recount,
    "ring": _ring,
}
