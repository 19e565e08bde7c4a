"""The voting rule and the signing rule in sentences."""

from collections.abc import Mapping

from domain.preview import voting_english, voting_russian
from domain.preview.quantities import limit_in_words
from schemas.language import Language
from schemas.policy import Policy, SignRule, VotingRule


def voting_in_words(policy: Policy, names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """What carries a revision, sentence by sentence; `names` are those of people and organisations by their ids."""
    words = voting_russian if language == "ru" else voting_english
    silence_agrees = any(step.outcome == "count_silence" for step in policy.review.ladder)
    rule = rule_in_words(policy.vote, names, language, silence_agrees=silence_agrees)
    return (*rule, words.LEAVING, *_between_rounds(policy, language))


def _between_rounds(policy: Policy, language: Language) -> tuple[str, ...]:
    """Which verdicts outlive a new revision, and who sees others' before giving their own, where the rules say so."""
    words = voting_russian if language == "ru" else voting_english
    told = []
    if policy.carry_over is not None:
        share, kind = policy.carry_over.wording_limit, policy.carry_over.up_to
        numbers = {"numerator": share.numerator, "denominator": share.denominator} if share else {}
        told.append(words.CARRY_OVER.format(change=words.CHANGES[kind].format(**numbers)))
    return (*told, words.OWN_FIRST) if policy.opinions == "own_first" else tuple(told)


def rule_in_words(
    rule: VotingRule, names: Mapping[str, str], language: Language, *, silence_agrees: bool
) -> tuple[str, ...]:
    """The voting rule alone, where silence counts for agreement in the end or does not."""
    words = voting_russian if language == "ru" else voting_english
    weights = ", ".join(f"{names.get(one.of, one.of)} — {one.weight}" for one in rule.weights)
    return (words.carried(rule), *words.counted(rule, silence_agrees), *words.voices(rule, weights))


def signing_in_words(rule: SignRule, signers: int | None, language: Language) -> tuple[str, ...]:
    """How many of the signers sign, and in which order; without a number of them only what the rule says."""
    words = voting_russian if language == "ru" else voting_english
    said = words.signatures(rule, signers or None)
    return (said,) if signers == 1 else (said, words.ORDERS[rule.order])


def upholding_in_words(policy: Policy, language: Language) -> tuple[str, ...]:
    """How long the author of an answered remark may uphold it, where the rules give a term."""
    if policy.uphold_within is None:
        return ()
    words = voting_russian if language == "ru" else voting_english
    return (words.UPHOLDING.format(limit=limit_in_words(policy.uphold_within, language)),)
