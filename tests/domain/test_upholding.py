"""Authors of answered remarks have their term to uphold them, however quickly everybody signs."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from domain.section import next_alarm
from domain.section.alarms import awaited
from schemas.disagreement_commands import RecordDissent, UpholdComment
from schemas.policy import DEFAULT_POLICY, Limit, Policy
from schemas.problems import Refused
from schemas.remark_commands import AnswerComment, ResolveComment
from schemas.remark_events import CommentAnswered
from schemas.section import Phase
from schemas.section_commands import Extend, Ring, Sign
from tests.domain.reviews import BEGIN, NOTE, VOTERS, Review, refused

SIGN = Sign(revision_id="r1", text_hash="0" * 64)
NEXT_DAY = datetime(2026, 11, 24, 21, tzinfo=UTC)
"""Midnight in Moscow after the working day that follows BEGIN."""
WITHOUT_TERM = DEFAULT_POLICY.model_copy(update={"uphold_within": None})


def signed(*answers: str, policy: Policy = DEFAULT_POLICY) -> Review:
    """A section with remarks of anna, answered so, that everybody agreed to and signed at once."""
    review = Review(policy)
    for answer in answers:
        review.answer(review.remark(), answer, NOTE)
    for person in VOTERS[:2]:
        review.vote(person)
    assert review.do("gleb", SIGN)[0] == "signed"
    return review


@pytest.mark.parametrize("answer", ["declined", "accepted_in_part", "noted"])
def test_signed_section_is_approved_when_the_term_is_over(answer: str) -> None:
    review = signed(answer)
    assert (review.state.phase, awaited(review.state)) == (Phase.SIGN_OFF, ())
    alarm = next_alarm(review.state)
    assert alarm is not None
    assert (alarm.what, alarm.at) == ("term", NEXT_DAY)
    assert review.do("", Ring(alarm_id=alarm.id, at=alarm.at)) == []
    assert review.ring() == ["approved"]


@pytest.mark.parametrize(("answer", "policy"), [("accepted", DEFAULT_POLICY), ("declined", WITHOUT_TERM)])
def test_nothing_waits_for_an_accepted_remark_or_where_rules_give_no_term(answer: str, policy: Policy) -> None:
    assert signed(answer, policy=policy).state.phase == Phase.APPROVED


def test_own_answer_needs_no_term() -> None:
    review = Review()
    review.do("editor", AnswerComment(comment_id=review.remark("editor"), answer="declined", note=NOTE))
    assert review.state.terms == ()


def test_content_authors_let_it_be_approved_at_once() -> None:
    review = signed("declined", "noted")
    assert review.do("anna", ResolveComment(comment_id="c1")) == ["comment_resolved"]
    assert review.do("anna", ResolveComment(comment_id="c2")) == ["comment_resolved", "approved"]


def test_remark_upheld_in_its_term_is_a_disagreement_and_the_other_term_runs_on() -> None:
    review = signed("declined", "noted")
    review.do("anna", UpholdComment(comment_id="c1", disagreement_id="d1", note=NOTE))
    alarm = next_alarm(review.state)
    assert alarm is not None
    assert alarm.what == "reminder"
    refused("wrong_phase", review, "", Ring(alarm_id="term", at=NEXT_DAY))
    assert review.do("anna", RecordDissent(disagreement_id="d1", note=NOTE)) == ["disagreement_closed"]
    assert review.ring() == ["approved"]


def test_disagreement_that_ends_after_the_term_approves_at_once() -> None:
    review = signed("declined", "noted")
    review.do("anna", UpholdComment(comment_id="c1", disagreement_id="d1", note=NOTE))
    review.now = NEXT_DAY
    assert review.do("anna", RecordDissent(disagreement_id="d1", note=NOTE)) == ["disagreement_closed", "approved"]


def test_last_signature_after_the_term_approves_at_once() -> None:
    review = Review()
    review.answer(review.remark(), "declined", NOTE)
    for person in VOTERS[:2]:
        review.vote(person)
    review.now = NEXT_DAY
    assert review.do("gleb", SIGN) == ["signed", "approved"]


def test_changed_answer_begins_its_term_anew_and_acceptance_ends_it() -> None:
    review = Review()
    review.answer(review.remark(), "declined", NOTE)
    review.now = BEGIN + timedelta(days=1)
    review.answer("c1", "noted")
    assert [term.until.at for term in review.state.terms] == [NEXT_DAY + timedelta(days=1)]
    review.answer("c1", "accepted")
    assert review.state.terms == ()


def test_moved_deadline_of_signing_leaves_the_term_as_it_is() -> None:
    review = signed("declined")
    review.do("coordinator", Extend(limit=Limit(working_days=9), note=NOTE))
    assert review.ring() == ["approved"]
    assert review.now == NEXT_DAY


def test_answer_recorded_before_there_were_terms_is_read_as_it_was() -> None:
    told = CommentAnswered.model_validate({"comment_id": "c1", "answer": "declined", "author_id": "anna"})
    assert told.uphold_until is None


def test_no_section_is_approved_while_an_author_may_uphold_and_every_one_is_in_the_end(count: Any) -> None:
    waited = 0
    for seed in range(200):
        rng, review = Random(seed), Review()
        for _ in range(rng.randrange(1, 5)):
            review.answer(review.remark(rng.choice(VOTERS)), rng.choice(("declined", "noted", "accepted")), NOTE)
            review.now += timedelta(hours=rng.randrange(30))
        for person in VOTERS[:2]:
            review.vote(person)
        while review.state.phase != Phase.APPROVED:
            before = {term.comment_id: term.until.at for term in review.state.terms}
            content = _something(rng, review)
            if review.state.phase == Phase.APPROVED:
                assert all(until <= review.now or id_ == content for id_, until in before.items())
                waited += bool(before)
    count("random sections that waited for authors", waited)
    assert waited > 50


def _something(rng: Random, review: Review) -> str:
    """Somebody signs, is content, or time passes; the id of the remark whose author is content."""
    content = rng.choice(sorted(review.remarks))
    author = review.remarks[content].person_id
    acts = [
        lambda: review.do("gleb", SIGN),
        lambda: review.do(author, ResolveComment(comment_id=content)),
        lambda: review.ring() if next_alarm(review.state) else None,
    ]
    try:
        rng.choice(acts)()
    except Refused:
        return ""
    return content
