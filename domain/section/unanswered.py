"""What is unanswered after an event; where rules ask for answers, that holds a round back from sign-off."""

from collections.abc import Collection
from typing import Any

from schemas.policy import Policy
from schemas.remark_events import CommentAnswered, CommentWithdrawn
from schemas.remarks import Unanswered
from schemas.section import SectionState, Verdict
from schemas.section_events import VerdictGiven, VerdictTakenBack

REMARKING = (Verdict.AGREE_WITH_REMARKS, Verdict.DISAGREE)
"""The verdicts whose note is a remark."""


def left_by(unanswered: tuple[Unanswered, ...], event: Any) -> tuple[Unanswered, ...]:
    """The remarks without an answer after `event`, given those before it."""
    match event:
        case CommentAnswered() | CommentWithdrawn():
            return tuple(one for one in unanswered if one.id != event.comment_id)
        case VerdictTakenBack():
            return tuple(one for one in unanswered if one.id not in event.supersedes)
        case VerdictGiven():
            left = tuple(one for one in unanswered if one.id not in event.supersedes)
            by = {"person_id": event.deputy_id or event.person_id, "revision_id": event.revision_id}
            official = (Unanswered(id=one, official=True, **by) for one in event.official)
            noted = () if event.remark_id is None else (Unanswered(id=event.remark_id, of_verdict=True, **by),)
            return (*left, *noted, *official)
    return unanswered


def superseded(state: SectionState, unanswered: tuple[Unanswered, ...], author: str) -> tuple[str, ...]:
    """The author's unanswered remarks that came with an earlier verdict on the head: a new verdict replaces them."""
    head = state.head.revision_id if state.head else None
    return tuple(one.id for one in unanswered if one.of_verdict and (one.person_id, one.revision_id) == (author, head))


def carried_by(state: SectionState, unanswered: tuple[Unanswered, ...], authors: Collection[str]) -> tuple[str, ...]:
    """What these people's word on the head carries and nobody answered: its note, and what is official by it."""
    head = state.head.revision_id if state.head else None
    carried = (one for one in unanswered if (one.of_verdict or one.official) and one.revision_id == head)
    return tuple(one.id for one in carried if one.person_id in authors)


def holds_back(policy: Policy, unanswered: tuple[Unanswered, ...]) -> bool:
    """Whether nothing may go to sign-off for want of answers."""
    return policy.answers == "required" and bool(unanswered)
