"""The object store in S3 when the server is down, hangs, breaks off, or turns the key away."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from schemas.canonical import sha256_hex
from schemas.problems import Refused
from storage.objects import open_store
from tests.servers.fault_proxy import fault_proxy
from tests.servers.process import free_ports
from tests.servers.weed import Weed, bucket_of
from tests.storage.store_calls import CALLS, answer_in_time, assert_unavailable_in_time


def test_s3_server_that_is_down_is_unavailable_in_time(s3: Weed) -> None:
    store = open_store(s3.url("nowhere", port=free_ports(1)[0]))
    with ThreadPoolExecutor(len(CALLS)) as pool:
        list(pool.map(lambda call: assert_unavailable_in_time(partial(call, store)), CALLS.values()))
    assert not store.ready()


@pytest.mark.parametrize("fault", ["stall", "reset", "busy"])
def test_s3_server_that_always_fails_is_unavailable_in_time(s3: Weed, s3_url: str, fault: str) -> None:
    with fault_proxy(s3.port) as proxy, ThreadPoolExecutor(len(CALLS)) as pool:
        store = open_store(s3.url(bucket_of(s3_url), proxy.port))
        assert store.ready()
        proxy.share, proxy.faults = 1.0, (fault,)
        list(pool.map(lambda call: assert_unavailable_in_time(partial(call, store)), CALLS.values()))
        assert not store.ready()
        proxy.share = 0.0
        assert store.ready()


def test_s3_server_without_room_is_full_at_once_and_keeps_what_it_has(s3: Weed, s3_url: str) -> None:
    with fault_proxy(s3.port) as proxy:
        store = open_store(s3.url(bucket_of(s3_url), proxy.port))
        kept = store.put(b"kept")
        proxy.share, proxy.faults = 1.0, ("full",)
        with pytest.raises(Refused) as refused:
            store.put(b"no room for this")
        assert (refused.value.code, proxy.met) == ("storage_full", 1)
        assert not store.ready()
        proxy.share = 0.0
        assert store.get(kept) == b"kept"
        assert not store.has(sha256_hex(b"no room for this"))


def test_s3_server_failing_a_third_of_the_time_loses_nothing_acknowledged(
    s3: Weed, s3_url: str, count: Callable[..., None]
) -> None:
    contents = [f"Замечание {number}".encode() * 50 for number in range(60)]
    with fault_proxy(s3.port) as proxy, ThreadPoolExecutor(16) as pool:
        store = open_store(s3.url(bucket_of(s3_url), proxy.port))
        assert store.ready()
        proxy.share = 0.3
        put = list(pool.map(lambda content: answer_in_time(partial(store.put, content)), contents))
        acknowledged = [str(address) for address in put if address]
        got = list(pool.map(lambda address: answer_in_time(partial(store.get, address)), acknowledged))
    kept = [open_store(s3_url).get(address) for address in acknowledged]
    assert [sha256_hex(content) for content in kept] == acknowledged
    assert [content for content in got if content] == [
        content for content, answer in zip(kept, got, strict=True) if answer
    ]
    assert len(got) - got.count(None) > 0.8 * len(contents)
    assert proxy.met > 20
    count("object store: faults met", proxy.met)


def test_s3_server_refusing_the_key_is_unavailable_at_once(s3: Weed, s3_url: str) -> None:
    store = open_store(f"s3://tests:hidden%2Fword@127.0.0.1:{s3.port}/{bucket_of(s3_url)}?secure=0")
    started = time.monotonic()
    with pytest.raises(Refused) as refused:
        store.put(b"a")
    assert (refused.value.code, refused.value.facts) == ("object_store_unavailable", {})
    assert "hidden" not in repr(refused.value) + repr(refused.value.__cause__) + repr(store)
    assert time.monotonic() - started < 2


def test_key_and_secret_may_be_percent_encoded(s3: Weed, s3_url: str) -> None:
    encoded = s3_url.replace("//tests:", "//%74%65sts:")
    assert open_store(encoded).get(open_store(s3_url).put(b"a")) == b"a"
