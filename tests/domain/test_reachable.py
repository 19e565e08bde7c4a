from typing import Any

import pytest

from domain.reachable import check_votable
from schemas.policy import VotingRule
from schemas.problems import Refused
from schemas.section import Elector
from tests.domain.test_ballot import MAJORITY, PER_BODY, TWO, TWO_THIRDS, UNANIMITY, ballot, heavy

THREE: dict[str, Any] = {"kind": "at_least", "count": 3}
BY_ORGANISATION: dict[str, Any] = {"voice": "organisation"}


def electors(text: str) -> tuple[Elector, ...]:
    return ballot(text).electors


@pytest.mark.parametrize(
    ("rule", "text", "needed", "available"),
    [
        (MAJORITY, "", 1, 0),
        (THREE, ". .", 3, 2),
        (MAJORITY | {"minimum": 3}, ". .", 3, 2),
        (TWO | BY_ORGANISATION, ".@A .@A .@A", 2, 1),
        (MAJORITY | BY_ORGANISATION | {"minimum": 2}, ".@A .@A", 2, 1),
        (TWO | PER_BODY, "./A ./A ./B", 2, 1),
        (TWO | PER_BODY, "./A ./A .", 2, 1),
        (THREE | BY_ORGANISATION | heavy(A=2), ".@A .@A", 3, 2),
        (MAJORITY | heavy(v1=9) | {"minimum": 2}, ".", 2, 1),
    ],
)
def test_rule_that_not_even_agreement_of_all_would_meet_is_refused(
    rule: dict[str, Any], text: str, needed: int, available: int
) -> None:
    with pytest.raises(Refused) as refused:
        check_votable(VotingRule.model_validate(rule), electors(text))
    assert refused.value.code == "policy_unreachable"
    assert refused.value.facts == {"rule": "vote", "needed": needed, "available": available}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (UNANIMITY, "."),
        (TWO_THIRDS, "."),
        (MAJORITY | {"base": "list", "abstentions": "in_base"}, ". ."),
        (THREE, ". . ."),
        (THREE | heavy(v2=2), ". ."),
        (TWO | BY_ORGANISATION, ".@A .@A ."),
        (TWO | PER_BODY, "./A,B ./A ./B"),
    ],
)
def test_rule_that_agreement_of_all_meets_is_taken(rule: dict[str, Any], text: str) -> None:
    check_votable(VotingRule.model_validate(rule), electors(text))
