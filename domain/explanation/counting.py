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
    yield from _missing(speaker, rule, tally)


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


def _missing(speaker: Speaker, rule: VotingRule, tally: Tally) -> Iterator[str]:
    """That the rule is met, can't be met, or what is enough for it; within bodies each says that for itself.

    Who is silent may yet abstain, which can make less suffice: so it is told what is enough, not what is wanting.
    """
    tongue = speaker.tongue
    few = speaker.number(tally.missing_votes, tongue.votes)
    if tally.status in ("met", "against"):
        yield tongue.missing[tally.status]
    elif any(body.obstacle == "too_few" for body in tally.bodies):
        yield tongue.obstacles["too_few"]
    elif not tally.silent_persons and tally.obstacle:
        yield tongue.obstacles[tally.obstacle]
    elif tally.missing_votes > sum(voice.stance == "silent" for voice in tally.voices):
        yield tongue.missing["out_of_reach"]
    elif any(body.status == "against" for body in tally.bodies):
        yield tongue.missing["against_below_minimum"].format(missing_votes=few)
    elif _too_few_spoke(rule, tally):
        yield tongue.missing["minimum"].format(missing_votes=few)
    elif not rule.per_body:
        sure = rule.voice == "person" and tally.missing_in_favour < tally.silent
        missing = speaker.number(tally.missing_in_favour, tongue.votes)
        yield tongue.missing["surely" if sure else "in_favour"].format(missing=missing)


def _too_few_spoke(rule: VotingRule, tally: Tally) -> bool:
    """Whether the minimum is what is wanting: weights and sums over bodies do not tell how many voices that is."""
    if rule.minimum > 1 and (rule.weights or rule.per_body):
        return tally.missing_votes > 0
    return tally.missing_votes > 0 and not rule.per_body and tally.missing_votes >= tally.missing_in_favour
