"""Which verdicts on earlier revisions count for a new one too, and why the others are outdated."""

from collections.abc import Iterable

from domain.section.deputies import principal_of
from schemas.policy import CarryOver, Share
from schemas.section import EarlierVerdict, SectionState, Vote, Why
from schemas.section_commands import ChangeSince

KINDS = ("identical", "whitespace", "typography", "wording")
"""The kinds of change that a verdict may outlive, the slightest first; of substance it never does."""


def earlier_verdicts(state: SectionState, voters: tuple[str, ...]) -> tuple[EarlierVerdict, ...]:
    """The last verdict of each voter, with the revision it was given on, in the voters' order.

    Silence that was counted is no verdict: whoever was silent is asked anew.
    """
    last = {one.person_id: one for one in state.outdated}
    if state.head is not None:
        last |= {vote.person_id: _as_given(vote, state.head.revision_id) for vote in state.votes if not vote.tacit}
    return tuple(last[voter] for voter in voters if voter in last)


def carry(
    rule: CarryOver | None, verdicts: Iterable[EarlierVerdict], since: Iterable[ChangeSince]
) -> tuple[tuple[EarlierVerdict, ...], tuple[EarlierVerdict, ...]]:
    """The verdicts that carry over to the new revision, and those that are outdated, each with why.

    Every verdict is held against the whole change since the very revision that it was given on, so that many small
    changes never add up unseen.
    """
    compared = {one.revision_id: one for one in since}
    found = [_seen_now(rule, verdict, compared.get(verdict.judged_id)) for verdict in verdicts]
    return tuple(one for one in found if not one.why), tuple(one for one in found if one.why)


def counted(verdict: EarlierVerdict) -> Vote:
    """The vote that a verdict which carried over is in the new round."""
    return Vote(
        person_id=verdict.person_id,
        verdict=verdict.verdict,
        deputy_id=verdict.deputy_id,
        judged_id=verdict.judged_id,
        letter_id=verdict.letter_id,
    )


def judged_by(state: SectionState, person: str) -> str | None:
    """The earlier revision that somebody's last verdict was given on, by themselves or their deputy, if it was."""
    seat = principal_of(state, person) or person
    judged = {one.person_id: one.judged_id for one in state.outdated}
    return ({vote.person_id: vote.judged_id for vote in state.votes} | judged).get(seat)


def _as_given(vote: Vote, head_id: str) -> EarlierVerdict:
    return EarlierVerdict(
        person_id=vote.person_id,
        verdict=vote.verdict,
        judged_id=vote.judged_id or head_id,
        deputy_id=vote.deputy_id,
        letter_id=vote.letter_id,
    )


_SEEN = {"change", "changed_words", "words"}


def _seen_now(rule: CarryOver | None, verdict: EarlierVerdict, change: ChangeSince | None) -> EarlierVerdict:
    seen = {"change": "", "changed_words": 0, "words": 0} if change is None else change.model_dump(include=_SEEN)
    return verdict.model_copy(update={**seen, "why": _why_not(rule, verdict, change)})


def _why_not(rule: CarryOver | None, verdict: EarlierVerdict, change: ChangeSince | None) -> Why:
    """Why a verdict does not carry over; empty where it does."""
    if rule is None:
        return "policy"
    if change is None:
        return "not_compared"
    if change.change not in KINDS[: KINDS.index(rule.up_to) + 1]:
        return "change"
    if change.change == "wording" and not _within(rule.wording_limit, change):
        return "wording_limit"
    if {verdict.person_id, verdict.deputy_id} & set(change.commented):
        return "own_comment"
    return ""


def _within(limit: Share | None, change: ChangeSince) -> bool:
    return limit is not None and change.changed_words * limit.denominator <= limit.numerator * change.words
