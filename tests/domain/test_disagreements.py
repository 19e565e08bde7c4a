"""No disagreement is lost, each ends once, and none is open where a section goes on past it."""

from random import Random
from typing import Any

import pytest

from schemas.disagreement_commands import (
    AcceptSettlement,
    DecideDisagreement,
    HoldMeeting,
    ProposeSettlement,
    RecordDissent,
    TakeToLeadership,
    UpholdComment,
)
from schemas.policy import DEFAULT_POLICY
from schemas.problems import Refused
from schemas.remark_commands import AnswerComment, ResolveComment
from schemas.remarks import ANSWERS
from schemas.section import Note, Phase, Verdict
from schemas.section_commands import DecideRound, ReturnToDrafting, Sign, SubmitRevision, Withdraw
from tests.domain.reviews import BEGIN, NOTE, VOTERS, Review, refused

TEXT = Note(id="text", hash="0" * 64)
MEETING = {"meeting_id": "m", "at": BEGIN, "participants": ("anna", "editor"), "place": NOTE}


def disputed(answer: str = "declined") -> Review:
    """A review in which anna upholds an answered remark."""
    review = Review()
    remark = review.remark()
    review.answer(remark, answer, NOTE)
    review.do("anna", UpholdComment(comment_id=remark, disagreement_id="d1", note=NOTE, wording=TEXT))
    return review


def agreed(review: Review) -> list[str]:
    """What the last vote that is needed comes to."""
    review.vote("anna")
    return review.vote("boris")


def taken(decider: str = "gleb") -> TakeToLeadership:
    return TakeToLeadership(disagreement_id="d1", decider_id=decider, note=NOTE)


def decision(what: str, wording: Note | None = None) -> DecideDisagreement:
    said = {"disagreement_id": "d1", "decision": what, "note": NOTE, "wording": wording}
    return DecideDisagreement.model_validate(said)


def sign() -> Sign:
    return Sign(revision_id="r1", text_hash="0" * 64)


@pytest.mark.parametrize("answer", ANSWERS)
def test_upheld_remark_is_a_disagreement_that_holds_the_round(answer: str) -> None:
    review = disputed(answer)
    assert [one.opened_by for one in review.state.disagreements] == ["upheld"]
    assert review.told[-1] == ("disagreement_opened", ("anna", "editor", "coordinator"))
    assert agreed(review) == ["verdict_given", "answers_awaited"]
    assert review.told[-1][0] == "settlement_awaited"
    refused("comment_upheld", review, "editor", AnswerComment(comment_id="c1", answer="accepted"))


def test_remark_referred_to_a_meeting_is_a_disagreement_until_it_is_answered_otherwise() -> None:
    review = Review()
    remark = review.remark()
    review.do("editor", AnswerComment(comment_id=remark, answer="referred", disagreement_id="d1"))
    assert agreed(review)[-1] == "answers_awaited"
    assert review.answer(remark, "accepted") == [
        *("comment_answered", "disagreement_closed", "round_closed", "sign_off_opened")
    ]


def test_referred_remark_is_upheld_under_the_same_disagreement() -> None:
    review = Review()
    remark = review.remark()
    review.do("editor", AnswerComment(comment_id=remark, answer="referred", disagreement_id="d1"))
    review.do("anna", UpholdComment(comment_id=remark, disagreement_id="d2", note=NOTE))
    assert [(one.id, one.opened_by) for one in review.state.disagreements] == [("d1", "upheld")]


def referred() -> tuple[Review, AnswerComment]:
    """A review with a remark referred to a meeting, and an answer that would take that back."""
    review = Review()
    remark = review.remark()
    review.do("editor", AnswerComment(comment_id=remark, answer="referred", disagreement_id="d1"))
    return review, AnswerComment(comment_id=remark, answer="accepted")


@pytest.mark.parametrize("answer", ["accepted", "referred"])
def test_answer_lifts_nothing_once_the_meeting_was_held_whatever_is_called_next(answer: str) -> None:
    review, _ = referred()
    again = AnswerComment.model_validate({"comment_id": "c1", "answer": answer, "disagreement_id": "d2"})
    for minutes in (NOTE, None):
        review.do("editor", HoldMeeting.model_validate({"disagreement_id": "d1", **MEETING, "minutes": minutes}))
        refused("disagreement_underway", review, "editor", again)


def test_answer_lifts_nothing_that_lies_at_leadership_or_has_its_outcome() -> None:
    review, accepted = referred()
    review.do("editor", HoldMeeting.model_validate({"disagreement_id": "d1", **MEETING}))
    review.do("coordinator", taken())
    refused("disagreement_underway", review, "editor", accepted)
    review.do("gleb", decision("dissent"))
    refused("disagreement_closed", review, "editor", accepted)
    assert [one.outcome for one in review.state.disagreements] == ["dissent"]


