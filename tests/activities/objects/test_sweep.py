"""What nothing names goes after a day, and never what is being reused; whatever was tampered with is named."""

import itertools
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlmodel import select
from structlog.testing import capture_logs

from activities.objects.examination import examine
from activities.objects.sweep import ObjectSweep
from activities.texts import Texts, note_lines
from app.clock import utc_now
from schemas.canonical import sha256_hex
from schemas.ids import new_id
from storage.database import Database
from storage.objects import ObjectStore, open_store
from storage.tables import Comparison, Installation, TextLines, metadata
from storage.traces import is_named
from tests.servers.weed import Weed, bucket_of
from tests.storage.store_calls import refusal

MINUTES = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = installation(tmp_path, "original")
    yield database
    database.close()


def installation(folder: Path, incarnation: str) -> Database:
    database = Database(f"sqlite:///{folder / incarnation}.db")
    metadata.create_all(database.writer)
    with database.write() as session:
        session.add(Installation(id=new_id(), secret="", made_at=utc_now(), incarnation=incarnation))
    return database


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Database]:
    """Another installation, which is at work on the same store."""
    database = installation(tmp_path, "copy")
    yield database
    database.close()


@pytest.fixture
def store(object_store_url: str) -> ObjectStore:
    return open_store(object_store_url)


def sweep_at(database: Database, store: ObjectStore, later: timedelta) -> ObjectSweep:
    """A sweep whose clock goes ahead, so that what lies there is so much older."""

    def clock() -> datetime:
        return utc_now() + later

    return ObjectSweep(database, store, clock)


def name(database: Database, address: str) -> None:
    """Have a row name the object."""
    with database.write() as session:
        session.add(Comparison(base_hash=new_id(), head_hash="", engine="", address=address, change=""))


def test_object_that_nothing_names_is_set_aside_after_a_day_and_gone_after_another(
    database: Database, store: ObjectStore
) -> None:
    named, unnamed = store.put(b"named"), store.put(b"unnamed")
    name(database, named)
    early = sweep_at(database, store, DAY - MINUTES)
    assert (early.set_aside(), early.forget()) == ([], 0)
    late = sweep_at(database, store, DAY + MINUTES)
    assert late.unnamed() == [unnamed]
    assert list(store.addresses()) == sorted([named, unnamed])
    assert late.set_aside() == [unnamed]
    assert (list(store.addresses()), store.has(unnamed)) == ([named], True)
    assert early.forget() == 0
    assert late.forget() == 1
    assert (store.has(unnamed), store.get(named)) == (False, b"named")


def test_text_that_goes_takes_its_lines_along_and_has_them_again_when_it_comes_back(
    database: Database, store: ObjectStore
) -> None:
    texts = Texts(database, store)
    kept = [texts.kept({"blocks": [{"t": "Para", "c": [{"t": "Str", "c": word}]}]}) for word in ("один", "два")]
    name(database, kept[0].hash)
    with database.write() as session:
        for text in kept:
            note_lines(session, text)
    assert sweep_at(database, store, DAY + MINUTES).set_aside() == [kept[1].hash]
    with database.read() as session:
        assert session.exec(select(TextLines.text_hash)).all() == [kept[0].hash]
    assert [texts.lines(text.hash) for text in kept] == ["Pодин", "Pдва"]


def test_object_that_is_set_aside_is_brought_back_by_whoever_needs_it(database: Database, store: ObjectStore) -> None:
    read, put, named = (store.put(content) for content in (b"read", b"put", b"named"))
    late = sweep_at(database, store, DAY + MINUTES)
    assert late.set_aside() == sorted([read, put, named])
    assert store.get(read) == b"read"
    assert store.put(b"put") == put
    name(database, named)
    assert late.forget() == 2
    assert list(store.addresses()) == sorted([read, put, named])
    assert [store.get(address) for address in (read, put, named)] == [b"read", b"put", b"named"]


