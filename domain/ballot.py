"""Counting a review round: what the votes say under a rule, while it is open and when it is closed."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal, Self

from domain.voices import Voice, voices
from schemas.frozen import Frozen
from schemas.policy import VotingRule
from schemas.section import Elector, Vote
from schemas.tally import BodyTally, Stance, Tally, Weights

Ruling = Literal["met", "against", "no_base", "too_few"]
"""What a rule says of voices that all have spoken, or why it says nothing."""


class Ballot(Frozen):
    """Who may vote, and the votes in the order given; a later one of the same person replaces the earlier."""

    electors: tuple[Elector, ...]
    votes: tuple[Vote, ...] = ()

    @classmethod
    def alone(cls, voters: Iterable[str], votes: tuple[Vote, ...] = ()) -> Self:
        """A ballot of persons who stand for no organisation and sit in no body."""
        return cls(electors=tuple(Elector(person_id=person) for person in voters), votes=votes)

    @property
    def voters(self) -> tuple[str, ...]:
        """The ids of the electors."""
        return tuple(elector.person_id for elector in self.electors)

    @property
    def standing(self) -> dict[str, Vote]:
        """The last vote of each voter who has one, in the voters' order."""
        given = {vote.person_id: vote for vote in self.votes}
        return {voter: given[voter] for voter in self.voters if voter in given}

    @property
    def silent(self) -> tuple[str, ...]:
        """The voters who have not voted."""
        standing = self.standing
        return tuple(voter for voter in self.voters if voter not in standing)


def count(rule: VotingRule, ballot: Ballot) -> Tally:
    """Count an open round: `met` or `against` as soon as no vote still out could change it, else `open`.

    That holds when it holds at both ends of what can still happen: the silent all agree, or all disagree. Whatever
    else they do lies between, but for the minimum, which only the voices that are certain by now can have reached.
    """
    bodies = tuple(_body(rule, body, group) for body, group in _groups(rule, ballot).items())
    return _whole(rule, ballot, bodies, lambda voice: voice.now)


def close(rule: VotingRule, ballot: Ballot) -> Tally:
    """Count a round in which no more votes can come: `met`, `against`, or `undecided` with the obstacle.

    Where the base is the list, the silent count against; where it is the votes, they do not count.
    """
    bodies = tuple(_closed_body(rule, body, group) for body, group in _groups(rule, ballot).items())
    tally = _whole(rule, ballot, bodies, lambda voice: voice.closed)
    return tally.model_copy(update={"status": "undecided"}) if tally.status == "open" else tally


def _groups(rule: VotingRule, ballot: Ballot) -> dict[str, tuple[Voice, ...]]:
    """The voices by body: of a voter in two bodies in both, of the voters in none as one more group, named ""."""
    seats: dict[str, list[Elector]] = {}
    for elector in ballot.electors:
        for body in (elector.bodies if rule.per_body else ()) or ("",):
            seats.setdefault(body, []).append(elector)
    standing = ballot.standing
    return {body: voices(rule, seats[body], standing) for body in sorted(seats)} or {"": ()}


def _body(rule: VotingRule, body: str, group: tuple[Voice, ...]) -> BodyTally:
    """One body of an open round; what is needed is reckoned as though every silent voice came into the base."""
    now = _weigh(group, lambda voice: voice.now)
    best = _ruling(rule, _weigh(group, lambda voice: voice.best))
    needed, status = _needed(rule, _base(rule, now, silent=True)), "open"
    if _ruling(rule, _weigh(group, lambda voice: voice.worst)) == "met":
        needed, status = min(needed, now.in_favour), "met"
    elif best == "against":
        status = "against"
    obstacle = best if best in ("no_base", "too_few") else ""
    return _tally(body, group, lambda voice: voice.now, needed=needed, status=status, obstacle=obstacle)


def _closed_body(rule: VotingRule, body: str, group: tuple[Voice, ...]) -> BodyTally:
    weights = _weigh(group, lambda voice: voice.closed)
    said, needed = _ruling(rule, weights), _needed(rule, _base(rule, weights, silent=rule.base == "list"))
    status, obstacle = (said, "") if said in ("met", "against") else ("undecided", said)
    return _tally(body, group, lambda voice: voice.closed, needed=needed, status=status, obstacle=obstacle)


def _tally(
    body: str, group: tuple[Voice, ...], stance: Callable[[Voice], Stance], *, needed: int, status: str, obstacle: str
) -> BodyTally:
    weights = _weigh(group, stance)
    return BodyTally.model_validate(
        {
            "body_id": body,
            "status": status,
            "obstacle": obstacle,
            "needed": needed,
            "missing": max(0, needed - weights.in_favour),
            "voices": [voice.tally(stance(voice)) for voice in group],
            **weights.model_dump(),
        }
    )


def _whole(rule: VotingRule, ballot: Ballot, bodies: tuple[BodyTally, ...], stance: Callable[[Voice], Stance]) -> Tally:
    """All bodies together: met when it is met in each, against as soon as it is in one; nothing below the minimum."""
    everybody = bodies[0]
    if rule.per_body:
        group = voices(rule, ballot.electors, ballot.standing)
        everybody = _tally("", group, stance, needed=0, status="open", obstacle="")
    spoken = sum(voice.stance in ("in_favour", "against") for voice in everybody.voices)
    missing_votes = max(0, rule.minimum - spoken)
    statuses = {body.status for body in bodies}
    status: Literal["met", "against", "open"] = "open"
    if not missing_votes and "against" in statuses:
        status = "against"
    elif not missing_votes and statuses == {"met"}:
        status = "met"
    obstacles = ["below_minimum"] if missing_votes else [body.obstacle for body in bodies if body.obstacle]
    return Tally.model_validate(
        {
            "status": status,
            "obstacle": obstacles[0] if obstacles and status == "open" else "",
            "needed": sum(body.needed for body in bodies),
            "missing_in_favour": sum(body.missing for body in bodies),
            "spoken": spoken,
            "missing_votes": missing_votes,
            "silent_persons": ballot.silent,
            "voices": everybody.voices,
            "bodies": bodies,
            **{side: getattr(everybody, side) for side in Weights.model_fields},
        }
    )


def _weigh(group: Iterable[Voice], stance: Callable[[Voice], Stance]) -> Weights:
    weights: Counter[str] = Counter()
    for voice in group:
        weights[stance(voice)] += voice.weight
        if voice.tacit and stance(voice) == "in_favour":
            weights["tacit"] += voice.weight
    return Weights.model_validate(weights)


def _ruling(rule: VotingRule, weights: Weights) -> Ruling:
    """What the rule says of these voices, the minimum left aside."""
    everybody = weights.in_favour + weights.against + weights.abstained + weights.silent
    if everybody < (rule.count or 0):
        return "too_few"
    base = _base(rule, weights, silent=rule.base == "list")
    if base == 0 and rule.kind != "at_least":
        return "no_base"
    return "met" if weights.in_favour >= _needed(rule, base) else "against"


def _base(rule: VotingRule, weights: Weights, *, silent: bool) -> int:
    abstained = weights.abstained if rule.abstentions == "in_base" else 0
    return weights.in_favour + weights.against + abstained + (weights.silent if silent else 0)


def _needed(rule: VotingRule, base: int) -> int:
    """How much in favour carries, never less than one; `at_least` asks for its number whatever the base."""
    if rule.kind == "at_least":
        return rule.count or 1
    if rule.kind == "majority":
        return base // 2 + 1
    if rule.share is not None:  # the smallest whole number that is at least so great a part of the base
        return max(1, -(-base * rule.share.numerator // rule.share.denominator))
    return max(1, base)
