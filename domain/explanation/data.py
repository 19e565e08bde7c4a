"""How a section or a document stands, worked out from its state and its events."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from domain.ballot import close, count
from domain.document import signing
from domain.explanation.expected import expected, expected_of_document
from domain.section.alarms import awaited
from domain.section.disputed import is_held, open_in, unsettled_in
from domain.section.electorate import answering, ballot
from domain.section.upholding import running, term_alarm
from schemas.calendar import Calendar
from schemas.document import DocumentPhase, DocumentState
from schemas.explanation import Absentee, Decision, Expected, Explanation, Signing, SpeaksFor, Turn, WaitingFor
from schemas.policy import SignRule
from schemas.section import Phase, SectionState

OPENINGS = ("launched", "round_opened", "sign_off_opened", "drafting_resumed", "reopened", "candidate_opened")
"""The events from which somebody's turn runs; a moved deadline does not begin it anew."""

DECISIONS = (
    *("launched", "round_closed", "signing_declined", "approved", "published", "reopened", "withdrawn"),
    "disagreement_closed",
    *("document_launched", "candidate_voided", "document_declined", "document_approved", "document_reopened"),
    *("edition_published", "document_withdrawn"),
)
"""The events that settle something."""

CLOSINGS = ("approved", "published", "withdrawn")
"""The events after which no phase is open that somebody could have left."""

JOINING = {
    "reassigned": "joins",
    "duty_passed": "deputy_id",
    "duty_returned": "person_id",
    "document_reassigned": "joins",
    "signing_passed": "deputy_id",
    "signing_returned": "person_id",
}
"""The events that make somebody awaited in an open phase, and the field that says whom."""

TELLING = tuple(
    dict.fromkeys((*OPENINGS, *DECISIONS, *JOINING, "answers_awaited", "recused", "signed", "document_signed"))
)
"""The types of all events that an explanation reads."""

SECTION_WAITS: dict[Phase, WaitingFor] = {
    Phase.PLANNED: "launch",
    Phase.DRAFTING: "text",
    Phase.REVIEW: "verdict",
    Phase.SIGN_OFF: "signature",
}
DOCUMENT_WAITS: dict[DocumentPhase, WaitingFor] = {
    DocumentPhase.SETUP: "launch",
    DocumentPhase.SIGNING: "signature",
    DocumentPhase.APPROVED: "publication",
}

Told = Iterable[tuple[datetime, Any]]
"""Events with their instants, in the order in which they were recorded."""


def explain(state: SectionState, events: Told, now: datetime, calendar: Calendar, unanswered: int = 0) -> Explanation:
    """How a section stands at `now` (UTC); `events` are its own of the types TELLING.

    `calendar` is the one in force, by which the ladder would count a new deadline; `unanswered` are so many remarks.
    """
    told = list(events)
    lacking = unanswered if state.policy.answers == "required" else 0
    tally = count(state.policy.vote, ballot(state)) if state.phase == Phase.REVIEW else None
    signed = _signing(state.policy.sign, state.signers, state.signatures) if state.phase == Phase.SIGN_OFF else None
    undecided = tally is not None and close(state.policy.vote, ballot(state)).status == "undecided"
    people, waiting_for = awaited(state), waits_for(state)
    ahead = expected(
        state, now, calendar, held_back="answers" if lacking else "settlement" if unsettled_in(state) else ""
    )
    if waiting_for in ("launch", "decision", "return"):
        people = (state.coordinator_id,)
    if lacking and state.phase == Phase.SIGN_OFF and waiting_for in (SECTION_WAITS[Phase.SIGN_OFF], "contentment"):
        waiting_for, people = "answers", answering(state)
    deadline = state.deadline
    if waiting_for == "contentment":
        people = tuple(dict.fromkeys(term.author_id for term in running(state, now)))
        deadline = max((term.until for term in state.terms), key=lambda until: until.at)
    return Explanation(
        phase=state.phase,
        number=state.head.number if state.head else 0,
        round=state.round,
        coordinator_id=state.coordinator_id,
        zone=state.policy.zone,
        decided=_decision(told),
        rule=state.policy.vote if tally else None,
        silence_agrees=any(step.outcome == "count_silence" for step in state.policy.review.ladder),
        tally=tally,
        carried=tuple(vote.person_id for vote in state.votes if vote.judged_id) if tally else (),
        outdated=tuple(one.person_id for one in state.outdated) if tally else (),
        speaking=_speaking(state) if tally else (),
        on_paper=tuple(vote.person_id for vote in state.votes if vote.letter_id) if tally else (),
        unanswered=lacking,
        disagreements=len(open_in(state)),
        held=state.held_by is not None,
        signing=signed,
        left=_left(told),
        waiting_for=waiting_for,
        turns=_turns(
            people,
            told,
            signed,
            {one.deputy_id: one.person_id for one in state.passes},
            held=state.held_by is not None,
        ),
        decides_from=_decides_from(ahead) if waiting_for == "return" and ahead and undecided else None,
        may_vote=awaited(state) if waiting_for == "decision" else (),
        deadline=deadline,
        overdue=deadline is not None and deadline.at <= now,
        expected=ahead,
    )


def _speaking(state: SectionState) -> tuple[SpeaksFor, ...]:
    return tuple(SpeaksFor(person_id=one.person_id, body_id=one.speaks_for) for one in state.electors if one.speaks_for)


