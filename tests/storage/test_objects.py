"""The promise of the object store, held by both bodies: a folder and a real S3 server."""

import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from schemas.canonical import sha256_hex
from storage.objects import ObjectStore, open_store
from tests.servers.weed import Weed, bucket_of
from tests.storage.store_calls import ABSENT, CALLS, assert_unavailable_in_time, refusal

NOT_ADDRESSES = {
    "empty": "",
    "path": "../../../../etc/passwd",
    "short": ABSENT[:-1],
    "long": ABSENT + "0",
    "upper case": ABSENT.upper(),
    "line": ABSENT + "\n",
    "probe": "probe",
}

WRITER = """
import sys
from concurrent.futures import ThreadPoolExecutor
from storage.objects import open_store
store = open_store(sys.argv[1])
sys.stdin.readline()
with ThreadPoolExecutor(5) as pool:
    print(*pool.map(lambda _: store.put("Один текст".encode() * 1000), range(5)))
"""

ENDLESS_WRITER = """
import sys
from storage.objects import open_store
store = open_store(sys.argv[1])
for number in range(10**6):
    print(store.put(f"Редакция {number}".encode() * 500), flush=True)
"""


@pytest.fixture
def store(object_store_url: str) -> ObjectStore:
    return open_store(object_store_url)


@pytest.mark.parametrize("content", [b"", b"a", "Стратегия развития\n".encode(), bytes(range(256)) * 12_000], ids=len)
def test_content_comes_back_from_its_sha256(store: ObjectStore, content: bytes) -> None:
    address = store.put(content)
    assert (address, store.get(address), store.has(address)) == (sha256_hex(content), content, True)


def test_same_content_put_again_is_one_object(store: ObjectStore) -> None:
    assert [store.put(b"a"), store.put(b"b"), store.put(b"a")] == [
        sha256_hex(b"a"),
        sha256_hex(b"b"),
        sha256_hex(b"a"),
    ]
    assert list(store.addresses()) == sorted([sha256_hex(b"a"), sha256_hex(b"b")])


def test_new_store_is_empty(store: ObjectStore) -> None:
    assert (list(store.addresses()), store.has(ABSENT)) == ([], False)
    store.delete(ABSENT)


def test_tenants_are_noted_once_and_are_no_objects(object_store_url: str, store: ObjectStore) -> None:
    assert store.tenants() == frozenset()
    for tenant in ("first", "second", "first"):
        store.let_in(tenant)
    assert open_store(object_store_url).tenants() == {"first", "second"}
    store.put_out("first")
    store.put_out("absent")
    assert (store.tenants(), list(store.addresses())) == ({"second"}, [])


def test_absent_object_is_refused(store: ObjectStore) -> None:
    store.put(b"another")
    assert refusal(lambda: store.get(ABSENT)) == ("object_missing", {"address": ABSENT})


@pytest.mark.parametrize("text", NOT_ADDRESSES.values(), ids=NOT_ADDRESSES)
def test_what_is_no_address_is_absent(store: ObjectStore, text: str) -> None:
    assert store.ready()  # so that the probe lies there
    assert refusal(lambda: store.get(text)) == ("object_missing", {"address": text})
    assert not store.has(text)
    store.delete(text)


def test_deleted_object_is_absent_and_can_be_put_again(store: ObjectStore) -> None:
    address = store.put(b"draft")
    store.delete(address)
    store.delete(address)
    assert (store.has(address), list(store.addresses())) == (False, [])
    assert store.get(store.put(b"draft")) == b"draft"


def test_addresses_of_more_than_a_page_are_ascending_and_complete(object_store_url: str, store: ObjectStore) -> None:
    contents = [f"Пункт {number}".encode() for number in range(1_100)]
    with ThreadPoolExecutor(8) as pool:
        expected = sorted(pool.map(store.put, contents))
    assert store.ready()
    assert list(open_store(object_store_url).addresses()) == expected


@pytest.mark.parametrize("damage", [b"", b"other words", b"K" + b"eep it" * 100], ids=["emptied", "swapped", "one bit"])
def test_damaged_object_is_refused_and_left_as_evidence(
    object_store_url: str, store: ObjectStore, request: pytest.FixtureRequest, damage: bytes
) -> None:
    content = b"k" + b"eep it" * 100
    address = store.put(content)
    _overwrite(object_store_url, address, damage, request)
    damaged = ("object_damaged", {"address": address})
    assert [refusal(lambda: store.get(address)), refusal(lambda: store.put(content))] == [damaged] * 2
    assert list(store.addresses()) == [address]


def test_twenty_racing_writers_leave_one_object(
    object_store_url: str, store: ObjectStore, count: Callable[..., None]
) -> None:
    command = [sys.executable, "-c", WRITER, object_store_url]
    writers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    # Each waits for its line, and all get it at the same moment.
    with ThreadPoolExecutor(len(writers)) as pool:
        said = list(pool.map(lambda writer: writer.communicate("go\n")[0].split(), writers))
    content = "Один текст".encode() * 1000
    assert said == [[sha256_hex(content)] * 5] * 4
    assert list(store.addresses()) == [sha256_hex(content)]
    assert store.get(sha256_hex(content)) == content
    count("object store: racing writers", 20)


def test_killed_writer_loses_nothing_acknowledged(
    object_store_url: str, store: ObjectStore, count: Callable[..., None]
) -> None:
    command = [sys.executable, "-c", ENDLESS_WRITER, object_store_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        acknowledged = [writer.stdout.readline().strip() for _ in range(50)]
        writer.send_signal(signal.SIGKILL)
        acknowledged += writer.stdout.read().split()
    kept = list(store.addresses())
    assert set(acknowledged) <= set(kept)
    assert [sha256_hex(store.get(address)) for address in kept] == kept
    count("object store: acknowledged before a kill, kept", len(acknowledged))


def test_folder_that_is_gone_is_unavailable_rather_than_empty(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "objects"))
    assert store.ready()
    shutil.rmtree(tmp_path / "objects")
    for call in CALLS.values():
        assert_unavailable_in_time(partial(call, store))
    assert not store.ready()


def test_folder_on_a_full_disk_refuses_and_keeps_no_piece(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}/with%20blank")
    before = store.put(b"before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, hard))
    try:
        code, _ = refusal(lambda: store.put(bytes(1 << 20)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    files = [path.name for path in tmp_path.joinpath("with blank").rglob("*") if path.is_file()]
    assert (code, files) == ("object_store_unavailable", [before])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "file://",
        "file://server/folder",
        "ftp://host/folder",
        "s3://",
        "s3://host:1/bucket",
        "s3://key@host:1/bucket",
        "s3://key:hidden@host:1",
        "s3://key:hidden@host:1/",
        "s3://key:hidden@host:port/bucket",
        "s3://key:hidden/word@host:1/bucket",
        "s3://key:hidden#word@host:1/bucket",
        "s3://key:hidden@host:1/bucket?secure=no",
        "s3://key:hidden@host:1/bucket?region=eu",
        "s3://key:hidden@host:1/bucket?secure",
        "s3://key:hidden@host:1/b",
        "s3://key:hidden@host:1/two/levels",
    ],
)
def test_malformed_url_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="must") as refused:
        open_store(url)
    assert "hidden" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def _overwrite(url: str, address: str, content: bytes, request: pytest.FixtureRequest) -> None:
    """What an intruder or a failing disk does, past the store."""
    if url.startswith("s3:"):
        weed: Weed = request.getfixturevalue("s3")
        weed.client.put_object(bucket_of(url), address, BytesIO(content), len(content))
    else:
        Path(urlsplit(url).path, address[:2], address).write_bytes(content)
