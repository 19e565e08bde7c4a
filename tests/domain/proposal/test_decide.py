"""A vote whether to begin: by tables, and random votes against the count that everything else uses."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import reduce
from random import Random
from typing import Any

import pytest

from domain.ballot import close, count
from domain.proposal import Facts, ballot, decide, evolve, next_alarm
from schemas.policy import Limit, PhaseRule, Step, VotingRule
from schemas.problems import Refused
from schemas.proposal import (
    OpenProposal,
    ProposalEvent,
    ProposalPhase,
    ProposalState,
    ProposalTerms,
    SettleProposal,
    VoteOnProposal,
)
from schemas.section import Elector, Note, Verdict
from schemas.section_commands import Ring
from storage.calendar_ru import russian_calendar

CALENDAR = russian_calendar()
NOTE = Note(id="note", hash="0" * 64)
BEGIN = datetime(2026, 9, 1, 9, tzinfo=UTC)
VOTERS = ("anna", "boris", "vera", "gleb")
LADDER = (
    Step(after=Limit(days=1), tell=("reviewers", "coordinator"), outcome="extend", by=Limit(days=3)),
    Step(after=Limit(days=2), tell=("coordinator",), outcome="close_by_rule"),
)
RULE = PhaseRule(limit=Limit(days=10), reminders=(Limit(days=2),), ladder=LADDER)


def terms(vote: VotingRule, rule: PhaseRule = RULE) -> ProposalTerms:
    electors = tuple(Elector(person_id=person) for person in VOTERS)
    return ProposalTerms(coordinator_id="cora", electors=electors, vote=vote, rule=rule)


class Life:
    """One proposal and its events, on a clock of the test's."""

    def __init__(self, vote: VotingRule, rule: PhaseRule = RULE) -> None:
        self.state = ProposalState(id="1", document_id="2")
        self.events: list[ProposalEvent] = []
        self.now = BEGIN
        self.take("cora", OpenProposal(terms=terms(vote, rule)))

    def take(self, actor: str, command: Any) -> list[str]:
        events = decide(self.state, command, Facts(now=self.now, calendar=CALENDAR, actor_id=actor))
        self.state = reduce(evolve, events, self.state)
        self.events += events
        return [event.type for event in events]

    def vote(self, actor: str, verdict: str = "agree") -> list[str]:
        note = NOTE if verdict == "disagree" else None
        return self.take(actor, VoteOnProposal(verdict=Verdict(verdict), note=note))

    def until(self, moment: datetime) -> None:
        while (alarm := next_alarm(self.state)) is not None and alarm.at <= moment:
            self.now = max(self.now, alarm.at)
            self.take("", Ring(alarm_id=alarm.id, at=self.now))
        self.now = moment


MAJORITY = VotingRule(kind="majority")


def test_votes_decide_as_soon_as_nothing_can_change_it() -> None:
    life = Life(MAJORITY)
    assert life.vote("anna") == ["proposal_voted"]
    assert life.vote("anna", "disagree") == ["proposal_voted"]
    assert life.vote("boris", "disagree") == ["proposal_voted", "proposal_decided"]
    assert (life.state.phase, life.state.alarms) == (ProposalPhase.REFUSED, ())


def test_ladder_extends_once_and_then_the_votes_cast_decide() -> None:
    life = Life(MAJORITY)
    life.vote("anna")
    life.until(BEGIN + timedelta(days=40))
    types = [event.type for event in life.events]
    assert (types.count("proposal_extended"), life.state.phase) == (1, ProposalPhase.BEGUN)
    assert types[-1] == "proposal_decided"


def test_too_few_votes_leave_it_to_the_coordinator() -> None:
    life = Life(VotingRule(kind="majority", minimum=3))
    life.vote("anna")
    with pytest.raises(Refused, match="proposal_open"):
        life.take("cora", SettleProposal(outcome="begun", note=NOTE))
    life.until(BEGIN + timedelta(days=40))
    assert life.state.phase == ProposalPhase.OPEN
    assert life.take("cora", SettleProposal(outcome="begun", note=NOTE)) == ["proposal_decided"]


REFUSED: dict[str, tuple[ProposalTerms, str]] = {
    "no voters": (terms(MAJORITY).model_copy(update={"electors": ()}), "proposal_without_voters"),
    "too many asked": (terms(VotingRule(kind="at_least", count=5)), "policy_unreachable"),
    "no time": (terms(MAJORITY, PhaseRule(limit=Limit(days=0))), "limit_is_zero"),
    "past": (terms(MAJORITY, PhaseRule(limit=Limit(at=BEGIN))), "deadline_in_past"),
    "silence": (
        terms(MAJORITY, PhaseRule(limit=Limit(days=1), ladder=(Step(after=Limit(days=1), outcome="count_silence"),))),
        "ladder_outcome_misplaced",
    ),
    "an end that is not last": (
        terms(MAJORITY, PhaseRule(limit=Limit(days=1), ladder=(LADDER[1], LADDER[0]))),
        "ladder_outcome_misplaced",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_vote_that_cannot_be_held_is_not_opened(name: str) -> None:
    given, code = REFUSED[name]
    with pytest.raises(Refused, match=code):
        decide(ProposalState(id="1", document_id="2"), OpenProposal(terms=given), Facts(now=BEGIN, calendar=CALENDAR))


@pytest.mark.parametrize(
    ("actor", "command", "code"),
    [
        ("zoya", VoteOnProposal(verdict=Verdict.AGREE), "not_a_voter"),
        ("anna", VoteOnProposal(verdict=Verdict.DISAGREE), "reasons_required"),
        ("", Ring(alarm_id="step-9", at=BEGIN), "wrong_phase"),
        ("cora", OpenProposal(terms=terms(MAJORITY)), "wrong_phase"),
    ],
)
def test_command_that_cannot_be_carried_out_is_refused(actor: str, command: Any, code: str) -> None:
    with pytest.raises(Refused, match=code):
        Life(MAJORITY).take(actor, command)


RULES = (
    MAJORITY,
    VotingRule(kind="unanimity"),
    VotingRule(kind="at_least", count=2),
    VotingRule(kind="majority", minimum=3),
    VotingRule(kind="majority", base="list", abstentions="in_base"),
)


def test_random_votes_end_exactly_where_the_count_says(count: Callable[..., None]) -> None:
    for seed in range(300):
        random = Random(seed)
        life = Life(random.choice(RULES))
        for _ in range(12):
            if life.state.ended:
                break
            if random.random() < 0.2:
                life.until(life.now + timedelta(days=random.randint(1, 6)))
            else:
                life.vote(random.choice(VOTERS), random.choice(list(Verdict)))
            assert_counted(life)
            count("model steps: proposal")


def assert_counted(life: Life) -> None:
    state = life.state
    assert reduce(evolve, life.events, ProposalState(id="1", document_id="2")) == state
    assert state.terms is not None
    counted = count(state.terms.vote, ballot(state)).status
    decided = [event for event in life.events if event.type == "proposal_decided"]
    if not decided:
        assert counted not in ("met", "against")
        return
    (end,) = decided
    status = counted if end.by == "votes" else close(state.terms.vote, ballot(state)).status
    assert {"met": "begun", "against": "refused"}[status] == end.outcome