def explain_document(state: DocumentState, events: Told, now: datetime, calendar: Calendar) -> Explanation:
    """How a document stands as a whole at `now` (UTC); see `explain`."""
    told = list(events)
    at_signing = state.phase == DocumentPhase.SIGNING
    signed = _signing(state.policy.sign, signing.signers(state), state.signatures) if at_signing else None
    waiting_for = DOCUMENT_WAITS.get(state.phase, "")
    people = signing.awaited(state) if at_signing else (state.coordinator_id,) if waiting_for else ()
    return Explanation(
        subject="document",
        phase=state.phase,
        number=state.candidate.number if state.candidate else 0,
        coordinator_id=state.coordinator_id,
        zone=state.policy.zone,
        decided=_decision(told),
        signing=signed,
        waiting_for=waiting_for,
        turns=_turns(people, told, signed, {one.deputy_id: one.person_id for one in state.passes}),
        deadline=state.deadline,
        overdue=state.deadline is not None and state.deadline.at <= now,
        expected=expected_of_document(state, now, calendar),
    )


def waits_for(state: SectionState) -> WaitingFor:
    """What is owed now; in a review what the coordinator may do, once they may decide or nobody else is awaited.

    Nobody is awaited either where every verdict carried over and the revision falls by them: all may think again.
    """
    usual = SECTION_WAITS.get(state.phase, "")
    if is_held(state):
        return "settlement"
    if term_alarm(state) is not None:
        return "contentment"
    if state.held_by is not None:
        return "answers"
    if state.phase != Phase.REVIEW:
        return usual
    undecided = close(state.policy.vote, ballot(state)).status == "undecided"
    if undecided and (state.undecided or not state.alarms):
        return "decision"
    return usual if awaited(state) else "return"


def _decides_from(ahead: tuple[Expected, ...]) -> datetime | None:
    """When the ladder leaves the round open at its end; not known where a step moves the deadline or ends the round."""
    last = ahead[-1]
    return None if last.outcome in ("send_back", "extend") else last.at


def _decides(event: Any) -> bool:
    """Whether an event settles something; of a disagreement's end only one by which the text is to change."""
    return event.type in DECISIONS and (event.type != "disagreement_closed" or event.changes)


def _decision(told: list[tuple[datetime, Any]]) -> Decision | None:
    at, event = next(((at, event) for at, event in reversed(told) if _decides(event)), (None, None))
    if at is None or event is None:
        return None
    known = {
        field: value for field in ("outcome", "by", "round", "person_id") if (value := getattr(event, field, None))
    }
    if event.type in ("signing_declined", "document_declined"):
        known["person_id"] = event.deputy_id or event.person_id  # who said it, also in somebody's place
    return Decision(what=event.type, at=at, **known)


def _turns(
    people: tuple[str, ...],
    told: list[tuple[datetime, Any]],
    signed: Signing | None,
    instead: dict[str, str],
    *,
    held: bool = False,
) -> tuple[Turn, ...]:
    """Since when each is awaited: the phase's opening, or what made it their turn since.

    Those who answer remarks are since the vote was done and the round `held` for them.
    """
    since: datetime | None = None
    joined: dict[str, datetime] = {}
    for at, event in told:
        if event.type in (*OPENINGS, "document_approved"):
            since, joined = at, {}
        elif signed is not None and signed.in_turn and _next_in_turn(event):
            since = at
        elif event.type == "answers_awaited" and held:
            since, joined = at, {}
        elif event.type in JOINING:
            joined[getattr(event, JOINING[event.type])] = at
    return tuple(
        Turn(
            person_id=person,
            since=None if since is None else max(since, joined.get(person, since)),
            instead_of=instead.get(person, ""),
        )
        for person in people
    )


def _next_in_turn(event: Any) -> bool:
    """Whether it became the next signer's turn; whoever leaves further down the line changes nothing."""
    return event.type in ("signed", "document_signed") or (event.type == "recused" and event.next_id is not None)


def _left(told: list[tuple[datetime, Any]]) -> tuple[Absentee, ...]:
    """Who left the open phase, and who has taken the empty seats; the last of them says how many it is made of now."""
    left: list[Absentee] = []
    for _, event in told:
        if event.type in (*OPENINGS, *CLOSINGS):
            left = []
        elif event.type == "recused":
            left.append(Absentee(person_id=event.person_id, reason=event.reason, base=event.base))
        elif event.type == "reassigned" and event.base is not None:
            taken = {"successor_id": event.joins}
            left = [one.model_copy(update=taken) if one.person_id == event.leaves else one for one in left]
            left[-1:] = [one.model_copy(update={"base": event.base}) for one in left[-1:]]
    return tuple(left)


def _signing(rule: SignRule, signers: tuple[str, ...], signatures: tuple[str, ...]) -> Signing:
    signed = tuple(person for person in signers if person in signatures)
    waiting = tuple(person for person in signers if person not in signatures)
    needed, in_turn = rule.needed or len(signers), rule.order == "in_turn"
    return Signing(
        signed=signed,
        signers=len(signers),
        needed=needed,
        missing=max(0, needed - len(signed)),
        in_turn=in_turn,
        then=waiting[1:] if in_turn else (),
    )
