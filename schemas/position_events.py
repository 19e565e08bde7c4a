"""Events inside a body that has one voice, and of letters; they hold ids and hashes only."""

from typing import Literal

from schemas.frozen import Frozen


class ContributionMade(Frozen):
    """A member said something inside the body; it stands in the body's own stream, which nobody reads."""

    type: Literal["contribution_made"] = "contribution_made"
    contribution_id: str
    section_id: str
    revision_id: str
    typed: str


class LetterTaken(Frozen):
    """A letter was taken in, by which a position came on paper; `file` is the SHA-256 of its scan."""

    type: Literal["letter_taken"] = "letter_taken"
    letter_id: str
    file: str
    typed: str
