from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ballot import Ballot, count
from schemas.policy import VotingRule
from schemas.section import Verdict, Vote

UNANIMITY = VotingRule(kind="unanimity")
MAJORITY = VotingRule(kind="majority")
TWO = VotingRule(kind="at_least", count=2)
LETTERS = {
    "+": Verdict.AGREE,
    "r": Verdict.AGREE_WITH_REMARKS,
    "-": Verdict.DISAGREE,
    "0": Verdict.ABSTAIN,
    "t": Verdict.AGREE,
}


def ballot(letters: str) -> Ballot:
    """One letter a voter: + agree, r with remarks, - disagree, 0 abstain, . silent, t silent and counted."""
    voters = tuple(f"v{index}" for index in range(len(letters)))
    votes = [
        Vote(person_id=voter, verdict=LETTERS[letter], tacit=letter == "t")
        for voter, letter in zip(voters, letters, strict=True)
        if letter in LETTERS
    ]
    return Ballot.alone(voters, tuple(votes))


@pytest.mark.parametrize(
    ("rule", "letters", "status", "missing_in_favour", "missing_votes"),
    [
        (UNANIMITY, "", "open", 1, 1),
        (UNANIMITY, "...", "open", 3, 1),
        (UNANIMITY, "+r.", "open", 1, 0),
        (UNANIMITY, "+r+", "met", 0, 0),
        (UNANIMITY, "+-.", "against", 2, 0),
        (UNANIMITY, "+0", "met", 0, 0),
        (UNANIMITY, "00", "open", 1, 1),
        (MAJORITY, "++.", "met", 0, 0),
        (MAJORITY, "+-.", "open", 1, 0),
        (MAJORITY, "+-", "against", 1, 0),
        (MAJORITY, "+-0", "against", 1, 0),
        (MAJORITY, "+00", "met", 0, 0),
        (MAJORITY, "--..", "against", 3, 0),
        (MAJORITY, "", "open", 1, 1),
        (TWO, "+...", "open", 1, 0),
        (TWO, "++--", "met", 0, 0),
        (TWO, "+--", "against", 1, 0),
        (TWO, "+", "open", 1, 0),
        (VotingRule(kind="majority", minimum=3), "++.", "open", 0, 1),
        (VotingRule(kind="majority", minimum=3), "++-", "met", 0, 0),
        (VotingRule(kind="majority", minimum=3), "++0", "open", 0, 1),
    ],
)
def test_count_says_what_the_rule_says_and_what_is_missing(
    rule: VotingRule, letters: str, status: str, missing_in_favour: int, missing_votes: int
) -> None:
    tally = count(rule, ballot(letters))
    assert (tally.status, tally.missing_in_favour, tally.missing_votes) == (
        status,
        missing_in_favour,
        missing_votes,
    )


def test_later_vote_of_a_person_replaces_the_earlier_and_strangers_do_not_count() -> None:
    votes = (
        Vote(person_id="a", verdict=Verdict.DISAGREE),
        Vote(person_id="stranger", verdict=Verdict.DISAGREE),
        Vote(person_id="a", verdict=Verdict.AGREE),
    )
    tally = count(UNANIMITY, Ballot.alone(("a",), votes))
    assert (tally.status, tally.in_favour, tally.against) == ("met", 1, 0)


def test_silence_counts_in_favour_only_when_told() -> None:
    assert count(UNANIMITY, ballot("+.0.")).status == "open"
    counted = count(UNANIMITY, ballot("+t0t"))
    assert (counted.status, counted.in_favour, counted.tacit, counted.abstained) == ("met", 3, 2, 1)


@pytest.mark.parametrize("letters", ["", "0", "00"])
def test_empty_base_is_never_decided_under_any_rule(letters: str) -> None:
    for rule in (UNANIMITY, MAJORITY, TWO):
        tally = count(rule, ballot(letters))
        assert (tally.status, tally.silent_persons) == ("open", ())


RULES = st.one_of(
    st.builds(VotingRule, kind=st.sampled_from(["unanimity", "majority"]), minimum=st.integers(1, 4)),
    st.builds(VotingRule, kind=st.just("at_least"), count=st.integers(1, 4), minimum=st.integers(1, 4)),
)


def carries(rule: VotingRule, letters: str) -> bool:
    """The rule over a complete ballot, written from its words."""
    yes, no = sum(letter in "+rt" for letter in letters), letters.count("-")
    if yes + no < rule.minimum:
        return False
    if rule.kind == "at_least":
        return yes >= (rule.count or 0)
    return no == 0 and yes > 0 if rule.kind == "unanimity" else 2 * yes > yes + no


@given(rule=RULES, letters=st.text("+r-0.t", max_size=6))
def test_count_agrees_with_trying_every_way_the_silent_could_vote(rule: VotingRule, letters: str) -> None:
    gaps = letters.count(".")
    ways = ["".join(way) for way in product("+-0", repeat=gaps)]
    ends = [carries(rule, letters.replace(".", "") + way) for way in ways]
    status = count(rule, ballot(letters)).status
    assert (status == "met") <= all(ends)
    assert (status == "against") <= (not any(ends))
    if not gaps:
        assert (status == "met") == ends[0]
