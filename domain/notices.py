"""Whom each event of a section is told to, and under which kind of notice; the kinds of documents too."""

from collections.abc import Iterable

from domain.plan_notices import PLAN_KINDS
from domain.section.alarms import asked, awaited, still_asked
from domain.section.deputies import acting
from domain.section.disputed import due_from, found, is_held, parties
from domain.section.electorate import can_be_met, is_blind, listed, seated
from schemas.disagreement_events import (
    DecisionPassed,
    DisagreementClosed,
    DisagreementOpened,
    MeetingHeld,
    OfDisagreement,
    SettlementAccepted,
    SettlementProposed,
    TakenToLeadership,
)
from schemas.remark_events import AnswersAwaited, CommentAnswered
from schemas.section import Part, Phase, SectionState
from schemas.section_events import (
    AlarmRang,
    Approved,
    DeadlineRecounted,
    DeputiesLacking,
    DutyPassed,
    DutyReturned,
    Extended,
    GraceGiven,
    LadderExtended,
    Launched,
    Published,
    Reassigned,
    Recused,
    Reopened,
    RoundClosed,
    RoundOpened,
    SectionEvent,
    Signed,
    SigningDeclined,
    SignOffOpened,
    VerdictGiven,
    Withdrawn,
)

Told = tuple[str, tuple[str, ...]]
"""A kind of notice and the persons it goes to."""

REMINDERS = {
    Phase.DRAFTING: "drafting_reminder",
    Phase.REVIEW: "review_reminder",
    Phase.SIGN_OFF: "sign_reminder",
}

INVITATIONS = {
    (Phase.REVIEW, Part.REVIEWER): "review_invitation",
    (Phase.SIGN_OFF, Part.APPROVER): "sign_invitation",
    (Phase.DRAFTING, Part.EDITOR): "drafting_opened",
}

KINDS = PLAN_KINDS.union(
    {
        "drafting_opened",
        "drafting_reminder",
        "review_invitation",
        "verdict_carried",
        "contribution_invited",
        "contribution_reminder",
        "position_entered",
        "review_reminder",
        "sign_invitation",
        "sign_reminder",
        "deadline_passed",
        "time_asked",
        "relief_asked",
        "escalation",
        "grace_given",
        "comment_answered",
        "answers_awaited",
        "answers_missing",
        "disagreement_opened",
        "meeting_called",
        "meeting_held",
        "settlement_proposed",
        "settlement_awaited",
        "disagreement_taken",
        "decision_on_disagreement",
        "disagreement_closed",
        "answer_taken",
        "answer_refused",
        "returned",
        "signing_declined",
        "signing_ended",
        "approved",
        "published",
        "reopened",
        "withdrawn",
        "extended",
        "recounted",
        "assigned",
        "relieved",
        "relieved_for_now",
        "deputy_called",
        "duty_passed",
        "duty_returned",
        "deputy_relieved",
        "no_deputy",
        "recused",
        "base_changed",
        "base_restored",
        "cannot_be_met",
        "decision_needed",
        "basis_changed",
        "candidate_opened",
        "candidate_reminder",
        "candidate_voided",
        "candidate_declined",
        "document_approved",
        "document_assigned",
        "document_relieved",
        "document_coordinator_left",
        "informed_of_approval",
        "informed_of_publication",
    }
)
"""Every kind of notice there is."""

INFORMED = {
    "approved": "informed_of_approval",
    "document_approved": "informed_of_approval",
    "published": "informed_of_publication",
    "edition_published": "informed_of_publication",
}
"""What those who answer for information are told, by the event."""


