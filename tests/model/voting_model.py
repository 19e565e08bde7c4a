"""A voting rule as a plain model: exact fractions, and every way in which the outstanding votes could fall.

Written from the words of `VotingRule`. A ballot is a dict of persons: their organisation, their bodies and their
letter: + in favour, - against, 0 abstained, t silent and counted in favour, . silent.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any


@dataclass(frozen=True)
class Voter:
    organisation: str
    bodies: tuple[str, ...]
    letter: str


def certain_result(rule: Any, ballot: dict[str, Voter]) -> str:
    """What every completion of the ballot leads to, "open" if they do not all lead to met or all to against."""
    silent = [person for person, voter in ballot.items() if voter.letter == "."]
    ends = set()
    for letters in product("+-0.", repeat=len(silent)):
        said = dict(zip(silent, letters, strict=True))
        ends.add(result(rule, {p: Voter(v.organisation, v.bodies, said.get(p, v.letter)) for p, v in ballot.items()}))
        if len(ends) > 1:
            return "open"
    end = ends.pop()
    return end if end in ("met", "against") else "open"


def result(rule: Any, ballot: dict[str, Voter]) -> str:
    """Where these votes lead when no more come: met, against or undecided."""
    letters = [letter for _weight, letter in voices(rule, ballot)]
    if letters.count("+") + letters.count("-") < rule.minimum:
        return "undecided"
    ends = [within(rule, seats) for seats in bodies(rule, ballot)]
    if "against" in ends:
        return "against"
    return "undecided" if "undecided" in ends else "met"


def bodies(rule: Any, ballot: dict[str, Voter]) -> list[dict[str, Voter]]:
    """Those who are counted together: each body's members, and those who sit in no body."""
    if not rule.per_body:
        return [ballot]
    names = {name for voter in ballot.values() for name in voter.bodies}
    seats = [{p: v for p, v in ballot.items() if name in v.bodies} for name in names]
    outside = {p: v for p, v in ballot.items() if not v.bodies}
    return [*seats, outside] if outside else seats


def within(rule: Any, ballot: dict[str, Voter]) -> str:
    """What the rule says of one body, or of all."""
    cast = voices(rule, ballot)
    weight = {said: sum(weight for weight, letter in cast if letter == said) for said in "+-0."}
    if rule.kind == "at_least":
        if sum(weight.values()) < rule.count:
            return "undecided"
        return "met" if weight["+"] >= rule.count else "against"
    base = weight["+"] + weight["-"]
    if rule.abstentions == "in_base":
        base += weight["0"]
    if rule.base == "list":
        base += weight["."]
    if base == 0:
        return "undecided"
    part = Fraction(weight["+"], base)
    if rule.kind == "unanimity":
        carried = part == 1
    elif rule.kind == "majority":
        carried = part > Fraction(1, 2)
    else:
        carried = part >= Fraction(rule.share.numerator, rule.share.denominator)
    return "met" if carried else "against"


def voices(rule: Any, ballot: dict[str, Voter]) -> list[tuple[int, str]]:
    """Each voice's weight and letter."""
    weights = {listed.of: listed.weight for listed in rule.weights}
    if rule.voice == "person":
        return [(weights.get(p, 1), "+" if v.letter == "t" else v.letter) for p, v in ballot.items()]
    together: dict[str, list[str]] = {}
    for person, voter in ballot.items():
        together.setdefault(voter.organisation or person, []).append(voter.letter)
    return [(weights.get(of, 1), organisation(letters)) for of, letters in together.items()]


def organisation(letters: list[str]) -> str:
    """What the members of one organisation say together."""
    said = [letter for letter in letters if letter in "+-0"]
    if not said:
        return "+" if "t" in letters else "."
    if said.count("+") == said.count("-"):
        return "0"
    return "+" if said.count("+") > said.count("-") else "-"
