"""What is told of writing transactions: their waiting and their holding, apart."""

import time

from storage.turns import Turns
from tests.storage.test_prepared import kept


def test_before_the_first_there_is_nothing_to_tell() -> None:
    assert Turns().summary() == {"transactions": 0}


def test_waiting_is_told_from_holding() -> None:
    turns = Turns()
    for seconds in (0, 0, 3600):
        with turns.timing(time.perf_counter() - seconds):
            pass
    told = turns.summary()
    assert told["transactions"] == 3
    assert told["waited_p50_ms"] < 3_600_000 <= told["waited_p95_ms"] == told["waited_max_ms"]
    assert told["held_max_ms"] < 3_600_000


def test_every_writing_transaction_counts_also_one_that_fails(database_url: str) -> None:
    database = kept(database_url)
    before = database.turns.summary()["transactions"]
    try:
        with database.write():
            raise KeyError
    except KeyError:
        pass
    with database.write():
        pass
    assert database.turns.summary()["transactions"] == before + 2
    database.close()
