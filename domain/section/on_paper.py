"""A verdict that came on paper: in whose place it may be entered."""

from schemas.problems import Refused
from schemas.section import SectionState
from schemas.section_commands import GiveVerdict


def on_paper(state: SectionState, command: GiveVerdict) -> tuple[str, None] | None:
    """Whose seat a verdict that came on paper is for; None for one that its voter gives.

    What a voter or their deputy said themselves stands: only an earlier entry from paper gives way.
    Raises Refused: not_asked_here, already_voted.
    """
    person = command.on_behalf_of
    if person is None:
        return None
    if person not in state.voters:
        raise Refused("not_asked_here", person_id=person)
    vote = next((one for one in state.votes if one.person_id == person), None)
    if vote is not None and not vote.letter_id and not vote.judged_id and not vote.tacit:
        raise Refused("already_voted")
    return person, None