def test_object_that_is_put_again_counts_as_new_and_deletion_leaves_nothing_aside(
    tmp_path: Path, database: Database
) -> None:
    store = open_store(str(tmp_path / "objects"))
    address = store.put(b"text")
    before = utc_now() + MINUTES
    assert list(store.aged(before)) == [address]
    file = tmp_path / "objects" / address[:2] / address
    long_ago = (utc_now() - 3 * DAY).timestamp()
    os.utime(file, (long_ago, long_ago))
    today = sweep_at(database, store, timedelta())
    assert today.unnamed() == [address]
    store.put(b"text")
    assert today.unnamed() == []
    store.set_aside(address)
    store.delete(address)
    assert refusal(lambda: store.get(address)) == ("object_missing", {"address": address})


def test_what_a_killed_writer_left_unfinished_goes_after_a_day(tmp_path: Path, database: Database) -> None:
    store = open_store(str(tmp_path / "objects"))
    put = f"from storage.objects import open_store; open_store({str(tmp_path / 'objects')!r}).put(bytes(400_000_000))"
    left: list[Path] = []
    while not left:  # a writer that was done before it was killed is followed by another
        writer = subprocess.Popen([sys.executable, "-c", put])
        while writer.poll() is None and not left:
            left = list((tmp_path / "objects").glob("*/*.unfinished-*"))
        writer.kill()
        writer.wait()
        left = list((tmp_path / "objects").glob("*/*.unfinished-*"))
    now = utc_now()
    assert list(store.addresses()) == []
    assert ObjectSweep(database, store, lambda: now).clear() == 0
    assert ObjectSweep(database, store, lambda: now + DAY + MINUTES).clear() == 1
    assert [one for one in left if one.exists()] == []


def test_sweep_leaves_alone_what_lasts(tmp_path: Path, database: Database) -> None:
    store = open_store(str(tmp_path / "own"), str(tmp_path / "lasting"))
    own, lasting = store.put(b"own"), store.lasting.put(b"lasting")
    assert sweep_at(database, store, 2 * DAY).set_aside() == [own]
    assert list(store.addresses()) == [lasting]
    assert store.get(own) == b"own"


def test_store_that_two_installations_share_is_swept_by_neither_until_an_operator_says_whose_it_is(
    database: Database, copy: Database, store: ObjectStore
) -> None:
    theirs = {database: store.put(b"needed by the original"), copy: store.put(b"needed by the copy")}
    for whose, address in theirs.items():
        name(whose, address)
    sweeps = [sweep_at(whose, store, 2 * DAY) for whose in theirs]
    assert [sweep.others() for sweep in sweeps] == [frozenset(), {"original"}]
    store.set_aside(theirs[copy])
    with capture_logs() as logs:
        done = [(sweep.set_aside(), sweep.forget()) for _ in range(2) for sweep in sweeps]
    assert done == [([], 0)] * 4
    told = [(line["event"], line["others"]) for line in logs]
    assert told == [("store_of_another", ["copy"])]  # once, and the copy said so when it came in
    assert [store.get(address) for address in theirs.values()] == [b"needed by the original", b"needed by the copy"]
    assert list(store.addresses()) == sorted(theirs.values())
    assert sweeps[0].own() == {"copy"}
    assert sweeps[0].set_aside() == [theirs[copy]]
    assert sweeps[1].forget() == 0  # at work after all: it comes in again, and nothing goes
    assert (sweeps[0].forget(), store.get(theirs[copy])) == (0, b"needed by the copy")


def test_divided_store_is_of_whoever_needs_its_own_place(tmp_path: Path, database: Database, copy: Database) -> None:
    lasting = str(tmp_path / "lasting")
    stores = [open_store(str(tmp_path / name), lasting) for name in ("own", "own of the copy")]
    sweeps = [sweep_at(whose, store, 2 * DAY) for whose, store in zip((database, copy), stores, strict=True)]
    assert [sweep.others() for sweep in sweeps] == [frozenset()] * 2
    assert [store.tenants() for store in stores] == [{"original"}, {"copy"}]
    stores[0].let_in("copy")
    assert (sweeps[0].others(), sweeps[0].own(), sweeps[0].others()) == ({"copy"}, {"copy"}, frozenset())