def told_of_section(after: SectionState, event: SectionEvent) -> list[Told]:
    """Whom a section's event is told to, given the state after it."""
    match event:
        case Launched():
            return [("drafting_opened", seated(after))]
        case RoundOpened():
            return _round_opened(event)
        case GraceGiven(reason="unanswered") if is_held(after):
            return [("settlement_awaited", once(awaited(after), [after.coordinator_id]))]
        case AnswersAwaited() if is_held(after):
            return [("settlement_awaited", awaited(after))]
        case OfDisagreement():
            return _of_disagreement(after, event)
        case VerdictGiven(letter_id=str()):
            return [("position_entered", once([event.person_id, *acting(after, (event.person_id,))]))]
        case GraceGiven(reason="unanswered"):
            reminded = [("review_reminder", still)] if (still := still_asked(after)) else []
            return [*reminded, ("answers_awaited", awaited(after)), ("answers_missing", (after.coordinator_id,))]
        case AnswersAwaited():
            return [("answers_awaited", awaited(after))]
        case CommentAnswered():
            return [("comment_answered", once([event.author_id]))]
        case GraceGiven():
            why = "decision_needed" if event.reason == "below_minimum" else "grace_given"
            return [("review_reminder", awaited(after)), (why, (after.coordinator_id,))]
        case RoundClosed(outcome="against" | "returned"):
            return [("returned", after.editors)]
        case SignOffOpened():
            short: list[Told] = [] if can_be_met(after) else [("cannot_be_met", (after.coordinator_id,))]
            return [("sign_invitation", awaited(after)), *short]
        case Signed() if after.policy.sign.order == "in_turn":
            return [("sign_invitation", awaited(after))]
        case SigningDeclined():
            told = once(after.editors, [after.coordinator_id])
            return [("signing_declined", told), _signing_ended(after, event.person_id, (*told, event.deputy_id or ""))]
        case Approved():
            return [("approved", once(after.editors, [after.coordinator_id]))]
        case Published():
            return [("published", everybody(after))]
        case Reopened():
            return [("reopened", once(after.editors, after.reviewers))]
        case Withdrawn():
            return [("withdrawn", everybody(after))]
        case Extended() | LadderExtended():
            coordinator = [after.coordinator_id] if isinstance(event, LadderExtended) else []
            return [("extended", once(asked(after), coordinator))]
        case DeadlineRecounted():
            return [("recounted", asked(after))]
        case Reassigned():
            return _reassigned(after, event)
        case Recused():
            return _recused(after, event)
        case DutyPassed():
            called: Told = ("deputy_called", (event.deputy_id,))
            passed: Told = ("duty_passed", once([event.person_id, after.coordinator_id]))
            return [called, passed, ("deputy_relieved", once([event.relieves or ""]))]
        case DutyReturned():
            gone = event.reason == "deactivated"
            relieved: Told = ("deputy_relieved", () if gone else (event.deputy_id,))
            return [("duty_returned", once([event.person_id, after.coordinator_id])), relieved]
        case DeputiesLacking():
            return [("no_deputy", (after.coordinator_id,))]
        case AlarmRang():
            return _rang(after, event)
    return []


def _of_disagreement(after: SectionState, event: OfDisagreement) -> list[Told]:
    """The parties and the coordinator hear of everything, who decides of what they are to decide and how it ended.

    Who is asked to a meeting besides hears of it if they take part here, and not before opinions are open.
    """
    one = found(after, event.disagreement_id)
    assert one is not None
    everyone = parties(after, one)
    match event:
        case DisagreementOpened():
            return [("disagreement_opened", everyone)]
        case MeetingHeld():
            guests = [] if is_blind(after) else [one for one in event.participants if one in everybody(after)]
            return [("meeting_called" if event.minutes is None else "meeting_held", once(everyone, guests))]
        case SettlementProposed() | SettlementAccepted() if one.settlement is not None:
            return [("settlement_proposed", due_from(after, one.model_copy(update={"decider_id": None})))]
        case TakenToLeadership():
            others = (person for person in everyone if person != event.decider_id)
            return [("decision_on_disagreement", (event.decider_id,)), ("disagreement_taken", once(others))]
        case DecisionPassed():
            return [("decision_on_disagreement", once([event.deputy_id or ""]))]
        case DisagreementClosed():
            told = once(everyone, [one.decider_id or "", one.deputy_id or ""])
            ends = event.changes and after.phase == Phase.SIGN_OFF
            return [("disagreement_closed", told), *([_signing_ended(after, "", told)] if ends else [])]
    return []


