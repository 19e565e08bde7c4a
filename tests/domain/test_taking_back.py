"""A verdict that is taken back counts no more, and its remark with it; nothing else changes."""

import pytest

from domain.agreement import sheet
from schemas.problems import Refused
from schemas.section import Phase, Verdict
from schemas.section_commands import GiveVerdict, TakeBackVerdict
from schemas.section_events import VerdictGiven, VerdictTakenBack
from tests.domain.reviews import BEGIN, NOTE, VOTERS, Review

BACK = TakeBackVerdict(revision_id="r1")


def gives(verdict: Verdict, remark: str | None = None) -> GiveVerdict:
    return GiveVerdict(revision_id="r1", verdict=verdict, note=NOTE if remark else None, remark_id=remark)


def test_vote_that_was_taken_back_leaves_the_round_as_it_was() -> None:
    review = Review()
    before = review.state
    review.do("anna", gives(Verdict.DISAGREE, "c1"))
    assert review.do("anna", BACK) == ["verdict_taken_back"]
    assert (review.state, review.unanswered) == (before, ())


def test_sheet_forgets_a_verdict_that_was_taken_back() -> None:
    given = VerdictGiven(person_id="anna", revision_id="r1", verdict=Verdict.AGREE)
    taken_back = VerdictTakenBack(person_id="anna", revision_id="r1")
    assert [one.word for one in sheet([(BEGIN, given)], "r1")] == ["agree"]
    assert sheet([(BEGIN, given), (BEGIN, taken_back)], "r1") == ()


def test_round_that_waits_for_answers_goes_on_without_the_vote() -> None:
    review = Review()
    review.remark("boris")
    told = [review.do(voter, gives(Verdict.AGREE)) for voter in VOTERS[:2]]
    assert told[-1] == ["verdict_given", "answers_awaited"]
    assert review.do("boris", BACK) == ["verdict_taken_back", "vote_unsettled"]
    assert review.state.phase == Phase.REVIEW


@pytest.mark.parametrize(
    ("actor", "command", "code"),
    [
        ("anna", BACK, "verdict_not_given"),
        ("editor", BACK, "not_a_voter"),
        ("anna", TakeBackVerdict(revision_id="r0"), "outdated_revision"),
    ],
)
def test_what_was_not_given_is_not_taken_back(actor: str, command: TakeBackVerdict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        Review().do(actor, command)
    assert refused.value.code == code


def test_closed_round_gives_nothing_back() -> None:
    review = Review()
    for voter in VOTERS[:2]:
        review.do(voter, gives(Verdict.AGREE))
    with pytest.raises(Refused) as refused:
        review.do("anna", BACK)
    assert refused.value.code == "round_closed"
