"""A verdict that came on paper: in whose place it may be entered, through whom, and what stands before it."""

from schemas.problems import Refused
from schemas.section import SectionState
from schemas.section_commands import GiveVerdict


def entered_through(state: SectionState, voter: str) -> frozenset[str]:
    """The bodies whose secretaries enter a voter's position: the one they speak for, else those that elected them."""
    known = next((one for one in state.electors if one.person_id == voter), None)
    if known is None:
        return frozenset()
    return frozenset({known.speaks_for} if known.speaks_for else known.through)


def on_paper(state: SectionState, command: GiveVerdict) -> tuple[str, None] | None:
    """Whose seat a verdict that came on paper is for; None for one that its voter gives.

    What a voter or their deputy said themselves stands: only an earlier entry from paper gives way.
    Raises Refused: not_asked_here, already_voted (unless it is entered `unseen`).
    """
    person = command.on_behalf_of
    if person is None:
        return None
    if person not in state.voters:
        raise Refused("not_asked_here", person_id=person)
    if has_own_word(state, person) and not command.unseen:
        raise Refused("already_voted")
    return person, None


def has_own_word(state: SectionState, voter: str) -> bool:
    """Whether a voter's standing verdict was given by themselves or their deputy, here or on an earlier revision."""
    vote = next((one for one in state.votes if one.person_id == voter), None)
    return vote is not None and not vote.letter_id and not vote.tacit
