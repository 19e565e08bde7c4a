"""How each event changes a section's state; total, and never refuses."""

from typing import Any

from domain.alarms import CLOSED, opened, without
from schemas.section import Part, Phase, SectionState, Verdict, Vote
from schemas.section_events import (
    AlarmOvertaken,
    AlarmRang,
    Approved,
    DeadlineRecounted,
    DraftingResumed,
    Extended,
    GraceGiven,
    Launched,
    PhaseOpened,
    PolicyChanged,
    Published,
    Reassigned,
    Recused,
    Reopened,
    RevisionSubmitted,
    RoundClosed,
    RoundOpened,
    SectionEvent,
    Signed,
    SigningDeclined,
    SignOffOpened,
    SilenceCounted,
    VerdictGiven,
    Withdrawn,
)


def evolve(state: SectionState, event: SectionEvent) -> SectionState:
    """The state after `event`."""
    changes = _changes(state, event)
    if isinstance(event, PhaseOpened):
        changes |= opened(event)
    if isinstance(event, RoundOpened | SignOffOpened | DraftingResumed | Reopened):
        changes |= {"policy": state.coming_policy, "next_policy": None}
    return state.model_copy(update=changes)


def _changes(state: SectionState, event: SectionEvent) -> dict[str, Any]:
    match event:
        case Launched():
            return {
                "phase": Phase.DRAFTING,
                "policy": event.policy,
                "coordinator_id": event.coordinator_id,
                "editors": event.editors,
                "reviewers": event.reviewers,
                "approvers": event.approvers,
            }
        case RevisionSubmitted():
            return {"head": event.head, **CLOSED}
        case RoundOpened():
            return {
                "phase": Phase.REVIEW,
                "round": event.round,
                "voters": event.voters,
                "votes": (),
                "graces": 0,
                "undecided": False,
            }
        case VerdictGiven():
            return {"votes": _with_vote(state, Vote(person_id=event.person_id, verdict=event.verdict))}
        case SilenceCounted():
            silent = tuple(Vote(person_id=p, verdict=Verdict.AGREE, tacit=True) for p in event.persons)
            return {"votes": state.votes + silent}
        case GraceGiven():
            return {"graces": state.graces + 1, "undecided": event.reason == "below_minimum"}
        case RoundClosed():
            return {"phase": Phase.DRAFTING if event.outcome != "in_favour" else Phase.SIGN_OFF, **CLOSED}
        case SignOffOpened():
            return {"phase": Phase.SIGN_OFF, "signers": event.signers, "signatures": ()}
        case Signed():
            return {"signatures": (*state.signatures, event.person_id)}
        case SigningDeclined():
            return {"phase": Phase.DRAFTING, "signatures": (), **CLOSED}
        case DraftingResumed():
            return {"phase": Phase.DRAFTING}
        case Approved():
            return {"phase": Phase.APPROVED, **CLOSED}
        case Published():
            return {"phase": Phase.PUBLISHED}
        case Reopened():
            return {
                "phase": Phase.DRAFTING,
                "cycle": event.cycle,
                "round": 0,
                "voters": (),
                "votes": (),
                "signers": (),
                "signatures": (),
                "graces": 0,
                "undecided": False,
            }
        case Withdrawn():
            return {"phase": Phase.WITHDRAWN, **CLOSED}
        case Reassigned():
            return _reassigned(state, event)
        case Recused():
            return _recused(state, event)
        case PolicyChanged():
            return {"next_policy": event.policy}
        case AlarmRang() | AlarmOvertaken():
            return {"alarms": without(state.alarms, event.alarm)}
        case Extended():
            return {"graces": 0, "undecided": False}
        case DeadlineRecounted():
            return {}
    raise AssertionError(event)


def _with_vote(state: SectionState, vote: Vote) -> tuple[Vote, ...]:
    return (*(v for v in state.votes if v.person_id != vote.person_id), vote)


def _reassigned(state: SectionState, event: Reassigned) -> dict[str, Any]:
    """Who leaves is replaced at once, in the open electorate too; who is only added counts from the next one."""
    listed = {
        Part.EDITOR: ("editors",),
        Part.REVIEWER: ("reviewers", "voters"),
        Part.APPROVER: ("approvers", "signers"),
    }
    part, *electorate = listed[event.part]
    changes: dict[str, Any] = {part: _swapped(getattr(state, part), event)}
    for name in electorate:
        if event.leaves in getattr(state, name):
            changes[name] = _swapped(getattr(state, name), event)
    return changes


def _recused(state: SectionState, event: Recused) -> dict[str, Any]:
    """Who is recused leaves the open electorate with what they said; in the next one they may be again."""
    if event.part == Part.REVIEWER:
        return {
            "voters": tuple(person for person in state.voters if person != event.person_id),
            "votes": tuple(vote for vote in state.votes if vote.person_id != event.person_id),
        }
    return {
        "signers": tuple(person for person in state.signers if person != event.person_id),
        "signatures": tuple(person for person in state.signatures if person != event.person_id),
    }


def _swapped(people: tuple[str, ...], event: Reassigned) -> tuple[str, ...]:
    if event.leaves is None:
        return (*people, event.joins)
    kept = (event.joins if person == event.leaves else person for person in people)
    return tuple(dict.fromkeys(kept))
