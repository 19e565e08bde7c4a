"""A section's ballot and a document's candidate as the edges show them: counted, and explained."""

from typing import Any

from pydantic import BaseModel, Field

from schemas.deadline import Deadline
from schemas.explanation import Explanation
from schemas.section import EarlierVerdict


class BallotView(BaseModel):
    """The latest round counted: who voted how, who is silent, and what is still missing.

    Numbers count a voice as many times as it weighs. `explanation` says in words what `data` says: what was decided,
    what is missing, whose turn it is and since when, and what happens if nobody acts, until when.
    """

    round: int
    revision_id: str | None
    voters: list[str]
    votes: list[dict[str, Any]]
    """A verdict that carried over names the revision it was given on in `judged_id`."""
    outdated: list[EarlierVerdict] = []
    """Verdicts on earlier revisions, of those who have given none in this round: why they do not count any more."""
    changed_since: str | None = None
    """The revision that the reader gave their own verdict on, where the one in review is a later one."""
    silent: list[str]
    status: str
    needed: int
    in_favour: int
    against: int
    missing_in_favour: int
    deadline: Deadline | None
    signers: list[str]
    signatures: list[str]
    basis_changes: int = 0
    """How many bases of the section changed in substance unseen; who signs should know."""
    unanswered: list[str] = Field(default_factory=list)
    """The remarks of this cycle that have no answer yet, by id."""
    explanation: list[str]
    data: Explanation


class CandidateView(BaseModel):
    """What leadership approves: the ordered list of sections and revision hashes, and who has signed.

    Each section says in `basis_changes` how many of its bases changed unseen.
    `explanation` says in words what `data` says, as of a ballot.
    """

    number: int
    hash: str
    sections: list[dict[str, Any]]
    signers: list[str]
    signatures: list[str]
    deadline: Deadline | None
    explanation: list[str]
    data: Explanation
