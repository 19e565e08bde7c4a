"""What the tests of both object stores call, and how they judge a store that fails."""

import time
from collections.abc import Callable

import pytest

from schemas.canonical import sha256_hex
from schemas.problems import PROBLEMS, Refused
from storage.objects import ObjectStore

ABSENT = sha256_hex(b"never kept")
SECONDS_TO_ANSWER = 10

CALLS: dict[str, Callable[[ObjectStore], object]] = {
    "put": lambda store: store.put("Раздел 1".encode()),
    "get": lambda store: store.get(ABSENT),
    "has": lambda store: store.has(ABSENT),
    "addresses": lambda store: list(store.addresses()),
    "delete": lambda store: store.delete(ABSENT),
    "tenants": lambda store: store.tenants(),
}


def refusal(call: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        call()
    problem = PROBLEMS[refused.value.code]
    assert problem.ru.format(**refused.value.facts) != problem.en.format(**refused.value.facts)
    return refused.value.code, refused.value.facts


def assert_unavailable_in_time(call: Callable[[], object]) -> None:
    started = time.monotonic()
    assert refusal(call) == ("object_store_unavailable", {})
    assert time.monotonic() - started < SECONDS_TO_ANSWER


def answer_in_time(call: Callable[[], object]) -> object:
    """The answer, or None if the store says that it is unavailable; anything else fails the test."""
    started = time.monotonic()
    try:
        return call()
    except Refused as refused:
        if refused.code != "object_store_unavailable":
            raise
        return None
    finally:
        assert time.monotonic() - started < SECONDS_TO_ANSWER
