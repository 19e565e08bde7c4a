"""What is disputed in a section: which disagreements are open, whom they wait for, and what events make of them."""

from typing import Any

from domain.section.electorate import answering, enough_signed
from schemas.disagreement import SIDES, Side
from schemas.disagreement_events import (
    DecisionPassed,
    DisagreementClosed,
    DisagreementEvent,
    DisagreementOpened,
    MeetingHeld,
    SettlementAccepted,
    SettlementProposed,
    TakenToLeadership,
)
from schemas.section import Disagreement, Phase, SectionState, Settlement


def open_in(state: SectionState) -> tuple[Disagreement, ...]:
    """The disagreements without an outcome: with one of these nothing is approved, and so nothing published."""
    return tuple(one for one in state.disagreements if one.outcome is None)


def unsettled_in(state: SectionState) -> tuple[Disagreement, ...]:
    """The open ones that were not taken to leadership: with one of these nothing goes to sign-off."""
    return tuple(one for one in open_in(state) if one.decider_id is None)


def deciding(state: SectionState) -> frozenset[str]:
    """Who decides one of the open ones, or stands in for who does."""
    named = (person for one in open_in(state) for person in (one.decider_id, one.deputy_id))
    return frozenset(person for person in named if person is not None)


def found(state: SectionState, disagreement_id: str) -> Disagreement | None:
    """The disagreement with this id."""
    return next((one for one in state.disagreements if one.id == disagreement_id), None)


def over(state: SectionState, comment_id: str) -> Disagreement | None:
    """The latest disagreement over a remark; one that was lifted is none any more."""
    about = [one for one in state.disagreements if one.comment_id == comment_id and one.outcome != "lifted"]
    return about[-1] if about else None


def is_held(state: SectionState) -> bool:
    """Whether the open phase is done but for its disagreements."""
    if state.phase == Phase.SIGN_OFF:
        return enough_signed(state) and bool(open_in(state))
    return state.held_by is not None and bool(unsettled_in(state))


def side_of(state: SectionState, one: Disagreement, person: str) -> Side | None:
    """For which party somebody speaks; the coordinator, and who decides, are none."""
    if person == one.author_id:
        return "author"
    return "editors" if person in (*answering(state), *state.editors) else None


def due_from(state: SectionState, one: Disagreement) -> tuple[str, ...]:
    """Whom an open disagreement waits for: who is to decide it, who has not agreed to the text that lies before them,
    or both parties and the coordinator, who brings them together."""
    if one.outcome is not None:
        return ()
    if one.decider_id is not None:
        return (one.deputy_id or one.decider_id,)
    people: dict[Side, tuple[str, ...]] = {"author": (one.author_id,), "editors": answering(state)}
    if one.settlement is None:
        return tuple(dict.fromkeys((*people["author"], *people["editors"], state.coordinator_id)))
    waiting = [person for side in SIDES if side not in one.settlement.accepted for person in people[side]]
    return tuple(dict.fromkeys(waiting))


def awaited_to_settle(state: SectionState) -> tuple[str, ...]:
    """Whom the open disagreements of a section that is held by them wait for."""
    holding = open_in(state) if state.phase == Phase.SIGN_OFF else unsettled_in(state)
    return tuple(dict.fromkeys(person for one in holding for person in due_from(state, one)))


def parties(state: SectionState, one: Disagreement) -> tuple[str, ...]:
    """Everybody who is told of a disagreement: its author, the editors, and the coordinator."""
    return tuple(dict.fromkeys((one.author_id, *answering(state), state.coordinator_id)))


def disputed_after(state: SectionState, event: DisagreementEvent) -> tuple[Disagreement, ...]:
    """All disagreements of the section after `event`."""
    known = found(state, event.disagreement_id)
    if known is None:
        assert isinstance(event, DisagreementOpened)
        known = Disagreement(
            id=event.disagreement_id, comment_id=event.comment_id, author_id=event.author_id, cycle=state.cycle
        )
        return (*state.disagreements, known.model_copy(update=_changes(known, event)))
    changed = known.model_copy(update=_changes(known, event))
    return tuple(changed if one.id == changed.id else one for one in state.disagreements)


def _changes(known: Disagreement, event: DisagreementEvent) -> dict[str, Any]:
    match event:
        case DisagreementOpened():
            return {"opened_by": event.by}
        case MeetingHeld():
            held = event.minutes is not None
            return {"meeting_id": None if held else event.meeting_id, "met": known.met or held}
        case SettlementProposed():
            accepted: tuple[Side, ...] = (event.side,) if event.side else ()
            return {"settlement": Settlement(wording=event.wording, changes=event.changes, accepted=accepted)}
        case SettlementAccepted():
            assert known.settlement is not None
            accepted = (*known.settlement.accepted, event.side)
            return {"settlement": known.settlement.model_copy(update={"accepted": accepted})}
        case TakenToLeadership():
            return {"decider_id": event.decider_id, "deputy_id": None}
        case DecisionPassed():
            return {"deputy_id": event.deputy_id}
        case DisagreementClosed():
            return {"outcome": event.outcome, "settlement": None, "meeting_id": None}
