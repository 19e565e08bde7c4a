"""Every combination of what a voting rule can say, over random ballots, held against trying every completion."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from random import Random
from typing import Any

import pytest

from domain.ballot import Ballot, close, count
from schemas.policy import VotingRule
from schemas.section import Elector, Verdict, Vote
from tests.model.voting_model import Voter, certain_result, result

BALLOTS = 40
"""Random ballots of each combination."""
MANY = 300
COMBINATIONS = list(
    product(
        ("unanimity", "at_least", "share", "majority"),
        ("votes", "list"),
        ("out_of_base", "in_base"),
        ("person", "organisation"),
        (False, True),  # per body
        (False, True),  # weights
        (False, True),  # a minimum
    )
)
PERSONS = "abcdef"
ORGANISATIONS = ("", "O1", "O2", "O3")
SEATS = ((), ("B1",), ("B2",), ("B1", "B2"))
VERDICTS = {
    "+": (Verdict.AGREE, Verdict.AGREE_WITH_REMARKS),
    "-": (Verdict.DISAGREE,),
    "0": (Verdict.ABSTAIN,),
    "t": (Verdict.AGREE,),
}


def random_rule(combination: tuple[Any, ...], rng: Random) -> VotingRule:
    kind, base, abstentions, voice, per_body, weights, minimum = combination
    denominator = rng.randint(1, 7)
    return VotingRule.model_validate(
        {
            "kind": kind,
            "count": rng.randint(1, 5) if kind == "at_least" else None,
            "share": {"numerator": rng.randint(1, denominator), "denominator": denominator}
            if kind == "share"
            else None,
            "base": base,
            "abstentions": abstentions,
            "voice": voice,
            "per_body": per_body,
            "weights": [{"of": of, "weight": rng.randint(1, 5)} for of in ("a", "b", "O1", "O2")] if weights else [],
            "minimum": rng.randint(2, 4) if minimum else 1,
        }
    )


def random_ballot(rng: Random, silent: int = 3) -> dict[str, Voter]:
    """Up to six voters, not more than `silent` of them silent."""
    voters = PERSONS[: rng.randint(1, len(PERSONS))]
    letters = [rng.choice("+++--0t" if place >= silent else "+-0..") for place in range(len(voters))]
    rng.shuffle(letters)
    return {
        person: Voter(rng.choice(ORGANISATIONS), rng.choice(SEATS), letter)
        for person, letter in zip(voters, letters, strict=True)
    }


def as_ballot(ballot: dict[str, Voter], rng: Random) -> Ballot:
    """The same for the decider, voters and votes in any order."""
    electors = [elector(person, voter) for person, voter in ballot.items()]
    votes = [
        Vote(person_id=p, verdict=rng.choice(VERDICTS[v.letter]), tacit=v.letter == "t")
        for p, v in ballot.items()
        if v.letter != "."
    ]
    rng.shuffle(electors)
    rng.shuffle(votes)
    return Ballot(electors=tuple(electors), votes=tuple(votes))


def elector(person: str, voter: Voter) -> Elector:
    """The voter; of those who are alone some speak for a body, whose voice their own organisation has no part in."""
    if not voter.organisation and person in PERSONS[2:5]:
        return Elector(person_id=person, organisation_id="O1", bodies=voter.bodies, speaks_for=f"body of {person}")
    return Elector(person_id=person, organisation_id=voter.organisation, bodies=voter.bodies)


def cases(seed: int, ballots: int) -> Iterator[tuple[tuple[Any, ...], VotingRule, dict[str, Voter], Random]]:
    for combination in COMBINATIONS:
        rng = Random(f"{seed} {combination}")
        for _ in range(ballots):
            yield combination, random_rule(combination, rng), random_ballot(rng), rng


def check_against_model(seed: int, ballots: int, count_: Callable[..., None]) -> None:
    checked: Counter[tuple[Any, ...]] = Counter()
    rules, ends = set(), Counter[tuple[str, str]]()
    for combination, rule, ballot, rng in cases(seed, ballots):
        given = as_ballot(ballot, rng)
        open_, closed = count(rule, given).status, close(rule, given).status
        assert open_ == certain_result(rule, ballot), (rule, ballot)
        assert closed == result(rule, ballot), (rule, ballot)
        checked[combination] += 1
        ends[open_, closed] += 1
        rules.add(rule.model_dump_json())
    assert set(checked) == set(COMBINATIONS)
    assert min(checked.values()) == ballots
    possible = {("met", "met"), ("against", "against"), *(("open", end) for end in ("met", "against", "undecided"))}
    assert set(ends) == possible
    assert min(ends.values()) > len(COMBINATIONS)
    count_("voting rules checked", len(rules))
    count_("ballots counted", sum(checked.values()))


def test_count_and_close_say_what_trying_every_completion_says(count: Callable[..., None]) -> None:
    check_against_model(1, BALLOTS, count)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 4))
def test_count_and_close_say_it_of_many_more_ballots(seed: int, count: Callable[..., None]) -> None:
    check_against_model(seed, MANY, count)


def test_more_in_favour_never_makes_it_worse_and_more_against_never_better() -> None:
    for _, rule, ballot, rng in cases(5, 6):
        person = rng.choice(list(ballot))
        before, spoken = certain_result(rule, ballot), count(rule, as_ballot(ballot, rng)).missing_votes == 0
        if ballot[person].letter != ".":
            continue
        up, down = (changed(rule, ballot, person, letter, rng) for letter in "+-")
        if before == "met":
            assert up == down == ("met", "met"), (rule, ballot, person)
        if before == "against":
            assert up == down == ("against", "against"), (rule, ballot, person)
        if before == "open" and spoken:
            assert up[0] != "against", (rule, ballot, person)
            assert down[0] != "met", (rule, ballot, person)
        if result(rule, ballot) == "met":
            assert up[1] == "met", (rule, ballot, person)


def changed(rule: VotingRule, ballot: dict[str, Voter], person: str, letter: str, rng: Random) -> tuple[str, str]:
    """What the open and the closed round say with another vote of `person`."""
    voter = ballot[person]
    given = as_ballot(ballot | {person: Voter(voter.organisation, voter.bodies, letter)}, rng)
    return count(rule, given).status, close(rule, given).status


def test_vote_changed_for_the_better_never_makes_it_worse() -> None:
    for _, rule, ballot, rng in cases(6, 6):
        person = rng.choice(list(ballot))
        if ballot[person].letter not in "-0":
            continue
        given = as_ballot(ballot, rng)
        up = changed(rule, ballot, person, "+", rng)
        if count(rule, given).status == "met":
            assert up[0] == "met", (rule, ballot, person)
        if close(rule, given).status == "met":
            assert up[1] == "met", (rule, ballot, person)


def test_order_of_voters_and_votes_does_not_matter() -> None:
    for _, rule, ballot, rng in cases(7, 3):
        one, other = (as_ballot(ballot, rng) for _ in "12")
        for counted in (count, close):
            assert numbers(counted(rule, one)) == numbers(counted(rule, other))


def numbers(tally: Any) -> Any:
    bodies = [body.model_dump(exclude={"voices"}) for body in tally.bodies]
    return tally.model_dump(exclude={"voices", "bodies", "silent_persons"}), set(tally.silent_persons), bodies


def test_so_much_as_is_missing_carries_a_body_and_less_leaves_it_open() -> None:
    """`missing` is exact where each person is one voice: so many agreeing, all others against."""
    for _, rule, ballot, rng in cases(8, 6):
        silent = [person for person, voter in ballot.items() if voter.letter == "."]
        if rule.voice == "organisation" or rule.per_body or rule.weights or rule.minimum > 1:
            continue
        tally = count(rule, as_ballot(ballot, rng))
        for agreeing in range(len(silent) + 1):
            letters = dict(zip(silent, "+" * agreeing + "-" * len(silent), strict=False))
            full = {p: Voter(v.organisation, v.bodies, letters.get(p, v.letter)) for p, v in ballot.items()}
            carried = result(rule, full) == "met"
            if tally.obstacle == "":
                assert carried == (agreeing >= tally.missing_in_favour), (rule, ballot, agreeing)


def test_what_is_needed_in_a_body_suffices_whatever_the_silent_say() -> None:
    sufficed = 0
    for _, rule, ballot, rng in cases(9, 4):
        still = count(rule, as_ballot(ballot, rng)).bodies
        said = {person: rng.choice("++-0") for person, voter in ballot.items() if voter.letter == "."}
        full = {p: Voter(v.organisation, v.bodies, said.get(p, v.letter)) for p, v in ballot.items()}
        for before, after in zip(still, close(rule, as_ballot(full, rng)).bodies, strict=True):
            if after.in_favour >= before.needed:
                assert after.status == "met", (rule, ballot, full)
                sufficed += before.missing > 0
    assert sufficed > len(COMBINATIONS) / 2
