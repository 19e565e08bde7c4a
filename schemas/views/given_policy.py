"""Rules as somebody may send them: stricter than those that were recorded once, which stay readable for ever."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator

from schemas.policy import Policy, VotingRule


@cache
def _regions() -> frozenset[str]:
    """The IANA names that mean the same on every machine: no `localtime`, no copies of the database beside it."""
    return frozenset(name for name in available_timezones() if "/" in name) | {"UTC"}


def _in_a_region(policy: Policy) -> Policy:
    if policy.zone not in _regions():
        raise ValueError("give the zone by its IANA name, such as Europe/Moscow, or UTC")
    _weighed_once(policy.vote)
    return policy


def _weighed_once(rule: VotingRule) -> VotingRule:
    if len({one.of for one in rule.weights}) != len(rule.weights):
        raise ValueError("name each person or organisation once in weights")
    return rule


GivenVote = Annotated[VotingRule, AfterValidator(_weighed_once)]
"""A voting rule that names nobody twice."""
GivenPolicy = Annotated[Policy, AfterValidator(_in_a_region)]
"""Rules in a zone of the IANA database that name nobody twice."""