def test_author_who_is_content_after_all_lifts_it() -> None:
    review = disputed()
    agreed(review)
    assert review.do("anna", ResolveComment(comment_id="c1"))[-1] == "sign_off_opened"
    assert review.state.disagreements[0].outcome == "lifted"


def test_meeting_is_called_moved_and_held() -> None:
    review = disputed()
    for minutes in (None, None, NOTE):
        review.do("editor", HoldMeeting.model_validate({"disagreement_id": "d1", **MEETING, "minutes": minutes}))
    assert [kind for kind, _ in review.told[-3:]] == ["meeting_called", "meeting_called", "meeting_held"]
    ahead = {"disagreement_id": "d1", **MEETING, "minutes": NOTE, "at": "2027-01-01T00:00:00Z"}
    refused("meeting_ahead", review, "editor", HoldMeeting.model_validate(ahead))


@pytest.mark.parametrize(
    ("proposer", "acceptors", "changes", "ends"),
    [
        ("editor", ("anna",), True, ["settlement_accepted", "disagreement_closed", "round_closed", "drafting_resumed"]),
        ("anna", ("editor",), False, ["settlement_accepted", "disagreement_closed"]),
        ("coordinator", ("anna", "editor"), False, ["settlement_accepted", "disagreement_closed"]),
    ],
)
def test_settlement_is_made_once_both_parties_agree(
    proposer: str, acceptors: tuple[str, ...], changes: bool, ends: list[str]
) -> None:
    review = disputed()
    review.do(proposer, ProposeSettlement(disagreement_id="d1", wording=TEXT, changes=changes))
    accept = AcceptSettlement(disagreement_id="d1", wording_id=TEXT.id)
    refused("settlement_outdated", review, "anna", AcceptSettlement(disagreement_id="d1", wording_id="other"))
    if proposer != "coordinator":
        refused("settlement_accepted", review, proposer, accept)
    refused("not_a_party", review, "boris", accept)
    told = [review.do(who, accept) for who in acceptors]
    assert told[-1] == ends
    assert review.state.disagreements[0].outcome == "settled"
    refused("disagreement_closed", review, "anna", accept)


def test_taken_to_leadership_it_goes_to_sign_off_and_is_approved_only_once_it_is_decided() -> None:
    review = disputed()
    agreed(review)
    for unfit in ("anna", "editor", "stranger"):
        refused("decider_unfit", review, "coordinator", taken(unfit))
    assert review.do("coordinator", taken()) == ["taken_to_leadership", "round_closed", "sign_off_opened"]
    assert review.do("gleb", sign()) == ["signed"]
    assert review.state.phase == Phase.SIGN_OFF
    refused("not_the_decider", review, "coordinator", decision("standing"))
    assert review.do("gleb", decision("dissent")) == ["disagreement_closed", "approved"]


@pytest.mark.parametrize(("what", "wording"), [("proposed", None), ("third", TEXT)])
def test_decision_for_other_words_sends_the_text_back(what: str, wording: Note | None) -> None:
    review = disputed()
    agreed(review)
    review.do("anna", taken())
    refused("wording_required", review, "gleb", decision("third"))
    assert review.do("gleb", decision(what, wording)) == ["disagreement_closed", "drafting_resumed"]


def test_decision_for_the_author_needs_words_where_they_only_asked() -> None:
    review = disputed()
    review.do("anna", taken())
    review.remarks["c1"] = review.remarks["c1"].model_copy(update={"worded": False})
    refused("wording_required", review, "gleb", decision("proposed"))
    assert review.do("gleb", decision("third", TEXT))[0] == "disagreement_closed"


def test_author_has_their_dissent_recorded_and_the_round_goes_on() -> None:
    review = disputed()
    agreed(review)
    dissent = RecordDissent(disagreement_id="d1", note=NOTE)
    assert review.do("anna", dissent) == ["disagreement_closed", "round_closed", "sign_off_opened"]
    refused("disagreement_closed", review, "anna", ResolveComment(comment_id="c1"))


def test_coordinator_cannot_decide_past_a_disagreement() -> None:
    review = disputed()
    review.state = review.state.model_copy(update={"undecided": True})
    refused("disagreements_open", review, "coordinator", DecideRound(in_favour=True, note=NOTE))


def test_section_that_leaves_the_document_takes_its_disagreements_along() -> None:
    review = disputed()
    assert review.do("coordinator", Withdraw(note=NOTE)) == ["disagreement_closed", "withdrawn"]


