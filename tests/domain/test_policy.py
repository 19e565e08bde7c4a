from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.policy import check, check_limit
from schemas.policy import DEFAULT_POLICY, Limit, Policy
from schemas.problems import PROBLEMS, Refused

PASSING: dict[str, Any] = {"after": {"days": 1}, "tell": ["coordinator"], "outcome": "pass_to_deputy"}
EXTENDING: dict[str, Any] = {"after": {"days": 1}, "outcome": "extend", "by": {"days": 3}}
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def changed(phase: str, **rule: Any) -> Policy:
    data = DEFAULT_POLICY.model_dump()
    data[phase] |= rule
    return Policy.model_validate(data)


def test_default_policy_can_be_lived_by_with_one_voter_and_one_signer() -> None:
    check(DEFAULT_POLICY, voters=1, signers=1, now=NOW)


@pytest.mark.parametrize(
    ("policy", "voters", "signers", "code"),
    [
        (DEFAULT_POLICY, 0, 1, "policy_unreachable"),
        (DEFAULT_POLICY, 1, 0, "policy_unreachable"),
        (changed("vote", kind="at_least", count=3), 2, 1, "policy_unreachable"),
        (changed("vote", minimum=3), 2, 1, "policy_unreachable"),
        (changed("sign", needed=2), 1, 1, "policy_unreachable"),
        (changed("drafting", limit={"working_days": 0}), 1, 1, "limit_is_zero"),
        (changed("sign_off", limit={"duration": "PT0S"}), 1, 1, "limit_is_zero"),
        (changed("review", limit={"at": NOW}), 1, 1, "deadline_in_past"),
        (changed("review", ladder=[]), 1, 1, "ladder_without_end"),
        (changed("review", ladder=[{"after": {"days": 1}, "tell": ["owner"]}]), 1, 1, "ladder_without_end"),
        (
            changed("drafting", ladder=[{"after": {"days": 1}, "outcome": "send_back"}]),
            1,
            1,
            "ladder_outcome_misplaced",
        ),
        (
            changed("review", ladder=[{"after": {"days": 1}, "outcome": "send_back"}, {"after": {"days": 2}}]),
            1,
            1,
            "ladder_outcome_misplaced",
        ),
        (changed("review", reminders=[]), 1, 1, "silence_without_reminder"),
        (changed("review", ladder=[PASSING]), 1, 1, "ladder_outcome_misplaced"),
        (changed("review", ladder=[EXTENDING]), 1, 1, "ladder_outcome_misplaced"),
        (changed("sign_off", ladder=[EXTENDING | {"by": {"days": 0}}]), 1, 1, "limit_is_zero"),
    ],
)
def test_policy_that_cannot_be_met_is_refused(policy: Policy, voters: int, signers: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check(policy, voters, signers, NOW)
    assert refused.value.code == code
    for sentence in (PROBLEMS[code].ru, PROBLEMS[code].en):
        assert "{" not in sentence.format(**refused.value.facts)


@pytest.mark.parametrize("phase", ["drafting", "review", "sign_off"])
@pytest.mark.parametrize("step", ["passing", "extending"])
def test_duties_pass_on_and_deadlines_move_in_every_phase_before_its_end(phase: str, step: str) -> None:
    ladder = [{"passing": PASSING, "extending": EXTENDING}[step], {"after": {"days": 5}, "tell": ["coordinator"]}]
    check(changed(phase, ladder=ladder), voters=1, signers=1, now=NOW)


def test_three_of_three_is_reachable() -> None:
    check(changed("vote", kind="at_least", count=3), voters=3, signers=1, now=NOW)


def test_review_that_ends_with_the_coordinator_needs_no_outcome() -> None:
    ladder = [{"after": {"days": 1}, "tell": ["coordinator"]}]
    check(changed("review", ladder=ladder, reminders=[]), voters=1, signers=1, now=NOW)


def test_instant_ahead_is_a_limit() -> None:
    check_limit(Limit(at=NOW + timedelta(seconds=1)), NOW)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"days": 1, "working_days": 1},
        {"days": -1},
        {"duration": "-PT1S"},
        {"working_days": 100_000},
        {"at": "2027-05-03T18:00:00"},
        {"at": "9999-12-31T00:00:00Z"},
    ],
)
def test_limit_that_is_not_one_clear_stretch_is_invalid(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Limit.model_validate(said)


def test_limit_reads_an_instant_with_its_offset_and_an_iso_duration() -> None:
    assert Limit.model_validate({"at": "2027-05-03T18:00:00+03:00"}).at == datetime(2027, 5, 3, 15, tzinfo=UTC)
    assert Limit.model_validate({"duration": "PT10S"}).duration == timedelta(seconds=10)


@pytest.mark.parametrize(
    ("phase", "rule"),
    [
        ("vote", {"kind": "at_least", "count": None}),
        ("vote", {"kind": "majority", "count": 2}),
        ("review", {"reminders": [{"at": "2027-05-03T18:00:00+03:00"}]}),
        ("review", {"ladder": [{"after": {"at": "2027-05-03T18:00:00+03:00"}}]}),
        ("review", {"ladder": [{"after": {"days": 1}, "tell": ["everybody"]}]}),
    ],
)
def test_policy_of_the_wrong_form_is_invalid(phase: str, rule: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        changed(phase, **rule)


@pytest.mark.parametrize("zone", ["Moscow", "Europe/Nowhere", "../etc/passwd", ""])
def test_policy_with_an_unknown_zone_is_invalid(zone: str) -> None:
    with pytest.raises(ValidationError):
        Policy.model_validate(DEFAULT_POLICY.model_dump() | {"zone": zone})


def test_policy_survives_json_and_fields_of_another_release() -> None:
    data = DEFAULT_POLICY.model_dump(mode="json")
    assert Policy.model_validate(data | {"invented_later": 1}) == DEFAULT_POLICY
