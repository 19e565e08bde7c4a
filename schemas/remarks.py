"""Remarks, proposals and questions as the rules see them, and the answers that they get."""

from typing import Literal, get_args

from schemas.frozen import Frozen

Answer = Literal["accepted", "accepted_in_part", "declined", "noted", "referred"]
"""What an editor answers to a remark; `referred` to a reconciliation meeting."""

ANSWERS: tuple[str, ...] = get_args(Answer)

WITH_GROUNDS: tuple[Answer, ...] = ("accepted_in_part", "declined")
"""The answers that say why, or which part."""

HeldBy = Literal["rule", "silence", "ladder"]
"""What settled the vote of a round that waits for answers."""


class Unanswered(Frozen):
    """A remark of the current cycle without an answer.

    `of_verdict`: it came as the note of a verdict; `official`: with a body's position, under its name.
    """

    id: str
    person_id: str
    revision_id: str
    of_verdict: bool = False
    official: bool = False


class Remark(Frozen):
    """One remark as it stands: `state` is open, the kind of its answer, upheld, resolved or withdrawn.

    `worded`: it says what is to be in the text; a question does not, unless its author gave a wording with it.
    `unheard`: its author comes no more, and so cannot uphold it.
    """

    id: str
    person_id: str
    state: str
    cycle: int
    worded: bool = True
    unheard: bool = False


class LeftOut(Frozen):
    """A draft that a proposal is out of again: the text, without it, of those by `proposers`; it had `before`."""

    draft_id: str
    text_hash: str
    words: int
    before: str
    proposers: tuple[str, ...]


class TakenInto(Frozen):
    """The draft that a proposal was taken into; `before` is the text that it had, None where the draft is new.

    `already`: the draft said so before.
    """

    draft_id: str
    text_hash: str
    words: int
    before: str | None = None
    already: bool = False