@pytest.mark.parametrize("outcome", ["count_silence", "close_by_rule"])
def test_ladder_never_leaves_a_round_stuck_for_a_disagreement(outcome: str) -> None:
    last = DEFAULT_POLICY.review.ladder[-1].model_copy(update={"outcome": outcome})
    rule = DEFAULT_POLICY.review.model_copy(update={"ladder": (last,)})
    review = disputed()
    review.state = review.state.model_copy(update={"policy": DEFAULT_POLICY.model_copy(update={"review": rule})})
    review.do("coordinator", ReturnToDrafting(note=NOTE))
    review.do("editor", SubmitRevision(revision_id="r1", base_id="r1", text_hash="0" * 64, authors=("editor",)))
    review.vote("anna")
    while review.state.graces < 2:
        review.ring()
    assert review.told[-1] == ("settlement_awaited", ("anna", "editor", "coordinator"))
    assert review.do("anna", RecordDissent(disagreement_id="d1", note=NOTE))[-1] == "sign_off_opened"


def test_no_disagreement_is_lost_and_each_ends_once(count: Any) -> None:
    reached = 0
    for seed in range(200):
        rng, review = Random(seed), Review()
        for number in range(60):
            _anything(rng, review, number)
            state, events = review.state, review.events
            opened = {one.disagreement_id for one in events if one.type == "disagreement_opened"}
            closed = [one.disagreement_id for one in events if one.type == "disagreement_closed"]
            assert {one.id for one in state.disagreements} == opened
            assert len(closed) == len(set(closed))
            assert {one.id for one in state.disagreements if one.outcome is not None} == set(closed)
            upheld = {one.comment_id for one in state.disagreements if one.opened_by == "upheld"}
            assert {id_ for id_, one in review.remarks.items() if one.state == "upheld"} <= upheld
            assert len({one.comment_id for one in state.disagreements if one.outcome is None}) == len(
                [one for one in state.disagreements if one.outcome is None]
            )
            untaken = [one for one in state.disagreements if one.outcome is None and one.decider_id is None]
            if [one.type for one in events[-1:]] == ["sign_off_opened"]:
                assert untaken == []
            if state.phase == Phase.APPROVED:
                reached += 1
                assert opened == set(closed)
                break
    assert reached > 20
    count("random sections approved with every disagreement closed", reached)


def _anything(rng: Random, review: Review, number: int) -> None:
    """Somebody does something about a remark, a disagreement or the round; what is refused changes nothing."""
    ids = sorted(review.remarks)
    known = [one.id for one in review.state.disagreements]
    who = rng.choice((*VOTERS, "editor", "coordinator", "gleb"))
    on = {"disagreement_id": rng.choice(known) if known else "none"}
    acts: list[Any] = [
        lambda: review.vote(rng.choice(VOTERS)),
        lambda: review.vote(rng.choice(VOTERS), Verdict.AGREE),
        lambda: review.do("gleb", sign()),
        lambda: review.remark(rng.choice(VOTERS)) if len(ids) < 3 else None,
        lambda: _answer(review, rng.choice(ids), rng.choice(ANSWERS), f"r{number}"),
        lambda: _answer(review, rng.choice(ids), "noted", f"r{number}"),
        lambda: _uphold(review, rng.choice(ids), f"u{number}"),
        lambda: review.do(who, ResolveComment(comment_id=rng.choice(ids))),
        lambda: review.do(who, HoldMeeting.model_validate({**on, **MEETING, "minutes": rng.choice((None, NOTE))})),
        lambda: review.do(who, ProposeSettlement(**on, wording=TEXT, changes=rng.random() < 0.3)),
        lambda: review.do(who, AcceptSettlement(**on, wording_id=TEXT.id)),
        lambda: review.do(who, TakeToLeadership(**on, decider_id=who, note=NOTE)),
        lambda: review.do("gleb", decision(rng.choice(("standing", "dissent", "proposed"))).model_copy(update=on)),
        lambda: review.do(who, RecordDissent(**on, note=NOTE)),
    ]
    if review.state.phase == Phase.DRAFTING:
        head = review.state.head.revision_id if review.state.head else None
        review.do("editor", SubmitRevision(revision_id="r1", base_id=head, text_hash="0" * 64, authors=("editor",)))
    try:
        rng.choice(acts if ids else acts[:4])()
    except Refused:
        return


def _answer(review: Review, remark: str, kind: str, new: str) -> None:
    said = {"comment_id": remark, "answer": kind, "note": NOTE, "disagreement_id": new}
    review.do("editor", AnswerComment.model_validate(said))


def _uphold(review: Review, remark: str, new: str) -> None:
    author = review.remarks[remark].person_id
    review.do(author, UpholdComment(comment_id=remark, disagreement_id=new, note=NOTE))
