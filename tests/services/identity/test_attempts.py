"""Failed attempts: counted per account and address in all processes, forgotten in time, never against a victim."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from schemas.problems import Refused
from services.identity.attempts import PER_ACCOUNT_AND_ADDRESS, PER_ADDRESS, WINDOW, Attempts, network
from storage.database import Database
from storage.tables import Attempt, metadata

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HERE, ELSEWHERE = "198.51.100.1", "203.0.113.7"
SECRET = b"of this installation"


@pytest.fixture
def attempts(database_url: str) -> Iterator[Attempts]:
    """On SQLite and on PostgreSQL."""
    database = Database(database_url)
    metadata.create_all(database.writer, [metadata.tables["attempts"]])
    yield Attempts(database, SECRET)
    database.close()


def waits(attempts: Attempts, account: str, address: str, now: datetime = NOW) -> int:
    """How long the attempt has to wait, in seconds; 0 if it was let through."""
    try:
        attempts.begin(account, address, now)
    except Refused as refused:
        return int(str(refused.facts["retry_after"]))
    return 0


def test_failures_of_an_attacker_do_not_lock_the_victim_out_elsewhere(attempts: Attempts) -> None:
    tried = [waits(attempts, "anna", HERE) for _ in range(PER_ACCOUNT_AND_ADDRESS + 5)]
    assert tried == [0] * PER_ACCOUNT_AND_ADDRESS + [900] * 5
    assert waits(attempts, "anna", ELSEWHERE) == 0
    assert waits(attempts, "boris", HERE) == 0


def test_address_that_tries_many_accounts_waits(attempts: Attempts) -> None:
    tried = [waits(attempts, f"account {number}", HERE) for number in range(PER_ADDRESS + 1)]
    assert tried == [0] * PER_ADDRESS + [900]
    assert waits(attempts, "account 0", ELSEWHERE) == 0


def test_wait_ends_when_the_oldest_failure_is_a_quarter_of_an_hour_old(attempts: Attempts) -> None:
    for minute in range(PER_ACCOUNT_AND_ADDRESS):
        attempts.begin("anna", HERE, NOW + timedelta(minutes=minute))
    assert waits(attempts, "anna", HERE, NOW + timedelta(minutes=14)) == 60
    assert waits(attempts, "anna", HERE, NOW + timedelta(minutes=15)) == 0
    assert waits(attempts, "anna", HERE, NOW + timedelta(minutes=15)) == 60


def test_success_takes_one_attempt_back_from_the_address(attempts: Attempts) -> None:
    for _ in range(PER_ADDRESS * 2):
        attempts.begin("anna", HERE, NOW)
        attempts.succeeded("anna", HERE, NOW)
    assert waits(attempts, "anna", HERE) == 0


def test_looking_counts_nothing(attempts: Attempts) -> None:
    for _ in range(PER_ADDRESS + 1):
        attempts.check("anna", HERE, NOW)
    assert kept(attempts) == []


def test_attempts_that_no_longer_count_are_swept(attempts: Attempts) -> None:
    for number in range(5):
        attempts.begin(f"account {number}", HERE, NOW)
    assert len(kept(attempts)) == 6
    attempts.begin("anna", ELSEWHERE, NOW + WINDOW)
    assert {row.last_at for row in kept(attempts)} == {NOW + WINDOW}


def test_neither_accounts_nor_addresses_are_kept(attempts: Attempts) -> None:
    attempts.begin("anna@example.org", HERE, NOW)
    assert not any(word in str(kept(attempts)) for word in ("anna", HERE))


def kept(attempts: Attempts) -> list[Attempt]:
    with attempts._database.read() as unit:
        return list(unit.exec(select(Attempt)))


PROGRAM = """
import sys
from datetime import datetime
from schemas.problems import Refused
from services.identity.attempts import Attempts
from storage.database import Database
url, secret, address, now, times, *accounts = sys.argv[1:]
attempts, through = Attempts(Database(url), secret.encode()), dict.fromkeys(accounts, 0)
print(flush=True)
sys.stdin.readline()
for account in accounts * int(times):
    try:
        attempts.begin(account, address, datetime.fromisoformat(now))
        through[account] += 1
    except Refused as refused:
        assert refused.code == "too_many_attempts", refused.code
print(*through.values())
"""


@pytest.mark.usefixtures("attempts")
def test_racing_processes_share_one_limit(database_url: str, count: Callable[..., None]) -> None:
    accounts, told = ["anna", "boris"], [database_url, SECRET.decode(), HERE, NOW.isoformat()]
    command = [sys.executable, "-c", PROGRAM, *told, str(PER_ACCOUNT_AND_ADDRESS), *accounts]
    racers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) for _ in range(2)
    ]
    for racer in racers:
        assert racer.stdout is not None
        racer.stdout.readline()  # it is ready
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
    through = [[int(word) for word in racer.communicate()[0].split()] for racer in racers]
    assert [sum(one) for one in zip(*through, strict=True)] == [PER_ACCOUNT_AND_ADDRESS] * 2
    count("attempts raced", 4 * PER_ACCOUNT_AND_ADDRESS)


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
