"""How each event changes a section's state; total, and never refuses."""

from typing import Any

from domain.alarms import CLOSED, opened, without
from domain.section.carrying import counted
from domain.section.disputed import disputed_after
from domain.section.successions import succeeded
from domain.section.upholding import terms_after
from schemas.disagreement_events import OfDisagreement
from schemas.remark_events import AnswersAwaited, CommentAnswered, CommentResolved, CommentWithdrawn, VoteUnsettled
from schemas.section import Departure, EarlierVerdict, Part, Pass, Phase, SectionState, Verdict, Vote
from schemas.section_events import (
    AlarmOvertaken,
    AlarmRang,
    Approved,
    CoordinatorChanged,
    DeadlineRecounted,
    DeputiesLacking,
    DraftingOpened,
    DraftingResumed,
    DutyPassed,
    DutyReturned,
    Extended,
    GraceGiven,
    LadderExtended,
    Launched,
    LetterSetAside,
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
    VerdictTakenBack,
    Withdrawn,
)


def evolve(state: SectionState, event: SectionEvent) -> SectionState:
    """The state after `event`."""
    handed_over = succeeded(state, event)
    state = state.model_copy(update=handed_over)
    changes = handed_over | _changes(state, event)
    if isinstance(event, PhaseOpened):
        changes |= opened(event)
    if isinstance(event, RoundOpened | SignOffOpened | DraftingOpened):
        changes |= {"passes": (), "departures": (), "used_steps": ()} | _people(event)
    if isinstance(event, RoundOpened | SignOffOpened | DraftingResumed | Reopened):
        changes |= {"policy": state.coming_policy, "next_policy": None}
    changes["terms"] = () if isinstance(event, Reopened) else terms_after(state.terms, event)
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
                "votes": tuple(map(counted, event.carried)),
                "outdated": event.outdated,
                "graces": 0,
                "undecided": False,
                "held_by": None,
            }
        case VerdictGiven():
            return {"votes": _with_vote(state, event), "outdated": _not_of(event.person_id, state.outdated)}
        case LetterSetAside():
            return {}
        case VerdictTakenBack():
            return {"votes": tuple(vote for vote in state.votes if vote.person_id != event.person_id)}
        case SilenceCounted():
            silent = tuple(Vote(person_id=p, verdict=Verdict.AGREE, tacit=True) for p in event.persons)
            return {"votes": state.votes + silent}
        case GraceGiven():
            return {"graces": state.graces + 1, "undecided": event.reason == "below_minimum"}
        case RoundClosed():
            phase = Phase.DRAFTING if event.outcome != "in_favour" else Phase.SIGN_OFF
            return {"phase": phase, "held_by": None, **CLOSED}
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
                "outdated": (),
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
        case CoordinatorChanged():
            return {"coordinator_id": event.coordinator_id}
        case AlarmRang() | AlarmOvertaken():
            return {"alarms": without(state.alarms, event.alarm)}
        case DutyPassed():
            return {"passes": (*_without_pass(state, event.person_id), _pass(event))}
        case DutyReturned():
            return {"passes": _without_pass(state, event.person_id)}
        case DeputiesLacking():
            return {}
        case LadderExtended():
            return {**_more_time(state), "used_steps": (*state.used_steps, event.step)}
        case Extended():
            return _more_time(state)
        case DeadlineRecounted():
            return {}
        case AnswersAwaited():
            return {"held_by": event.by}
        case VoteUnsettled():
            return {"held_by": None}
        case CommentAnswered() | CommentWithdrawn() if state.phase == Phase.SIGN_OFF:
            return {"held_by": None}  # it may have been the last, or begin a term: what is waited for is found anew
        case CommentAnswered() | CommentResolved() | CommentWithdrawn():
            return {}
        case OfDisagreement():
            return {"disagreements": disputed_after(state, event)}
    raise AssertionError(event)


def _more_time(state: SectionState) -> dict[str, Any]:
    """With a new deadline the ladder begins anew, and what it had settled is open again."""
    return {"graces": 0, "undecided": False, "held_by": None if state.held_by == "ladder" else state.held_by}


