"""Rounds over several revisions held against a plain model: no verdict is lost, none counts twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from domain.ballot import close, count
from domain.opinions import own_part, sees_opinions
from domain.section import Facts, decide, evolve
from domain.section.electorate import ballot
from schemas.policy import DEFAULT_POLICY, CarryOver, Share, VotingRule
from schemas.section import Phase, SectionState, Verdict
from schemas.section_commands import (
    ChangeSince,
    GiveVerdict,
    Launch,
    Recuse,
    ReturnToDrafting,
    SectionCommand,
    SubmitRevision,
)
from tests.model.section_sequences import COORDINATOR, NOTE, SYSTEM
from tests.model.section_walk import BEGIN, CALENDAR, initial
from tests.model.voting_model import Voter, certain_result, result

STORIES, MANY_STORIES = 40, 600
VOTERS = ("boris", "gleb", "dina", "yegor", "zhanna")
GRAVITY = ("identical", "whitespace", "typography", "wording", "substance")
LETTERS = {"agree": "+", "agree_with_remarks": "+", "disagree": "-", "abstain": "0"}
RULES = (
    VotingRule(kind="unanimity", base="list"),
    VotingRule(kind="majority", base="list"),
    VotingRule(kind="majority", minimum=3),
    VotingRule(kind="at_least", count=4),
    VotingRule(kind="share", share=Share(numerator=2, denominator=3), abstentions="in_base"),
)


@dataclass
class Model:
    """What everybody said last and of which revision; of the open round whose words count in it."""

    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    counts: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def open(self, rule: CarryOver | None, since: dict[str, ChangeSince]) -> None:
        self.gone = set()
        self.counts = {person for person, (_, judged) in self.said.items() if outlives(rule, person, since[judged])}

    def letter(self, person: str) -> str:
        return LETTERS[self.said[person][0]] if person in self.counts else "."


def outlives(rule: CarryOver | None, person: str, change: ChangeSince) -> bool:
    if rule is None or change.change == "substance" or person in change.commented:
        return False
    if GRAVITY.index(change.change) > GRAVITY.index(rule.up_to):
        return False
    if change.change == "wording" and rule.wording_limit is not None:
        limit = rule.wording_limit.numerator / rule.wording_limit.denominator
        return change.words > 0 and change.changed_words / change.words <= limit
    return True


class Story:
    """One section's rounds: commands that the decider takes, and the same told to the model."""

    def __init__(self, rng: Random) -> None:
        self.rng, self.model, self.revisions = rng, Model(), 0
        up_to = rng.choice([None, *GRAVITY[:-1]])
        limit = Share(numerator=1, denominator=4) if up_to == "wording" else None
        self.rule = None if up_to is None else CarryOver.model_validate({"up_to": up_to, "wording_limit": limit})
        changed = {"vote": rng.choice(RULES), "carry_over": self.rule, "opinions": "own_first"}
        self.voters = VOTERS if changed["vote"].kind == "at_least" else VOTERS[: rng.randint(3, 5)]
        self.state: SectionState = initial()
        self.events: list[Any] = []
        launch = Launch(
            policy=DEFAULT_POLICY.model_copy(update=changed),
            coordinator_id=COORDINATOR,
            editors=("anna",),
            reviewers=self.voters,
            approvers=("vera",),
        )
        self.take(launch, SYSTEM)

    def take(self, command: SectionCommand, actor: str) -> None:
        facts = Facts(now=BEGIN, calendar=CALENDAR, actor_id=actor)
        for event in decide(self.state, command, facts):
            self.events.append(event)
            self.state = evolve(self.state, event)

    def submit(self) -> None:
        since = {judged: self._change(judged) for _, judged in self.model.said.values()}
        self.revisions += 1
        base = self.state.head.revision_id if self.state.head else None
        self.take(
            SubmitRevision(
                revision_id=f"r{self.revisions}",
                base_id=base,
                text_hash=f"text {self.revisions}",
                authors=("anna",),
                since=tuple(since.values()),
            ),
            "anna",
        )
        self.model.open(self.rule, since)

    def _change(self, judged: str) -> ChangeSince:
        return ChangeSince(
            revision_id=judged,
            change=self.rng.choice(GRAVITY),
            changed_words=self.rng.randint(0, 10),
            words=20,
            commented=tuple(person for person in VOTERS if self.rng.random() < 0.2),
        )

    def speak(self, person: str) -> None:
        head = f"r{self.revisions}"
        verdict = self.rng.choice(list(Verdict))
        self.take(GiveVerdict(revision_id=head, verdict=verdict, note=NOTE), person)
        self.model.said[person] = (str(verdict), head)
        self.model.counts.add(person)

    def leave(self, person: str) -> None:
        self.take(Recuse(person_id=person, note=NOTE), person)
        self.model.said.pop(person, None)
        self.model.counts.discard(person)
        self.model.gone.add(person)


def check(story: Story) -> None:
    state, model = story.state, story.model
    here = [person for person in story.voters if person not in model.gone]
    assert list(state.voters) == here
    votes = {vote.person_id: (str(vote.verdict), vote.judged_id or f"r{story.revisions}") for vote in state.votes}
    assert len(votes) == len(state.votes), "somebody has two votes"
    assert votes == {person: model.said[person] for person in model.counts}
    outdated = {one.person_id: (str(one.verdict), one.judged_id) for one in state.outdated}
    assert len(outdated) == len(state.outdated)
    assert outdated == {person: said for person, said in model.said.items() if person not in model.counts}
    assert all(one.why for one in state.outdated)
    plain = {person: Voter("", (), model.letter(person)) for person in here}
    if here:
        rule = state.policy.vote
        assert count(rule, ballot(state)).status == certain_result(rule, plain)
        assert close(rule, ballot(state)).status == result(rule, plain)
    for person in (*VOTERS, "vera", COORDINATOR):
        leads = person == COORDINATOR
        assert sees_opinions(state, person, leads=leads) == (leads or person in model.counts)
        assert {vote.person_id for vote in own_part(state, person).votes} <= {person}


def recorded(story: Story) -> None:
    """Every verdict ever given stands in the record once, with the revision it was given on."""
    given = [(event.person_id, event.revision_id) for event in story.events if event.type == "verdict_given"]
    for event in story.events:
        if event.type == "round_opened":
            for one in (*event.carried, *event.outdated):
                assert (one.person_id, one.judged_id) in given
            assert not {one.person_id for one in event.carried} & {one.person_id for one in event.outdated}


def test_no_verdict_is_lost_or_counted_twice(count: Callable[..., None], amount: Callable[..., int]) -> None:
    carried = 0
    for seed in range(amount(STORIES, MANY_STORIES)):
        story = Story(Random(seed))
        for _ in range(5):
            if story.state.phase != Phase.DRAFTING:
                break
            story.submit()
            while story.state.phase == Phase.REVIEW:
                check(story)
                count("rounds counted against the model")
                act = story.rng.random()
                here = [one for one in story.voters if one not in story.model.gone]
                if act < 0.2 or len(here) < 2:
                    story.take(ReturnToDrafting(note=NOTE), COORDINATOR)
                elif act < 0.25:
                    story.leave(story.rng.choice(here))
                else:
                    story.speak(story.rng.choice(here))
        recorded(story)
        carried += sum(len(event.carried) for event in story.events if event.type == "round_opened")
    assert carried > 20, "the stories carry hardly anything over"
