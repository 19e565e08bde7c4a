"""Passwords: which are taken, and how they are hashed."""

import threading
import time

import pytest

from schemas.act import Act
from schemas.problems import Refused
from services.identity.passwords import Passwords, check_password, random_password

CHEAP = Passwords(rounds=1, memory=64)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_too_short"),
        ("девять зн", "password_too_short"),
        ("десять зна", None),
        ("1234567890", "password_too_common"),
        ("Password123", "password_too_common"),
        ("basketball", "password_too_common"),
        ("1q2w3e4r5t", "password_too_common"),
        ("ПАРОЛЬ12345", "password_too_common"),
        ("абабабабабаб", "password_too_common"),
        ("anna.petrova@example.org", "password_too_common"),
        ("Anna.Petrova", "password_too_common"),
        ("утро вечера мудренее", None),
        ("слово " * 100, None),
    ],
)
def test_password_is_taken_or_refused_with_its_code(password: str, code: str | None) -> None:
    try:
        check_password(password, "anna.petrova@example.org")
        refused = None
    except Refused as refusal:
        refused = refusal.code
    assert refused == code


def test_random_password_is_taken_and_never_the_same() -> None:
    made = {random_password() for _ in range(100)}
    assert len(made) == 100
    for password in made:
        check_password(password, "anna@example.org")


def test_hash_is_argon2id_and_verifies_its_password_only() -> None:
    kept = CHEAP.hash("утро вечера мудренее")
    assert kept.startswith("$argon2id$")
    assert CHEAP.verify("утро вечера мудренее", kept)
    assert not CHEAP.verify("утро вечера мудренеe", kept)
    assert not CHEAP.verify("утро вечера мудренее", None)


def test_unknown_account_takes_as_long_as_a_wrong_password() -> None:
    passwords = Passwords(rounds=2, memory=16384)
    kept = passwords.hash("утро вечера мудренее")

    def seconds(known: str | None) -> float:
        start = time.process_time()
        passwords.verify("не тот пароль", known)
        return time.process_time() - start

    wrong, unknown = (min(seconds(known) for _ in range(5)) for known in (kept, None))
    assert 0.5 < unknown / wrong < 2


def test_sealed_act_is_the_same_for_the_same_body_only() -> None:
    act = Act(id="a" * 64, body_hash="b" * 64)
    other_body, other_act = act.model_copy(update={"body_hash": "c" * 64}), act.model_copy(update={"id": "d" * 64})
    assert CHEAP.seal(act) == CHEAP.seal(act)
    assert CHEAP.seal(act).id == act.id
    hashes = {CHEAP.seal(one).body_hash for one in (act, other_body, other_act)} | {act.body_hash}
    assert len(hashes) == 4


def test_crowd_is_turned_away_and_not_queued() -> None:
    passwords = Passwords(rounds=4, memory=65536)
    answers: list[str] = []
    together = threading.Barrier(30)

    def arrive() -> None:
        together.wait()
        try:
            passwords.verify("не тот пароль", None)
            answers.append("looked at")
        except Refused as refused:
            answers.append(refused.code)

    crowd = [threading.Thread(target=arrive) for _ in range(30)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert set(answers) == {"looked at", "too_busy"}
    assert answers.count("looked at") >= 10
    assert not passwords.verify("не тот пароль", None)
