"""Remarks and their answers: what may be answered, changed, taken back, and what is unanswered after each event."""

from collections.abc import Mapping
from typing import Any

from domain.section.disagreements import lift, refer
from domain.section.disputed import over
from domain.section.story import Story
from domain.section.upholding import is_signed_and_open, term_of
from schemas.problems import Refused
from schemas.remark_commands import AnswerComment, ResolveComment, WithdrawComment
from schemas.remark_events import CommentAnswered, CommentResolved, CommentWithdrawn
from schemas.remarks import ANSWERS, WITH_GROUNDS, Remark
from schemas.section import Disagreement, Phase

AFTER_REVIEW = (Phase.SIGN_OFF, Phase.APPROVED, Phase.PUBLISHED)
"""Once its text lies before the signers, an answer stays as it is."""


def answer(story: Story, command: AnswerComment) -> None:
    """Answer a remark; its round may be over by that.

    Referring it to a meeting opens a disagreement, another answer takes that back until the meeting was held. Raises
    Refused: not_found, comment_resolved, comment_upheld (its author has reacted), disagreement_closed,
    disagreement_underway, answer_final (sign-off has begun), reasons_required, wrong_phase (referred when approved).
    """
    remark = _remark(story)
    if remark.state in ("resolved", "withdrawn"):
        raise Refused("comment_resolved")
    if remark.state == "upheld":
        raise Refused("comment_upheld")
    _require_liftable(over(story.state, remark.id))
    before = remark.state if remark.state in ANSWERS else None
    if before and (story.state.phase in AFTER_REVIEW or remark.cycle != story.state.cycle):
        raise Refused("answer_final")
    if command.answer in WITH_GROUNDS and command.note is None:
        raise Refused("reasons_required")
    told = {
        "author_id": remark.person_id if remark.person_id != story.facts.actor_id else "",
        "before": before,
        "uphold_until": None if remark.unheard else term_of(story.state, story.facts, command.answer, remark.person_id),
    }
    story.tell(CommentAnswered.model_validate(command.model_dump(exclude={"type", "disagreement_id"}) | told))
    if command.answer == "referred":
        refer(story, command.disagreement_id)
    else:
        lift(story)
    _let_go(story)


def resolve(story: Story, command: ResolveComment) -> None:
    """The author is content, which lifts a disagreement.

    Raises Refused: not_found, comment_resolved, comment_unanswered, disagreement_closed (it has its outcome).
    """
    remark = _remark(story)
    if remark.state == "open":
        raise Refused("comment_unanswered")
    if remark.state in ("resolved", "withdrawn"):
        raise Refused("comment_resolved")
    known = over(story.state, remark.id)
    if known is not None and known.outcome is not None:
        raise Refused("disagreement_closed")
    story.tell(CommentResolved(comment_id=command.comment_id))
    lift(story)
    if is_signed_and_open(story.state):
        story.settle()


def withdraw(story: Story, command: WithdrawComment) -> None:
    """The author takes an unanswered remark back, which may end its round.

    Raises Refused: not_found, comment_answered.
    """
    if _remark(story).state != "open":
        raise Refused("comment_answered")
    story.tell(CommentWithdrawn(comment_id=command.comment_id))
    _let_go(story)


def _require_liftable(known: Disagreement | None) -> None:
    """Raises Refused where no answer may lift it: it has its outcome, leadership has it, or its meeting was held."""
    if known is None:
        return
    if known.outcome is not None:
        raise Refused("disagreement_closed")
    if known.met or known.decider_id is not None:
        raise Refused("disagreement_underway")


def _let_go(story: Story) -> None:
    """End a phase that waits for answers; one that waits for verdicts or signatures goes on waiting for them."""
    if story.state.held_by is not None or is_signed_and_open(story.state):
        story.settle()


def _remark(story: Story) -> Remark:
    if story.facts.remark is None:
        raise Refused("not_found")
    return story.facts.remark


DECISIONS: Mapping[str, Any] = {"answer_comment": answer, "resolve_comment": resolve, "withdraw_comment": withdraw}
"""What each command about a remark comes to."""
