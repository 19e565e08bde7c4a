"""Voices: how the votes of persons make the voices that a rule counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.policy import VotingRule
from schemas.section import Elector, Verdict, Vote
from schemas.tally import Stance, VoiceTally

STANCES: dict[Verdict, Stance] = {
    Verdict.AGREE: "in_favour",
    Verdict.AGREE_WITH_REMARKS: "in_favour",
    Verdict.DISAGREE: "against",
    Verdict.ABSTAIN: "abstained",
}

_BEST: Stance = "in_favour"
_WORST: Stance = "against"


@dataclass(frozen=True)
class Voice:
    """One voice and what it can still become: `best` if all its silent members agree, `worst` if none of them does.

    `closed` is what it says if they never speak. Whatever the silent do, a voice ends between worst and best.
    """

    of: str
    persons: tuple[str, ...]
    weight: int
    best: Stance
    worst: Stance
    closed: Stance
    tacit: bool

    @property
    def now(self) -> Stance:
        """What the voice says; silent while a silent member could still change it."""
        return self.best if self.best == self.worst else "silent"

    def tally(self, stance: Stance) -> VoiceTally:
        """The voice in data, when it is taken to say `stance`."""
        tacit = self.tacit and stance == "in_favour"
        return VoiceTally(of=self.of, persons=self.persons, weight=self.weight, stance=stance, tacit=tacit)


def voices(rule: VotingRule, electors: Iterable[Elector], votes: dict[str, Vote]) -> tuple[Voice, ...]:
    """The voices of `electors` in their order, each organisation's where its first member stands.

    A person who speaks for no organisation has a voice of their own, and so has a body, whoever speaks for it. `votes`
    are the standing ones, by person.
    """
    members: dict[str, list[str]] = {}
    for elector in electors:
        together = elector.organisation_id if rule.voice == "organisation" else ""
        members.setdefault(elector.speaks_for or together or elector.person_id, []).append(elector.person_id)
    weights = {listed.of: listed.weight for listed in rule.weights}
    return tuple(_voice(of, persons, weights.get(of, 1), votes) for of, persons in members.items())


def _voice(of: str, persons: list[str], weight: int, votes: dict[str, Vote]) -> Voice:
    cast = [votes[person] for person in persons if person in votes]
    own = [STANCES[vote.verdict] for vote in cast if not vote.tacit]
    tacit = [STANCES[vote.verdict] for vote in cast if vote.tacit]
    silent = len(persons) - len(cast)
    return Voice(
        of=of,
        persons=tuple(persons),
        weight=weight,
        best=_together(own + [_BEST] * silent, tacit),
        worst=_together(own + [_WORST] * silent, tacit),
        closed=_together(own, tacit),
        tacit=not own and bool(tacit),
    )


def _together(own: Sequence[Stance], tacit: Sequence[Stance]) -> Stance:
    """What members say together: the side with more of them, nothing where they are even or all abstained.

    Counted silence speaks only where no member did: nobody is outvoted by colleagues who said nothing.
    """
    said = own or tacit
    if not said:
        return "silent"
    lead = said.count("in_favour") - said.count("against")
    if lead == 0:
        return "abstained"
    return "in_favour" if lead > 0 else "against"
