"""A count in sentences: the rule, how many voices say what, and what is missing."""

from collections.abc import Iterator

from domain.explanation.speaker import Speaker
from domain.preview.voting import rule_in_words
from schemas.explanation import Explanation
from schemas.policy import VotingRule
from schemas.tally import BodyTally, Stance, Tally

SIDES: tuple[Stance, ...] = ("in_favour", "against", "abstained", "silent")


def counting(speaker: Speaker, facts: Explanation) -> Iterator[str]:
    """What the rule asks for, what has been said, and what is missing or who decides instead; in a review only."""
    rule, tally = facts.rule, facts.tally
    if rule is None or tally is None:
        return
    yield from rule_in_words(rule, speaker.known, speaker.language, silence_agrees=facts.silence_agrees)
    yield _counts(speaker, rule, tally)
    if rule.voice == "organisation":
        yield speaker.tongue.organisations.format(sides="; ".join(_sides(speaker, tally)))
    if rule.per_body:
        for body in tally.bodies:
            yield _body(speaker, body)
    yield _missing(speaker, rule, tally)


def _counts(speaker: Speaker, rule: VotingRule, tally: Tally) -> str:
    tongue = speaker.tongue
    counted = tongue.counted[rule.voice]
    if rule.weights:
        counted = tongue.counted_with_weight.format(counted=counted)
    return tongue.counts.format(counted=counted, **_numbers(speaker, tally))


def _numbers(speaker: Speaker, tally: Tally | BodyTally) -> dict[str, str]:
    tacit = speaker.tongue.tacit.format(tacit=tally.tacit) if tally.tacit else ""
    return {"tacit": tacit} | {side: str(getattr(tally, side)) for side in SIDES}


def _sides(speaker: Speaker, tally: Tally) -> Iterator[str]:
    for side in SIDES:
        who = [voice.of for voice in tally.voices if voice.stance == side]
        if who:
            yield speaker.tongue.sides[side].format(who=speaker.names(*who))


def _body(speaker: Speaker, body: BodyTally) -> str:
    tongue = speaker.tongue
    missing = speaker.number(body.missing, tongue.votes)
    return tongue.body.format(
        body=speaker.names(body.body_id) if body.body_id else tongue.outside_bodies,
        so=tongue.in_body[body.obstacle or body.status].format(missing=missing),
        **_numbers(speaker, body),
    )


def _missing(speaker: Speaker, rule: VotingRule, tally: Tally) -> str:
    """One sentence: the rule is met, can't be met, or what it wants still."""
    tongue = speaker.tongue
    if tally.status in ("met", "against"):
        return tongue.missing[tally.status]
    missing = speaker.number(tally.missing_in_favour, tongue.votes)
    if not tally.silent_persons and tally.obstacle:
        return tongue.obstacles[tally.obstacle]
    if tally.obstacle == "too_few":
        return tongue.obstacles["too_few"]
    if tally.missing_votes and tally.missing_votes >= tally.missing_in_favour:
        return tongue.missing["minimum"].format(missing_votes=speaker.number(tally.missing_votes, tongue.votes))
    sure = not rule.per_body and rule.voice == "person" and tally.missing_in_favour < tally.silent
    return tongue.missing["surely" if sure else "in_favour"].format(missing=missing)