def _people(event: RoundOpened | SignOffOpened | DraftingOpened) -> dict[str, Any]:
    """The people of the phase that the event opens."""
    if not isinstance(event, DraftingOpened):
        return {"electors": event.electors}
    drafters = None if event.drafters is None else tuple(elector.person_id for elector in event.drafters)
    return {"drafters": drafters, "electors": event.drafters or ()}


def _pass(event: DutyPassed) -> Pass:
    return Pass(person_id=event.person_id, deputy_id=event.deputy_id, until_back=event.until_back)


def _without_pass(state: SectionState, person: str) -> tuple[Pass, ...]:
    return tuple(one for one in state.passes if one.person_id != person)


def _with_vote(state: SectionState, event: VerdictGiven) -> tuple[Vote, ...]:
    given = event.model_dump(include={"person_id", "verdict", "deputy_id", "letter_id"})
    vote = Vote.model_validate(given)
    return (*(v for v in state.votes if v.person_id != vote.person_id), vote)


def _not_of(person: str, outdated: tuple[EarlierVerdict, ...]) -> tuple[EarlierVerdict, ...]:
    return tuple(one for one in outdated if one.person_id != person)


def _reassigned(state: SectionState, event: Reassigned) -> dict[str, Any]:
    """Who leaves is replaced at once, in the open phase too; who is only added counts from the next one.

    Who takes an empty seat comes after those who stayed. Editors share what they do: one who is added may begin at
    once. Who has the part by the matrix alone is not listed, and so is replaced in the open phase only.
    """
    names = {
        Part.EDITOR: ("editors", "drafters"),
        Part.REVIEWER: ("reviewers", "voters"),
        Part.APPROVER: ("approvers", "signers"),
    }
    listed, seated = names[event.part]
    changes: dict[str, Any] = {listed: _swapped(getattr(state, listed), event)}
    people = getattr(state, seated)
    refills = event.base is not None
    if people is None or not (refills or event.part == Part.EDITOR or event.leaves in people):
        return changes
    taken_over = event.leaves if event.leaves in people else None
    changes[seated] = _swapped(people, event.model_copy(update={"leaves": taken_over}))
    if event.elector is not None:
        others = tuple(elector for elector in state.electors if elector.person_id != event.leaves)
        changes |= {"electors": (*others, event.elector), "passes": _without_pass(state, event.leaves or "")}
    if refills:
        changes["departures"] = tuple(_succeeded(one, event) for one in state.departures)
    return changes


def _succeeded(departure: Departure, event: Reassigned) -> Departure:
    if departure.person_id != event.leaves or departure.successor_id is not None:
        return departure
    return departure.model_copy(update={"successor_id": event.joins})


def _recused(state: SectionState, event: Recused) -> dict[str, Any]:
    """Who leaves the open phase takes along what they said; in the next one they may be again."""

    def without(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(person for person in people if person != event.person_id)

    changes: dict[str, Any] = {
        "electors": tuple(elector for elector in state.electors if elector.person_id != event.person_id),
        "passes": _without_pass(state, event.person_id),
    }
    if event.refillable:
        departure = Departure(person_id=event.person_id, reason=event.reason)
        changes["departures"] = (*state.departures, departure)
    if event.part == Part.EDITOR:
        return changes | {"drafters": without(state.editors if state.drafters is None else state.drafters)}
    if event.part == Part.REVIEWER:
        votes = tuple(vote for vote in state.votes if vote.person_id != event.person_id)
        outdated = _not_of(event.person_id, state.outdated)
        return changes | {"voters": without(state.voters), "votes": votes, "outdated": outdated}
    return changes | {"signers": without(state.signers), "signatures": without(state.signatures)}


def _swapped(people: tuple[str, ...], event: Reassigned) -> tuple[str, ...]:
    if event.leaves is None:
        return tuple(dict.fromkeys((*people, event.joins)))
    kept = (event.joins if person == event.leaves else person for person in people)
    return tuple(dict.fromkeys(kept))
