"""Who sees what others say in a round of own opinions first, and who therefore decides nothing about it."""

import pytest

from domain.opinions import sees_opinions
from schemas.disagreement_commands import TakeToLeadership, UpholdComment
from schemas.policy import DEFAULT_POLICY
from schemas.section import Pass, SectionState, Verdict, Vote
from schemas.section_commands import Delegate
from tests.domain.reviews import NOTE, Review, refused

OWN_FIRST = DEFAULT_POLICY.model_copy(update={"opinions": "own_first"})


def voted(**vote: object) -> SectionState:
    """A round in which anna's vote is this."""
    given = Vote.model_validate({"person_id": "anna", "verdict": Verdict.AGREE, **vote})
    return Review(OWN_FIRST).state.model_copy(update={"votes": (given,)})


@pytest.mark.parametrize(
    ("vote", "sees"),
    [({}, True), ({"deputy_id": "dina"}, True), ({"judged_id": "r0"}, True), ({"tacit": True}, False)],
)
def test_own_opinion_is_what_was_said_and_silence_is_none(vote: dict[str, object], sees: bool) -> None:
    assert sees_opinions(voted(**vote), "anna", leads=False) is sees


def test_deputy_of_who_has_not_spoken_does_not_see_either() -> None:
    state = voted(tacit=True).model_copy(update={"passes": (Pass(person_id="anna", deputy_id="dina"),)})
    assert not sees_opinions(state, "dina", leads=False)
    assert sees_opinions(state, "dina", leads=True)


def test_who_decides_a_dispute_speaks_for_no_voter_of_such_a_round() -> None:
    review = Review(OWN_FIRST)
    remark = review.remark()
    review.answer(remark, "declined", NOTE)
    review.do("anna", UpholdComment(comment_id=remark, disagreement_id="d1", note=NOTE))
    review.do("editor", TakeToLeadership(disagreement_id="d1", decider_id="gleb", note=NOTE))
    refused("deputy_is_voter", review, "boris", Delegate(person_id="boris", deputy_id="gleb", note=NOTE))


@pytest.mark.parametrize("opinions", ["open", "own_first"])
def test_deputy_of_a_voter_decides_no_dispute_where_own_opinions_come_first(opinions: str) -> None:
    review = Review(DEFAULT_POLICY.model_copy(update={"opinions": opinions}))
    remark = review.remark()
    review.answer(remark, "declined", NOTE)
    review.do("anna", UpholdComment(comment_id=remark, disagreement_id="d1", note=NOTE))
    review.do("boris", Delegate(person_id="boris", deputy_id="gleb", note=NOTE))
    taken = TakeToLeadership(disagreement_id="d1", decider_id="gleb", note=NOTE)
    if opinions == "own_first":
        refused("decider_unfit", review, "editor", taken)
    else:
        assert review.do("editor", taken) == ["taken_to_leadership"]
