"""Who sees what others say in an open round whose rules ask for everybody's own opinion first."""

from domain.section.deputies import principal_of
from domain.section.electorate import is_blind
from schemas.section import SectionState


def sees_opinions(state: SectionState, person: str, *, leads: bool) -> bool:
    """Whether somebody sees what others say; `leads` says that they edit the section or coordinate its document.

    Who has no voice in the round sees it when the round has closed; so does who left it. What a deputy said in
    somebody's place, and what carried over from an earlier revision, is that person's opinion; silence that was
    counted is none.
    """
    given = (vote.person_id for vote in state.votes if not vote.tacit)
    return leads or not is_blind(state) or seat_of(state, person) in given


def seat_of(state: SectionState, person: str) -> str:
    """Whose voice somebody gives: that of whom they stand in for, or their own."""
    return principal_of(state, person) or person


def own_part(state: SectionState, person: str) -> SectionState:
    """The state as it would be if nobody but this person had said anything: what others say changes nothing of it."""
    seat = seat_of(state, person)
    return state.model_copy(
        update={
            "votes": tuple(vote for vote in state.votes if vote.person_id == seat),
            "outdated": tuple(one for one in state.outdated if one.person_id == seat),
            "undecided": False,
            "held_by": None,
            "disagreements": tuple(one for one in state.disagreements if one.author_id == person),
        }
    )


def leading(state: SectionState) -> frozenset[str]:
    """Those whose replies are no opinions of the round: its coordinator and its editors, unless they vote in it."""
    drafted = state.editors if state.drafters is None else state.drafters
    return frozenset({state.coordinator_id, *state.editors, *drafted} - set(state.voters))