def test_damaged_object_that_is_named_stays_as_evidence_and_holds_up_none(
    database: Database, store: ObjectStore, object_store_url: str, request: pytest.FixtureRequest
) -> None:
    contents = {sha256_hex(content): content for content in (b"one", b"two", b"three")}
    damaged, *others = sorted(store.put(content) for content in contents.values())
    for address in contents:
        name(database, address)
        store.set_aside(address)
    _overwrite_aside(object_store_url, damaged, b"not what it was", request)
    late = sweep_at(database, store, DAY + MINUTES)
    with capture_logs() as logs:
        assert late.forget() == 0
    (told,) = (line for line in logs if line["log_level"] == "error")
    assert (told["event"], told["address"], told["code"]) == ("object_not_brought_back", damaged, "object_damaged")
    assert list(store.addresses()) == others
    assert [store.get(address) for address in others] == [contents[address] for address in others]
    assert list(store.aside(utc_now() + DAY)) == [damaged]


def test_sweep_that_races_with_people_who_reuse_objects_loses_none(
    database: Database, store: ObjectStore, count: Callable[..., None]
) -> None:
    contents = [f"Текст {number}".encode() for number in range(4)]
    late, stop, failures, swept = sweep_at(database, store, 2 * DAY), threading.Event(), list[str](), list[str]()

    def sweep() -> None:
        while not stop.is_set():
            swept.extend(late.set_aside())

    def reuse(turn: int) -> None:
        for number in itertools.count(turn):
            content = contents[number % 3]  # the last is put by nobody again
            address = store.put(content)
            if store.get(address) != content:
                failures.append(address)
            if len(swept) >= 20:
                name(database, address)
                break

    store.put(contents[3])
    sweepers = [threading.Thread(target=sweep) for _ in range(2)]
    people = [threading.Thread(target=reuse, args=(turn,)) for turn in range(3)]
    for thread in (*sweepers, *people):
        thread.start()
    for thread in people:
        thread.join()
    stop.set()
    for thread in sweepers:
        thread.join()
    late.set_aside()
    late.forget()
    addresses = [sha256_hex(content) for content in contents]
    assert failures == []
    named = {address for address in addresses if _is_named(database, address)}
    assert named
    assert {address for address in addresses if store.has(address)} == named
    assert [store.get(address) for address in sorted(named)]
    assert addresses[3] not in named
    count("object store: set aside while they were put again", len(swept))


def _is_named(database: Database, address: str) -> bool:
    with database.read() as session:
        return is_named(session, address)


def test_tampering_is_found_and_named_object_by_object(
    database: Database, store: ObjectStore, object_store_url: str, request: pytest.FixtureRequest
) -> None:
    contents = [f"Раздел {number}".encode() for number in range(40)]
    addresses = [store.put(content) for content in contents]
    for address in addresses[:39]:
        name(database, address)
    assert examine(database, store).sound
    flipped, emptied, first, second, rolled_back, gone, loose = (*addresses[:6], addresses[39])
    changed = {
        flipped: bytes([contents[0][0] ^ 1]) + contents[0][1:],
        emptied: b"",
        first: contents[3],
        second: contents[2],
        rolled_back: contents[4][:-1],
        loose: b"not what it was",
    }
    for address, content in changed.items():
        _overwrite(object_store_url, address, content, request)
    store.delete(gone)
    found = examine(database, store)
    assert found.missing == {gone: "comparisons"}
    assert found.damaged == {address: "" if address == loose else "comparisons" for address in changed}
    assert (found.objects, found.unnamed, found.sound) == (39, 1, False)
    for address in changed:
        assert refusal(lambda address=address: store.get(address)) == ("object_damaged", {"address": address})


def _overwrite(url: str, address: str, content: bytes, request: pytest.FixtureRequest) -> None:
    """What an intruder or a failing disk does, past the store."""
    if url.startswith("s3:"):
        weed: Weed = request.getfixturevalue("s3")
        weed.client.put_object(bucket_of(url), address, BytesIO(content), len(content))
    else:
        Path(urlsplit(url).path, address[:2], address).write_bytes(content)


def _overwrite_aside(url: str, address: str, content: bytes, request: pytest.FixtureRequest) -> None:
    """The same to what was set aside."""
    if url.startswith("s3:"):
        weed: Weed = request.getfixturevalue("s3")
        (copy,) = weed.client.list_objects(bucket_of(url), prefix=f"aside/{address}")
        weed.client.put_object(bucket_of(url), str(copy.object_name), BytesIO(content), len(content))
    else:
        (file,) = Path(urlsplit(url).path, "aside").glob(f"{address}.*")
        file.write_bytes(content)
