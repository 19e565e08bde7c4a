"""A count in data: what each voice says, what each body says, and what is still missing."""

from typing import Literal

from schemas.frozen import Frozen

Stance = Literal["in_favour", "against", "abstained", "silent"]
"""What a voice says; silent while it could still say something else, or for good once a round is closed."""

Obstacle = Literal["", "below_minimum", "no_base", "too_few"]
"""Why a rule says nothing: too few voices for or against, no voice to count, or fewer voices than it asks for."""


class VoiceTally(Frozen):
    """One voice: a person's, or an organisation's that all its `persons` make together.

    `of` is the id of the person or the organisation; `tacit` marks a voice in favour that is counted silence.
    """

    of: str
    persons: tuple[str, ...]
    weight: int = 1
    stance: Stance = "silent"
    tacit: bool = False


class Weights(Frozen):
    """How much is in favour, against, abstained and silent; each voice counts by its weight, 1 where none is set."""

    in_favour: int = 0
    tacit: int = 0
    against: int = 0
    abstained: int = 0
    silent: int = 0


class BodyTally(Weights):
    """A count within one body; the empty id stands for the voters who sit in none, and where bodies do not matter.

    So much as `needed` in favour carries whatever the silent say; `missing` of it is still wanted.
    """

    body_id: str = ""
    status: Literal["met", "against", "open", "undecided"] = "open"
    obstacle: Obstacle = ""
    needed: int = 1
    missing: int = 1
    voices: tuple[VoiceTally, ...] = ()


class Tally(Weights):
    """What a count gives, over the whole list of voters.

    `status` of an open round is `met` or `against` as soon as no vote still out could change it, else `open`;
    of a closed one met, against or undecided, with the `obstacle` that keeps the rule from saying anything.
    `silent_persons` have not voted. `spoken` voices are for or against, whatever they weigh: `missing_votes` more
    are wanted for the rule to speak at all. `needed` and `missing_in_favour` are sums over `bodies`: one count
    under a rule that does not ask for bodies.
    """

    status: Literal["met", "against", "open", "undecided"] = "open"
    obstacle: Obstacle = ""
    needed: int = 1
    missing_in_favour: int = 1
    spoken: int = 0
    missing_votes: int = 0
    silent_persons: tuple[str, ...] = ()
    voices: tuple[VoiceTally, ...] = ()
    bodies: tuple[BodyTally, ...] = ()