def _signing_ended(after: SectionState, declined: str, told: tuple[str, ...]) -> Told:
    """Those who had signed, or had been asked to, learn that it is off, unless they hear why anyway."""
    asked = after.signers
    if after.policy.sign.order == "in_turn":
        last = declined or (after.signatures[-1] if after.signatures else "")
        asked = asked[: asked.index(last) + 1] if last in asked else asked[:1]
    acts = once(asked, acting(after, asked))
    return "signing_ended", tuple(one for one in acts if one not in (declined, *told))


def _round_opened(event: RoundOpened) -> list[Told]:
    """Whose verdict carried over is told that it counts, and may change it; all others are asked."""
    carried = tuple(one.person_id for one in event.carried)
    asked = tuple(voter for voter in event.voters if voter not in carried)
    return [("review_invitation", asked), ("verdict_carried", carried)]


def everybody(state: SectionState) -> tuple[str, ...]:
    """Everybody with a part in the section, and its coordinator."""
    people = (state.editors, state.reviewers, state.approvers, state.voters, state.signers, state.drafters or ())
    return once(*people, acting(state, seated(state)), [state.coordinator_id])


def _reassigned(after: SectionState, event: Reassigned) -> list[Told]:
    """Who takes over an open duty is invited to it, so that the ledger shows the invitation.

    Where a seat stood empty, those who heard that the base had shrunk hear of the new one.
    """
    duty = INVITATIONS.get((after.phase, event.part))
    joins = duty if duty and event.joins in awaited(after) else "assigned"
    told: list[Told] = [(joins, (event.joins,))]
    if event.leaves:
        told.append(("relieved" if event.joins in listed(after, event.part) else "relieved_for_now", (event.leaves,)))
    if event.base is not None:
        others = (person for person in _counted(after, event.part) if person != event.joins)
        told.append(("base_restored", once(others, [after.coordinator_id])))
    return [*told, ("deputy_relieved", once([event.relieves or ""] if event.relieves != event.joins else []))]


def _recused(after: SectionState, event: Recused) -> list[Told]:
    """Everybody in the round hears of the new base; whose turn it has become is invited to sign."""
    leaves = () if event.reason == "deactivated" else (event.person_id,)
    told: list[Told] = [
        ("recused", leaves),
        ("base_changed", once(_counted(after, event.part), [after.coordinator_id])),
    ]
    if event.next_id is not None:
        told.append(("sign_invitation", (event.next_id,)))
    if not can_be_met(after):
        told.append(("cannot_be_met", (after.coordinator_id,)))
    return [*told, ("deputy_relieved", once([event.relieves or ""]))]


def _counted(state: SectionState, part: Part) -> tuple[str, ...]:
    """Those whom the base of the open phase concerns: who votes or signs in it; editors are not counted."""
    return () if part == Part.EDITOR else acting(state, seated(state))


def _rang(after: SectionState, event: AlarmRang) -> list[Told]:
    """Who gives an own opinion first is told the same whether the round is done without them or not."""
    apart = still_asked(after) if event.alarm.what == "reminder" else ()
    told: list[Told] = [(_alarm_kind(after, event), tuple(one for one in event.told if one not in apart))]
    return told + ([(REMINDERS[after.phase], apart)] if apart else [])


def reminder_to(state: SectionState, person_id: str) -> str:
    """The kind of notice that reminds somebody whose act the open phase waits for, or seems to wait for."""
    if person_id in still_asked(state):
        return REMINDERS[state.phase]
    if is_held(state):
        return "settlement_awaited"
    return "answers_awaited" if state.held_by is not None else REMINDERS[state.phase]


def _alarm_kind(state: SectionState, event: AlarmRang) -> str:
    if event.alarm.what == "reminder":
        return reminder_to(state, "")
    return "deadline_passed" if event.alarm.what == "deadline" else "escalation"


def once(*groups: Iterable[str]) -> tuple[str, ...]:
    """The people of all groups, each once, in their order."""
    return tuple(dict.fromkeys(person for group in groups for person in group if person))
