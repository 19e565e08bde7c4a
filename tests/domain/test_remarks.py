"""No remark goes unanswered to sign-off, and no round that waits for answers waits for ever."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from domain.section import next_alarm
from schemas.policy import DEFAULT_POLICY, Policy
from schemas.problems import Refused
from schemas.remark_commands import AnswerComment, ResolveComment, WithdrawComment
from schemas.remarks import ANSWERS
from schemas.section import Phase, Verdict
from schemas.section_commands import DecideRound, Extend, ReturnToDrafting, SubmitRevision
from tests.domain.reviews import NOTE, VOTERS, Review, refused


def test_last_answer_moves_a_round_on_whose_vote_is_done() -> None:
    review = Review()
    first, second = review.remark(), review.remark("boris")
    assert review.vote("anna") == ["verdict_given"]
    assert review.vote("boris") == ["verdict_given", "answers_awaited"]
    assert (review.state.phase, review.state.held_by) == (Phase.REVIEW, "rule")
    assert review.told[-1] == ("answers_awaited", ("editor",))
    assert review.answer(first) == ["comment_answered"]
    assert review.answer(second) == ["comment_answered", "round_closed", "sign_off_opened"]
    assert (review.state.phase, review.state.held_by) == (Phase.SIGN_OFF, None)


def test_round_with_everything_answered_ends_with_the_vote() -> None:
    review = Review()
    review.answer(review.remark())
    review.vote("anna")
    assert review.vote("boris") == ["verdict_given", "round_closed", "sign_off_opened"]


def test_rules_that_ask_for_no_answers_do_not_wait_and_older_rules_ask_for_none() -> None:
    recorded = DEFAULT_POLICY.model_dump(mode="json", exclude={"answers"})
    review = Review(Policy.model_validate(recorded))
    review.remark()
    review.vote("anna")
    assert review.vote("boris")[-1] == "sign_off_opened"


def test_remark_that_is_taken_back_needs_no_answer() -> None:
    review = Review()
    remark = review.remark()
    review.vote("anna")
    review.vote("boris")
    assert review.do("anna", WithdrawComment(comment_id=remark))[-1] == "sign_off_opened"


def test_note_of_a_verdict_is_a_remark_until_its_author_says_otherwise() -> None:
    review = Review()
    review.vote("anna")
    assert review.vote("boris", Verdict.AGREE_WITH_REMARKS, "n1") == ["verdict_given", "answers_awaited"]
    assert review.vote("boris", Verdict.AGREE_WITH_REMARKS, "n2") == ["verdict_given"]
    assert (review.remarks["n1"].state, review.remarks["n2"].state) == ("withdrawn", "open")
    assert review.vote("boris")[-1] == "sign_off_opened"


def test_note_of_an_abstention_or_of_plain_agreement_is_no_remark() -> None:
    review = Review()
    review.vote("anna", Verdict.ABSTAIN, "n1")
    review.vote("boris", Verdict.AGREE, "n2")
    assert (review.remarks, review.vote("vera")[-1]) == ({}, "sign_off_opened")


def test_verdict_changed_while_answers_are_awaited_is_counted() -> None:
    review = Review()
    remark = review.remark()
    review.vote("anna")
    review.vote("boris")
    assert review.vote("boris", Verdict.DISAGREE, "n1") == ["verdict_given", "vote_unsettled"]
    assert review.state.held_by is None
    assert review.answer(remark) == ["comment_answered"]
    assert review.vote("vera", Verdict.DISAGREE, "n2")[-1] == "drafting_resumed"


def test_against_goes_back_with_remarks_unanswered_and_the_next_round_asks_for_them() -> None:
    review = Review()
    review.remark()
    review.do("coordinator", ReturnToDrafting(note=NOTE))
    assert len(review.unanswered) == 1
    review.do("editor", SubmitRevision(revision_id="r1", base_id="r1", text_hash="0" * 64, authors=("editor",)))
    review.vote("anna")
    assert review.vote("boris")[-1] == "answers_awaited"


@pytest.mark.parametrize("outcome", ["count_silence", "close_by_rule", "send_back"])
def test_ladder_never_leaves_a_round_stuck_for_want_of_answers(outcome: str) -> None:
    last = DEFAULT_POLICY.review.ladder[-1].model_copy(update={"outcome": outcome})
    ladder = (*DEFAULT_POLICY.review.ladder[:-1], last)
    rule = DEFAULT_POLICY.review.model_copy(update={"ladder": ladder})
    review = Review(DEFAULT_POLICY.model_copy(update={"review": rule}))
    remark = review.remark()
    review.vote("anna")
    while review.state.graces < 3 and review.state.phase == Phase.REVIEW:
        review.ring()
    if outcome == "send_back":
        assert review.state.phase == Phase.DRAFTING
        return
    assert review.state.held_by == {"count_silence": "silence", "close_by_rule": "ladder"}[outcome]
    assert review.told[-2:] == [("answers_awaited", ("editor",)), ("answers_missing", ("coordinator",))]
    assert next_alarm(review.state) is not None
    assert review.answer(remark)[-1] == "sign_off_opened"


def test_while_answers_are_awaited_alarms_ring_for_the_editors() -> None:
    review = Review()
    review.remark()
    review.vote("anna")
    review.vote("boris")
    rang = []
    while review.state.graces == 0:
        review.told.clear()
        review.ring()
        rang += review.told
    assert rang[0] == ("answers_awaited", ("editor",))
    assert ("deadline_passed", ("editor", "coordinator")) in rang
    assert ("escalation", ("editor", "coordinator")) in rang
    assert not [who for _, who in rang if set(who) & set(VOTERS)]


def test_more_time_opens_what_the_ladder_had_settled() -> None:
    rule = DEFAULT_POLICY.review
    last = rule.ladder[-1].model_copy(update={"outcome": "close_by_rule"})
    review = Review(DEFAULT_POLICY.model_copy(update={"review": rule.model_copy(update={"ladder": (last,)})}))
    remark = review.remark()
    review.vote("anna")
    while review.state.graces == 0:
        review.ring()
    review.do("coordinator", Extend(limit=DEFAULT_POLICY.review.limit, note=NOTE))
    assert review.state.held_by is None
    assert review.answer(remark) == ["comment_answered"]


def test_coordinator_cannot_decide_past_a_remark() -> None:
    review = Review()
    remark = review.remark()
    review.state = review.state.model_copy(update={"undecided": True})
    decision = DecideRound(in_favour=True, note=NOTE)
    refused("remarks_unanswered", review, "coordinator", decision)
    review.answer(remark)
    assert review.do("coordinator", decision)[-1] == "sign_off_opened"


@pytest.mark.parametrize("kind", ANSWERS)
def test_answer_changes_until_its_author_reacts_or_sign_off_begins(kind: str) -> None:
    review = Review()
    remark = review.remark()
    review.answer(remark, kind, NOTE)
    review.answer(remark, "declined", NOTE)
    assert ("comment_answered", ("anna",)) in review.told[-2:]
    review.do("anna", ResolveComment(comment_id=remark))
    again = AnswerComment(comment_id=remark, answer="noted")
    refused("comment_resolved", review, "editor", again)
    other = review.remark()
    review.answer(other)
    review.vote("anna")
    review.vote("boris")
    refused("answer_final", review, "editor", AnswerComment(comment_id=other, answer="accepted"))


@pytest.mark.parametrize(("kind", "needed"), [(kind, kind in ("declined", "accepted_in_part")) for kind in ANSWERS])
def test_grounds_are_given_where_something_is_not_accepted(kind: str, needed: bool) -> None:
    review = Review()
    remark = review.remark()
    if needed:
        refused("reasons_required", review, "editor", AnswerComment(comment_id=remark, answer=kind))  # type: ignore[arg-type]
    else:
        assert review.answer(remark, kind)[0] == "comment_answered"


def test_sum_of_answers_is_the_sum_of_remarks_wherever_sign_off_opens(count: Any) -> None:
    opened = 0
    for seed in range(300):
        rng, review = Random(seed), Review()
        for number in range(40):
            _anything(rng, review, number)
            if review.state.phase == Phase.SIGN_OFF:
                opened += 1
                standing = [one.state for one in review.remarks.values() if one.state != "withdrawn"]
                assert sorted(standing).count("open") == 0
                assert len(set(review.answered)) == len(standing)
                break
    assert opened > 100
    count("random rounds that ended with every remark answered", opened)


def _anything(rng: Random, review: Review, number: int) -> None:
    """Somebody remarks, answers, reacts, takes a remark back or votes; what is refused changes nothing."""
    ids = sorted(review.remarks)
    acts: list[Any] = [
        lambda: review.remark(rng.choice(VOTERS)),
        lambda: review.vote(rng.choice(VOTERS), rng.choice(list(Verdict)), f"v{number}"),
        lambda: review.vote(rng.choice(VOTERS)),
        lambda: review.answer(rng.choice(ids), rng.choice(ANSWERS), NOTE),
        lambda: review.answer(rng.choice(ids), rng.choice(ANSWERS), NOTE),
        lambda: review.do("anna", ResolveComment(comment_id=rng.choice(ids))),
        lambda: review.do("anna", WithdrawComment(comment_id=rng.choice(ids))),
        lambda: setattr(review, "now", review.now + timedelta(hours=1)),
    ]
    if review.state.phase == Phase.DRAFTING:
        head = review.state.head.revision_id if review.state.head else None
        review.do("editor", SubmitRevision(revision_id="r1", base_id=head, text_hash="0" * 64, authors=("editor",)))
    try:
        rng.choice(acts if ids else acts[:3])()
    except Refused:
        return
