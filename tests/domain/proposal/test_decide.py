"""A vote whether to begin: by tables, and random votes against the count that everything else uses."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import reduce
from random import Random
from typing import Any

import pytest

from domain.ballot import close, count
from domain.proposal import Facts, ballot, decide, evolve, next_alarm
from schemas.calendar import OwnDay
from schemas.policy import Limit, PhaseRule, Step, VotingRule
from schemas.problems import Refused
from schemas.proposal import (
    LeaveProposal,
    OpenProposal,
    ProposalEvent,
    ProposalPhase,
    ProposalState,
    ProposalTerms,
    SettleProposal,
    VoteOnProposal,
)
from schemas.section import Elector, Note, Verdict
from schemas.section_commands import Recount, Ring
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


def leave(person: str, reason: str = "deactivated", **more: Any) -> LeaveProposal:
    return LeaveProposal.model_validate({"person_id": person, "reason": reason, **more})


LEAVES: dict[str, tuple[VotingRule, tuple[str, ...], list[tuple[int, tuple[str, ...]]], ProposalPhase]] = {
    "one of two who are silent": (MAJORITY, ("vera",), [(3, ())], ProposalPhase.BEGUN),
    "with their vote": (MAJORITY, ("anna",), [(3, ())], ProposalPhase.OPEN),
    "the silent": (VotingRule(kind="unanimity"), ("vera", "gleb"), [(3, ()), (2, ())], ProposalPhase.BEGUN),
    "too many for the rule": (
        VotingRule(kind="at_least", count=3), ("vera", "gleb"), [(3, ()), (2, ("ada",))], ProposalPhase.OPEN,
    ),
    "a stranger": (MAJORITY, ("zoya",), [], ProposalPhase.OPEN),
}  # fmt: skip
"""After anna and boris agreed: who leaves, the base each time and who is told, and where the vote stands then."""


@pytest.mark.parametrize("name", LEAVES)
def test_base_shrinks_by_who_leaves_and_the_rest_are_counted(name: str) -> None:
    rule, people, expected, phase = LEAVES[name]
    life = Life(rule)
    for person in ("anna", "boris"):
        life.vote(person)
    for person in people:
        if not life.state.ended:
            life.take("", leave(person, administrators=("ada",)))
    recused = [event for event in life.events if event.type == "proposal_recused"]
    assert ([(one.base, one.told) for one in recused], life.state.phase) == (expected, phase)
    assert not {vote.person_id for vote in life.state.votes} - set(ballot(life.state).voters)


def test_where_nobody_is_left_the_coordinator_may_begin_at_once() -> None:
    life = Life(MAJORITY)
    for person in VOTERS[:-1]:
        life.take("", leave(person))
    with pytest.raises(Refused, match="proposal_open"):
        life.take("cora", SettleProposal(outcome="begun", note=NOTE))
    assert life.take("", leave(VOTERS[-1])) == ["proposal_recused"]
    assert life.take("cora", SettleProposal(outcome="begun", note=NOTE)) == ["proposal_decided"]


def test_leaving_a_body_takes_out_who_votes_through_it_alone() -> None:
    for through, bodies, left in ((("b",), (), True), (("b",), ("b",), False), ((), (), False)):
        elector = Elector(person_id="anna", through=through)
        state = Life(MAJORITY).state
        assert state.terms is not None
        electors = (elector, *state.terms.electors[1:])
        state = state.model_copy(update={"terms": state.terms.model_copy(update={"electors": electors})})
        command = leave("anna", "left_body", bodies=bodies)
        assert bool(decide(state, command, Facts(now=BEGIN, calendar=CALENDAR))) == left


def test_extension_is_not_planned_again() -> None:
    life = Life(MAJORITY)
    life.until(BEGIN + timedelta(days=40))
    (extended,) = (event for event in life.events if event.type == "proposal_extended")
    assert "step-1" not in {alarm.id for alarm in extended.alarms}
    assert [event.alarm.id for event in life.events if event.type == "alarm_rang"].count("step-1") == 1


def test_deadline_is_counted_anew_by_another_calendar() -> None:
    life = Life(MAJORITY, PhaseRule(limit=Limit(working_days=10), ladder=LADDER))
    assert life.state.deadline is not None
    was = life.state.deadline
    with pytest.raises(Refused, match="deadline_stands"):
        life.take("cora", Recount(note=NOTE))
    own = CALENDAR.with_own([OwnDay(day=was.last_day, working=False)])
    (event,) = decide(life.state, Recount(note=NOTE), Facts(now=life.now, calendar=own))
    assert evolve(life.state, event).deadline.at > was.at  # type: ignore[union-attr]


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
            elif random.random() < 0.1:
                life.take("", leave(random.choice(VOTERS)))
            else:
                voter = random.choice(VOTERS)
                if voter in ballot(life.state).voters:
                    life.vote(voter, random.choice(list(Verdict)))
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
