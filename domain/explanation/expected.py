"""What happens by itself if nobody acts: the alarms ahead, and where the ladder leads."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from domain.ballot import Ballot, close
from domain.document.signing import told_by as told_of_document
from domain.document.signing import waiting as waiting_for_document
from domain.schedule import extended
from domain.section.alarms import rule_of, told_by
from domain.section.electorate import ballot, waiting
from domain.section.upholding import term_alarm
from schemas.calendar import Calendar
from schemas.deadline import Alarm, Deadline
from schemas.document import DocumentPhase, DocumentState
from schemas.explanation import Expected, LeadsTo
from schemas.policy import Outcome, Step, VotingRule
from schemas.section import Pass, Phase, SectionState, Verdict, Vote

ENDING = ("count_silence", "send_back", "close_by_rule")
"""The outcomes that end a review."""

MovedTo = Callable[[Alarm], Deadline | None]

_RESULTS: dict[str, LeadsTo] = {"met": "sign_off", "against": "drafting", "undecided": "coordinator"}


def expected(
    state: SectionState, now: datetime, calendar: Calendar, *, held_back: Literal["", "answers", "settlement"] = ""
) -> tuple[Expected, ...]:
    """What lies ahead of a section's open phase, in order, up to the step that ends it or moves its deadline.

    A new deadline is counted by `calendar`, and from `now` (UTC) where its step is late. `held_back` says
    what keeps the section from sign-off: that answers are missing, or disagreements open. Of what is signed already and
    waits for terms to end, only that end lies ahead.
    """
    term = term_alarm(state)
    if term is not None:
        return (Expected(at=term.at, what="term", leads_to="approved"),)
    if not state.alarms:
        return ()

    def leads_to(outcome: str) -> LeadsTo:
        if state.phase != Phase.REVIEW:
            return ""
        led = forecast(state.policy.vote, ballot(state), outcome)
        return held_back if led == "sign_off" and held_back else led

    rule, owing = rule_of(state), waiting(state)
    rungs = tuple(_rung(step.outcome, owing, state.passes) for step in rule.ladder)
    moved_to = _moving(rule.ladder, state.policy.zone, now, calendar)
    return _ahead(rungs, state.alarms, lambda alarm: told_by(state, alarm), leads_to, moved_to)


def expected_of_document(state: DocumentState, now: datetime, calendar: Calendar) -> tuple[Expected, ...]:
    """What lies ahead of the open signing of the whole, in order; see `expected`."""
    if state.phase != DocumentPhase.SIGNING:
        return ()
    ladder, owing = state.policy.sign_off.ladder, waiting_for_document(state)
    rungs = tuple(_rung(step.outcome, owing, state.passes) for step in ladder)
    moved_to = _moving(ladder, state.policy.zone, now, calendar)
    return _ahead(rungs, state.alarms, lambda alarm: told_of_document(state, alarm), lambda _: "", moved_to)


def forecast(rule: VotingRule, votes: Ballot, outcome: str) -> LeadsTo:
    """Where an outcome of a review's ladder leads if nobody votes any more."""
    if outcome == "send_back":
        return "drafting"
    if outcome not in ENDING:
        return ""
    if outcome == "count_silence":
        tacit = tuple(Vote(person_id=person, verdict=Verdict.AGREE, tacit=True) for person in votes.silent)
        votes = votes.model_copy(update={"votes": (*votes.votes, *tacit)})
    return _RESULTS[close(rule, votes).status]


def _rung(outcome: Outcome | None, owing: tuple[str, ...], passes: tuple[Pass, ...]) -> Outcome | None:
    """What a step comes to with those who owe their act: there may be no duty left to pass on, no silence to count."""
    passed = {one.person_id for one in passes}
    if outcome == "pass_to_deputy" and passed.issuperset(owing):
        return None
    return "close_by_rule" if outcome == "count_silence" and not owing else outcome


def _moving(ladder: tuple[Step, ...], zone: str, now: datetime, calendar: Calendar) -> MovedTo:
    """What tells where the step of an alarm moves the deadline to, if it does."""

    def moved_to(alarm: Alarm) -> Deadline | None:
        by = ladder[alarm.index].by
        return extended(by, max(alarm.at, now), zone, calendar) if by else None

    return moved_to


def _ahead(
    rungs: tuple[Outcome | None, ...],
    alarms: tuple[Alarm, ...],
    told: Callable[[Alarm], tuple[str, ...]],
    leads_to: Callable[[str], LeadsTo],
    moved_to: MovedTo,
) -> tuple[Expected, ...]:
    ahead: list[Expected] = []
    for alarm in sorted(alarms, key=lambda alarm: alarm.at):
        outcome = rungs[alarm.index] if alarm.what == "step" else None
        ahead.append(
            Expected(
                at=alarm.at,
                what=alarm.what,
                told=told(alarm),
                outcome=outcome,
                leads_to=leads_to(outcome) if outcome else "",
                extended_to=moved_to(alarm) if outcome == "extend" else None,
            )
        )
        if outcome in (*ENDING, "extend"):
            break
    return tuple(ahead)
