"""Passwords: which are accepted, and how they are hashed."""

import base64
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

from argon2.low_level import Type, hash_secret_raw
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from schemas.act import Act
from schemas.problems import Refused

SHORTEST = 10
_AT_ONCE = 2
_MAY_WAIT = 8
_LANES = 4
_FEWEST_CHARACTERS = 5
"""A password of fewer different characters than this is a pattern."""

_COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split())


class Passwords:
    """Argon2id hashing, two at a time; whoever would have to wait behind too many is turned away.

    `memory` is in KiB; the defaults are those that the library recommends (RFC 9106, low-memory profile).
    """

    def __init__(self, *, rounds: int = 3, memory: int = 65536) -> None:
        self._rounds = rounds
        self._memory = memory
        self._argon2 = PasswordHash((Argon2Hasher(time_cost=rounds, memory_cost=memory, parallelism=_LANES),))
        self._slots = BoundedSemaphore(_AT_ONCE)
        self._doors = BoundedSemaphore(_AT_ONCE + _MAY_WAIT)
        self._nobodys = _hash_of_nothing(rounds, memory)

    def hash(self, password: str) -> str:
        """The hash to keep. Raises Refused("too_busy")."""
        with self._slot():
            return self._argon2.hash(password)

    def verify(self, password: str, kept: str | None) -> bool:
        """Whether `password` has the hash `kept`; takes as long when there is none. Raises Refused("too_busy")."""
        with self._slot():
            return self._argon2.verify(password, kept or self._nobodys) and kept is not None

    def seal(self, act: Act) -> Act:
        """The act with a slow hash of its body, for bodies that hold a password.

        A fast one beside the installation's secret would let a thief of the database try passwords by it.
        """
        with self._slot():
            slow = hash_secret_raw(
                act.body_hash.encode(), act.id.encode(), self._rounds, self._memory, _LANES, 32, Type.ID
            )
        return act.model_copy(update={"body_hash": slow.hex()})

    @contextmanager
    def _slot(self) -> Iterator[None]:
        # Waiting threads are the API's own: without this a crowd at the sign-in would stop every other request.
        if not self._doors.acquire(blocking=False):
            raise Refused("too_busy")
        try:
            with self._slots:
                yield
        finally:
            self._doors.release()


def _hash_of_nothing(rounds: int, memory: int) -> str:
    """A hash that no known password has, of the usual cost to verify; composed, as making one costs as much."""
    salt, digest = (base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={memory},t={rounds},p={_LANES}${salt}${digest}"


def check_password(password: str, email: str) -> None:
    """Refuse a password that is easily guessed: Refused with `password_too_short` or `password_too_common`."""
    if len(password) < SHORTEST:
        raise Refused("password_too_short", shortest=SHORTEST)
    plain = password.lower()
    if plain in _COMMON or len(set(plain)) < _FEWEST_CHARACTERS or plain in (email, email.partition("@")[0]):
        raise Refused("password_too_common")


def random_password() -> str:
    """A password of 120 random bits, to be given to a person once."""
    return secrets.token_urlsafe(15)


def token_hash(token: str) -> str:
    """What is kept of a token: its SHA-256. Tokens are random, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
