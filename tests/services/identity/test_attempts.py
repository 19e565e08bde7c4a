"""Failed attempts: counted per account and address, forgotten in time, never against a victim elsewhere."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas.problems import Refused
from services.identity.attempts import PER_ACCOUNT_AND_ADDRESS, PER_ADDRESS, Attempts, network

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HERE, ELSEWHERE = "198.51.100.1", "203.0.113.7"


def waits(attempts: Attempts, account: str, address: str, now: datetime = NOW) -> int:
    """How long the attempt has to wait, in seconds; 0 if it was let through."""
    try:
        attempts.begin(account, address, now)
    except Refused as refused:
        return int(str(refused.facts["retry_after"]))
    return 0


def test_failures_of_an_attacker_do_not_lock_the_victim_out_elsewhere() -> None:
    attempts = Attempts()
    tried = [waits(attempts, "anna", HERE) for _ in range(PER_ACCOUNT_AND_ADDRESS + 5)]
    assert tried == [0] * PER_ACCOUNT_AND_ADDRESS + [900] * 5
    assert waits(attempts, "anna", ELSEWHERE) == 0
    assert waits(attempts, "boris", HERE) == 0


def test_address_that_tries_many_accounts_waits() -> None:
    attempts = Attempts()
    tried = [waits(attempts, f"account {number}", HERE) for number in range(PER_ADDRESS + 1)]
    assert tried == [0] * PER_ADDRESS + [900]
    assert waits(attempts, "account 0", ELSEWHERE) == 0


def test_wait_ends_when_the_oldest_failure_is_a_quarter_of_an_hour_old() -> None:
    attempts = Attempts()
    for minute in range(PER_ACCOUNT_AND_ADDRESS):
        attempts.begin("anna", HERE, NOW + timedelta(minutes=minute))
    assert waits(attempts, "anna", HERE, NOW + timedelta(minutes=14)) == 60
    assert waits(attempts, "anna", HERE, NOW + timedelta(minutes=15)) == 0
    assert waits(attempts, "anna", HERE, NOW + timedelta(minutes=15)) == 60


def test_success_takes_one_attempt_back_from_the_address() -> None:
    attempts = Attempts()
    for _ in range(PER_ADDRESS * 2):
        attempts.begin("anna", HERE, NOW)
        attempts.succeeded("anna", HERE, NOW)
    assert waits(attempts, "anna", HERE) == 0


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("198.51.100.1", "198.51.100.1"),
        ("::ffff:198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("testclient", "testclient"),
    ],
)
def test_network_is_what_one_customer_holds(address: str, place: str) -> None:
    assert network(address) == place
