"""The term in which authors may uphold their answered remarks before the text is approved."""

from datetime import datetime
from typing import Any

from domain.schedule import due
from domain.section.disputed import open_in
from domain.section.electorate import enough_signed
from domain.section.facts import Facts
from schemas.deadline import Alarm, Deadline
from schemas.disagreement_events import DisagreementOpened
from schemas.remark_events import CommentAnswered, CommentResolved
from schemas.remarks import Answer
from schemas.section import Phase, SectionState, Term
from schemas.section_events import PhaseOpened

TERM = "term"
"""The id of the alarm at which the last term ends."""

CONTENTABLE: tuple[Answer, ...] = ("accepted_in_part", "declined", "noted")
"""The answers that their author may not be content with; a referred remark is disputed as it is."""


def term_of(state: SectionState, facts: Facts, answer: Answer, author: str) -> Deadline | None:
    """Until when the author may uphold a remark that is answered so now; None where the rules give no term.

    Nobody needs one against their own answer.
    """
    limit = state.policy.uphold_within
    if limit is None or answer not in CONTENTABLE or author == facts.actor_id:
        return None
    return due(limit, facts.now, state.policy.zone, facts.calendar)


def running(state: SectionState, now: datetime) -> tuple[Term, ...]:
    """The terms that have not ended."""
    return tuple(term for term in state.terms if term.until.at > now)


def is_signed_and_open(state: SectionState) -> bool:
    """Whether a section has all its signatures and no disagreement, and so waits for terms to end, if for anything."""
    return state.phase == Phase.SIGN_OFF and enough_signed(state) and not open_in(state)


def term_alarm(state: SectionState) -> Alarm | None:
    """When the last of the terms ends for which alone the section waits; answers that it waits for come before."""
    if not state.terms or state.held_by is not None or not is_signed_and_open(state):
        return None
    return Alarm(id=TERM, what="term", at=max(term.until.at for term in state.terms))


def terms_after(terms: tuple[Term, ...], event: Any) -> tuple[Term, ...]:
    """The terms after an event: answers begin them or do away with them, contentment and disagreements end them.

    Those that have ended when a phase opens are forgotten.
    """
    if isinstance(event, PhaseOpened):
        return tuple(term for term in terms if term.until.at > event.opened_at)
    if not isinstance(event, CommentAnswered | CommentResolved | DisagreementOpened):
        return terms
    left = tuple(term for term in terms if term.comment_id != event.comment_id)
    if isinstance(event, CommentAnswered) and event.uphold_until is not None:
        begun = Term(comment_id=event.comment_id, author_id=event.author_id, until=event.uphold_until)
        return (*left, begun)
    return left
