"""The voting rule and the signing rule in sentences."""

from collections.abc import Mapping

from domain.preview import voting_english, voting_russian
from schemas.language import Language
from schemas.policy import Policy, SignRule, VotingRule


def voting_in_words(policy: Policy, names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """What carries a revision, sentence by sentence; `names` are those of people and organisations by their ids."""
    words = voting_russian if language == "ru" else voting_english
    silence_agrees = any(step.outcome == "count_silence" for step in policy.review.ladder)
    return (*rule_in_words(policy.vote, names, language, silence_agrees=silence_agrees), words.LEAVING)


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
