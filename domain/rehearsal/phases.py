"""The phases of one stream as a rehearsal saw them: opened, ended by whom, or standing still."""

from typing import Any

from domain.document import signing
from domain.rehearsal.happening import Happening
from domain.rehearsal.stage import DocumentOnStage, SectionOnStage
from domain.schedule import working_days_late
from domain.section.alarms import awaited
from domain.section.disputed import is_held
from domain.section.electorate import answering
from domain.section.upholding import term_alarm
from schemas.calendar import Calendar
from schemas.document import DocumentState
from schemas.rehearsal import RehearsedPhase
from schemas.section import Phase, SectionState

OPENING = frozenset({"launched", "round_opened", "sign_off_opened", "drafting_resumed", "reopened", "candidate_opened"})

ENDING = {
    "revision_submitted": "handed_in",
    "round_closed": "",
    "signing_declined": "declined",
    "approved": "approved",
    "withdrawn": "withdrawn",
    "candidate_voided": "voided",
    "document_declined": "declined",
    "document_approved": "approved",
}
"""What each event that ends a phase makes of it; a round says so itself."""

ACTING = frozenset({"verdict_given", "signed", "document_signed", "signing_declined", "document_declined"})
"""Events of one person's act."""


def phases_of(stream: SectionOnStage | DocumentOnStage, calendar: Calendar) -> tuple[RehearsedPhase, ...]:
    """The phases with a deadline: the one that stood open first, and all that opened since."""
    found: list[RehearsedPhase] = []
    before = stream.began
    if before.deadline is not None and before.opened_at is not None:
        found.append(_opened(before, before.opened_at, before.deadline))
    last: tuple[str, ...] = ()
    for one in stream.happened:
        last = _last(one, before, last)
        if one.event.type in ENDING and found:
            by = "term" if _by_term(one, before) else getattr(one.event, "by", "")
            found[-1] = _ended(found[-1], one, last, by, calendar)
        if one.event.type in OPENING:
            found.append(_opened(one.after, one.event.opened_at, one.event.deadline))
        before = one.after
    if found and found[-1].ended_at is None:
        found[-1] = found[-1].model_copy(update=_standing(stream))
    return tuple(found)


def _opened(state: SectionState | DocumentState, opened_at: Any, deadline: Any) -> RehearsedPhase:
    round_ = state.candidates if isinstance(state, DocumentState) else state.round
    return RehearsedPhase(phase=str(state.phase), round=round_, opened_at=opened_at, deadline=deadline)


def _last(one: Happening, before: SectionState | DocumentState, last: tuple[str, ...]) -> tuple[str, ...]:
    """Who ended a phase, as far as an event tells: who acted, or who was silent till the rules went on without them."""
    event = one.event
    if event.type in ACTING:
        return (event.deputy_id or event.person_id,)
    if event.type == "silence_counted":
        return tuple(event.persons)
    if event.type == "comment_answered" and before.phase == Phase.SIGN_OFF:
        assert isinstance(before, SectionState)
        return answering(before)
    if _by_term(one, before):
        assert isinstance(before, SectionState)
        return tuple(dict.fromkeys(term.author_id for term in before.terms if term.until.at == one.at))
    if event.type == "round_closed" and _was_awaited(before, event.by):
        assert isinstance(before, SectionState)
        return awaited(before)
    return tuple(event.head.authors) if event.type == "revision_submitted" else last


def _by_term(one: Happening, before: SectionState | DocumentState) -> bool:
    """Whether a section that all had signed was approved by the end of the last term to uphold a remark."""
    if one.event.type != "approved" or not isinstance(before, SectionState):
        return False
    term = term_alarm(before)
    return term is not None and term.at == one.at


def _was_awaited(before: SectionState | DocumentState, by: str) -> bool:
    """Whether a round ended by what others did, or left undone, than those whose votes had settled it."""
    return by in ("ladder", "coordinator") or (isinstance(before, SectionState) and before.held_by is not None)


def _ended(phase: RehearsedPhase, one: Happening, last: tuple[str, ...], by: str, calendar: Calendar) -> RehearsedPhase:
    event = one.event
    ended = {
        "ended_at": one.at,
        "outcome": ENDING[event.type] or event.outcome,
        "by": by,
        "last": last,
        "late": working_days_late(phase.deadline.last_day, one.at, phase.deadline.zone, calendar),
    }
    return phase.model_copy(update=ended)


def _standing(stream: SectionOnStage | DocumentOnStage) -> dict[str, Any]:
    """Whom a phase that stands still waits for, and whether that is for answers to remarks."""
    state = stream.state
    if isinstance(state, DocumentState):
        return {"awaited": signing.awaited(state)}
    if stream.lacks_answers:
        return {"awaited": answering(state), "by": "answers"}
    if state.undecided:
        return {"awaited": (state.coordinator_id,)}
    return {"awaited": awaited(state), "by": "answers" if state.held_by is not None and not is_held(state) else ""}
