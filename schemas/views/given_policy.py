"""Rules as somebody may send them: stricter than those that were recorded once, which stay readable for ever."""

from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator

from schemas.frozen import Frozen
from schemas.policy import Limit, PhaseRule, Policy, VotingRule
from schemas.rehearsal import Behaviours


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


def _asking_for_answers(sent: Any) -> Any:
    """Remarks are to be answered unless the rules say that they need not be."""
    return {"answers": "required", **sent} if isinstance(sent, dict) else sent


def _known(shape: type[Frozen]) -> BeforeValidator:
    """Refuse fields that the shape does not have: a misspelt one would be left out in silence."""

    def check(sent: Any) -> Any:
        return shape.model_validate(sent, extra="forbid") if isinstance(sent, dict) else sent

    return BeforeValidator(check)


GivenBehaviours = Annotated[Behaviours, _known(Behaviours)]
"""How people are supposed to act, without unknown fields."""
GivenLimit = Annotated[Limit, _known(Limit)]
"""A limit without unknown fields."""
GivenRule = Annotated[PhaseRule, _known(PhaseRule)]
"""The rule of a phase without unknown fields."""
GivenVote = Annotated[VotingRule, _known(VotingRule), AfterValidator(_weighed_once)]
"""A voting rule without unknown fields that names nobody twice."""
GivenPolicy = Annotated[Policy, _known(Policy), BeforeValidator(_asking_for_answers), AfterValidator(_in_a_region)]
"""Rules in a zone of the IANA database without unknown fields that name nobody twice."""
