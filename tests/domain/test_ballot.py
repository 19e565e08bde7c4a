"""Worked examples of every voting rule; `tests/model` holds random ones against trying every completion."""

from typing import Any

import pytest

from domain.ballot import Ballot, close, count
from schemas.policy import VotingRule
from schemas.section import Elector, Verdict, Vote

LETTERS = {
    "+": Verdict.AGREE,
    "r": Verdict.AGREE_WITH_REMARKS,
    "-": Verdict.DISAGREE,
    "0": Verdict.ABSTAIN,
    "t": Verdict.AGREE,
}
MAJORITY: dict[str, Any] = {"kind": "majority"}
UNANIMITY: dict[str, Any] = {"kind": "unanimity"}
TWO: dict[str, Any] = {"kind": "at_least", "count": 2}
TWO_THIRDS: dict[str, Any] = {"kind": "share", "share": {"numerator": 2, "denominator": 3}}
LIST: dict[str, Any] = {"base": "list"}
IN_BASE: dict[str, Any] = {"abstentions": "in_base"}
BY_ORGANISATION: dict[str, Any] = {"voice": "organisation"}
PER_BODY: dict[str, Any] = {"per_body": True}


def heavy(**weights: int) -> dict[str, Any]:
    return {"weights": [{"of": of, "weight": weight} for of, weight in weights.items()]}


def ballot(text: str) -> Ballot:
    """One word a voter: + agree, r with remarks, - disagree, 0 abstain, . silent, t silent and counted.

    After it @ and the organisation, / and the bodies: "+@Union/Council,Group". Voters are called v1, v2 and so on.
    """
    electors, votes = [], []
    for place, word in enumerate(text.split(), start=1):
        rest, _, bodies = word.partition("/")
        letter, _, organisation = rest.partition("@")
        seats = tuple(bodies.split(",")) if bodies else ()
        electors.append(Elector(person_id=f"v{place}", organisation_id=organisation, bodies=seats))
        if letter in LETTERS:
            votes.append(Vote(person_id=f"v{place}", verdict=LETTERS[letter], tacit=letter == "t"))
    return Ballot(electors=tuple(electors), votes=tuple(votes))


EXAMPLES: list[tuple[dict[str, Any], str, str, str, int, int]] = [
    # rule, ballot, while it is open, if it is closed now, missing in favour, missing for or against
    (UNANIMITY, "", "open", "undecided", 1, 1),
    (UNANIMITY, ". . .", "open", "undecided", 3, 1),
    (UNANIMITY, "+ r .", "open", "met", 1, 0),
    (UNANIMITY, "+ r +", "met", "met", 0, 0),
    (UNANIMITY, "+ - .", "against", "against", 2, 0),
    (UNANIMITY, "+ 0", "met", "met", 0, 0),
    (UNANIMITY, "0 0", "open", "undecided", 1, 1),
    (UNANIMITY | IN_BASE, "+ 0 .", "against", "against", 2, 0),
    (UNANIMITY | LIST, "+ + .", "open", "against", 1, 0),
    (UNANIMITY | LIST, "+ + 0", "met", "met", 0, 0),
    (MAJORITY, "", "open", "undecided", 1, 1),
    (MAJORITY, "+ + .", "met", "met", 0, 0),
    (MAJORITY, "+ - .", "open", "against", 1, 0),
    (MAJORITY, "+ -", "against", "against", 1, 0),
    (MAJORITY, "+ - 0", "against", "against", 1, 0),
    (MAJORITY, "+ 0 0", "met", "met", 0, 0),
    (MAJORITY | IN_BASE, "+ 0 0", "against", "against", 1, 0),
    (MAJORITY | IN_BASE, "+ + 0", "met", "met", 0, 0),
    (MAJORITY, "- - . .", "against", "against", 3, 0),
    (MAJORITY, "+ . . .", "open", "met", 2, 0),
    (MAJORITY | LIST, "+ . . .", "open", "against", 2, 0),
    (MAJORITY | LIST, "+ + + .", "met", "met", 0, 0),
    (MAJORITY | LIST, "+ . 0 0", "open", "against", 1, 0),
    (MAJORITY | {"minimum": 3}, "+ + .", "open", "undecided", 0, 1),
    (MAJORITY | {"minimum": 3}, "+ + -", "met", "met", 0, 0),
    (MAJORITY | {"minimum": 3}, "+ + 0", "open", "undecided", 0, 1),
    (MAJORITY | {"minimum": 3}, "- - .", "open", "undecided", 2, 1),
    (TWO, "+ . . .", "open", "against", 1, 0),
    (TWO, "+ + - -", "met", "met", 0, 0),
    (TWO, "+ - -", "against", "against", 1, 0),
    (TWO, "+", "open", "undecided", 1, 0),  # the other was recused: two of one can't be had
    (TWO_THIRDS, "+ + -", "met", "met", 0, 0),
    (TWO_THIRDS, "+ + - .", "open", "met", 1, 0),
    (TWO_THIRDS, "+ - - .", "against", "against", 2, 0),
    (TWO_THIRDS, "+ + + - -", "against", "against", 1, 0),
    (TWO_THIRDS | LIST, "+ + . .", "open", "against", 1, 0),
    # One voice of each organisation; v1, v2 ... without one speak for themselves
    (MAJORITY | BY_ORGANISATION, "+@A +@A -@A .@B", "open", "met", 1, 0),
    (MAJORITY | BY_ORGANISATION, "+@A +@A +@A -@B -@C", "against", "against", 1, 0),
    (MAJORITY | BY_ORGANISATION, "+@A -@A", "open", "undecided", 1, 1),
    (MAJORITY | BY_ORGANISATION, "+@A .@A", "open", "met", 1, 1),
    (MAJORITY | BY_ORGANISATION, "+@A +@A .@A + -", "met", "met", 0, 0),
    (MAJORITY | BY_ORGANISATION, "+@A 0@A 0@A", "met", "met", 0, 0),
    (MAJORITY | BY_ORGANISATION, "-@A t@A t@A", "against", "against", 1, 0),
    (MAJORITY | BY_ORGANISATION, "t@A t@A -@B +@C", "met", "met", 0, 0),
    (UNANIMITY | BY_ORGANISATION, "+@A +@B .@B", "met", "met", 0, 0),
    # Weights count in the base and in the number, never in the minimum
    (MAJORITY | heavy(v1=3), "+ - -", "met", "met", 0, 0),
    (MAJORITY | heavy(v1=2), "+ - -", "against", "against", 1, 0),
    (TWO | heavy(v1=2), "+ - .", "met", "met", 0, 0),
    (MAJORITY | heavy(v1=9) | {"minimum": 2}, "+ .", "open", "undecided", 0, 1),
    (MAJORITY | BY_ORGANISATION | heavy(A=3), "+@A -@B -@C", "met", "met", 0, 0),
    (MAJORITY | BY_ORGANISATION | heavy(v1=3), "+@A -@B -@C", "against", "against", 1, 0),
    # Met within each body; v1 in two of them, the last in none
    (MAJORITY | PER_BODY, "+/A +/A -/B", "against", "against", 1, 0),
    (MAJORITY | PER_BODY, "+/A +/A ./B", "open", "undecided", 1, 0),
    (MAJORITY | PER_BODY, "+/A,B -/A +/A", "met", "met", 0, 0),
    (MAJORITY | PER_BODY, "+/A,B -/B +/A", "against", "against", 1, 0),
    (MAJORITY | PER_BODY, "+/A 0/B", "open", "undecided", 1, 0),
    (MAJORITY | PER_BODY, "+/A +/B -", "against", "against", 1, 0),
    (MAJORITY | PER_BODY, "+/A +/B .", "open", "undecided", 1, 0),
    (TWO | PER_BODY, "+/A +/A +/B ./B", "open", "against", 1, 0),
    (MAJORITY | PER_BODY | {"minimum": 3}, "+/A +/B ./B", "open", "undecided", 1, 1),
    (MAJORITY | PER_BODY | BY_ORGANISATION, "+@A/X +@A/X -@A/Y", "against", "against", 1, 0),
]


@pytest.mark.parametrize(("rule", "text", "open_", "closed", "missing_in_favour", "missing_votes"), EXAMPLES)
def test_example_is_counted(
    rule: dict[str, Any], text: str, open_: str, closed: str, missing_in_favour: int, missing_votes: int
) -> None:
    tally = count(VotingRule.model_validate(rule), ballot(text))
    assert (tally.status, tally.missing_in_favour, tally.missing_votes) == (open_, missing_in_favour, missing_votes)
    assert close(VotingRule.model_validate(rule), ballot(text)).status == closed


def test_later_vote_of_a_person_replaces_the_earlier_and_strangers_do_not_count() -> None:
    votes = (
        Vote(person_id="a", verdict=Verdict.DISAGREE),
        Vote(person_id="stranger", verdict=Verdict.DISAGREE),
        Vote(person_id="a", verdict=Verdict.AGREE),
    )
    tally = count(VotingRule(kind="unanimity"), Ballot.alone(("a",), votes))
    assert (tally.status, tally.in_favour, tally.against) == ("met", 1, 0)


def test_silence_counts_in_favour_only_when_told() -> None:
    rule = VotingRule(kind="unanimity")
    assert count(rule, ballot("+ . 0 .")).status == "open"
    counted = count(rule, ballot("+ t 0 t"))
    assert (counted.status, counted.in_favour, counted.tacit, counted.abstained) == ("met", 3, 2, 1)


@pytest.mark.parametrize(
    ("rule", "text", "obstacle"),
    [
        (MAJORITY, "0 0", "below_minimum"),
        (MAJORITY | {"minimum": 2}, "+ 0", "below_minimum"),
        (TWO, "+", "too_few"),
        (MAJORITY | PER_BODY, "+/A 0/B", "no_base"),
        (MAJORITY, "+ -", ""),
    ],
)
def test_rule_that_says_nothing_says_why(rule: dict[str, Any], text: str, obstacle: str) -> None:
    assert close(VotingRule.model_validate(rule), ballot(text)).obstacle == obstacle


def test_tally_shows_each_voice_and_each_body() -> None:
    rule = VotingRule.model_validate(MAJORITY | BY_ORGANISATION | PER_BODY | heavy(Union=2))
    tally = count(rule, ballot("+@Union/A -@Union/A,B ./B t@Guild/B"))
    voices = [(voice.of, voice.persons, voice.weight, voice.stance, voice.tacit) for voice in tally.voices]
    assert voices == [
        ("Union", ("v1", "v2"), 2, "abstained", False),
        ("v3", ("v3",), 1, "silent", False),
        ("Guild", ("v4",), 1, "in_favour", True),
    ]
    assert (tally.in_favour, tally.tacit, tally.against, tally.abstained, tally.silent) == (1, 1, 0, 2, 1)
    assert tally.silent_persons == ("v3",)
    bodies = [
        (body.body_id, body.status, body.in_favour, body.against, body.silent, body.needed) for body in tally.bodies
    ]
    assert bodies == [("A", "open", 0, 0, 0, 1), ("B", "against", 1, 2, 1, 3)]
