"""What may be erased is erased with every version; what lasts cannot be taken out by anybody."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from minio import Minio
from minio.error import S3Error
from minio.objectlockconfig import DAYS

from app.buckets import make_buckets
from app.settings import Settings
from app.speech import Stopped
from schemas.canonical import sha256_hex
from storage.objects import ObjectStore, open_store
from tests.servers.process import free_ports
from tests.servers.weed import Weed, bucket_of
from tests.storage.store_calls import refusal

LOCK_DAYS = 2


@pytest.fixture
def urls(s3: Weed) -> tuple[str, str]:
    """Two buckets that do not exist yet; the locked one cannot be removed and goes with its server."""
    with s3.fresh_bucket() as erasable:
        return erasable, s3.url(f"{bucket_of(erasable)}-lasting")


def settings(urls: tuple[str, str], folder: Path) -> Settings:
    return Settings(data=folder, object_store_url=urls[0], lasting_store_url=urls[1])


@pytest.fixture
def store(urls: tuple[str, str], tmp_path: Path) -> ObjectStore:
    make_buckets(settings(urls, tmp_path), LOCK_DAYS)
    make_buckets(settings(urls, tmp_path), LOCK_DAYS)
    return open_store(*urls)


def versions(client: Minio, url: str) -> list[tuple[str, bool]]:
    found = client.list_objects(bucket_of(url), include_version=True)
    return [(entry.object_name or "", entry.is_delete_marker) for entry in found]


def test_what_may_be_erased_goes_with_every_version(s3: Weed, store: ObjectStore, urls: tuple[str, str]) -> None:
    bucket = bucket_of(urls[0])
    assert s3.client.get_bucket_versioning(bucket).status == "Enabled"
    address = store.put(b"a name")
    s3.client.put_object(bucket, address, BytesIO(b"overwritten past the store"), 26)
    s3.client.remove_object(bucket, address)
    s3.client.put_object(bucket, address, BytesIO(b"a name"), 6)
    assert len(versions(s3.client, urls[0])) == 4
    store.delete(address)
    assert (versions(s3.client, urls[0]), store.has(address)) == ([], False)
    assert store.get(store.put(b"a name")) == b"a name"
    store.delete(address)


def test_old_versions_go_by_a_rule_of_the_bucket(s3: Weed, store: ObjectStore, urls: tuple[str, str]) -> None:
    rules = s3.client.get_bucket_lifecycle(bucket_of(urls[0])).rules
    old, unfinished = rules
    assert (old.status, old.noncurrent_version_expiration.noncurrent_days) == ("Enabled", 30)
    assert (unfinished.status, unfinished.abort_incomplete_multipart_upload.days_after_initiation) == ("Enabled", 1)


def test_asking_whether_it_is_ready_leaves_no_versions(s3: Weed, store: ObjectStore, urls: tuple[str, str]) -> None:
    assert [store.ready() for _ in range(3)] == [True] * 3
    assert [versions(s3.client, url) for url in urls] == [[], []]


def test_what_lasts_cannot_be_taken_out_by_anybody(
    s3: Weed, store: ObjectStore, urls: tuple[str, str], count: Callable[..., None]
) -> None:
    bucket = bucket_of(urls[1])
    lock = s3.client.get_object_lock_config(bucket)
    assert (lock.mode, lock.duration, lock.duration_unit) == ("COMPLIANCE", LOCK_DAYS, DAYS)
    address = store.lasting.put(b"edition")
    (kept,) = s3.client.list_objects(bucket, include_version=True)
    until = s3.client.get_object_retention(bucket, address).retain_until_date
    assert abs(until - datetime.now(UTC) - timedelta(days=LOCK_DAYS)) < timedelta(hours=1)
    with pytest.raises(S3Error) as denied:
        s3.client.remove_object(bucket, address, version_id=kept.version_id)
    assert denied.value.code == "AccessDenied"
    s3.client.put_object(bucket, address, BytesIO(b"forgery"), 7)
    assert refusal(lambda: store.get(address)) == ("object_damaged", {"address": address})
    answer = s3.client.get_object(bucket, address, version_id=kept.version_id)
    assert answer.read() == b"edition"
    answer.close()
    with pytest.raises(S3Error):
        s3.client.remove_bucket(bucket)
    count("object lock: attempts to take an edition out, denied", 2)


def test_the_two_places_are_read_as_one_and_erased_apart(s3: Weed, store: ObjectStore, urls: tuple[str, str]) -> None:
    text, edition = store.put(b"text"), store.lasting.put(b"edition")
    assert [store.get(one) for one in (text, edition)] == [store.lasting.get(one) for one in (text, edition)]
    assert [name for name, _ in versions(s3.client, urls[0])] == [text]
    assert [name for name, _ in versions(s3.client, urls[1])] == [edition]
    assert store.lasting.put(b"text") == text
    assert list(store.addresses()) == list(store.lasting.addresses()) == sorted([text, edition])
    store.delete(edition)
    store.delete(text)
    assert [store.has(one) for one in (edition, text)] == [True, True]
    assert list(open_store(urls[0]).addresses()) == []
    assert refusal(lambda: store.get(sha256_hex(b"absent"))) == ("object_missing", {"address": sha256_hex(b"absent")})


def test_editions_from_before_the_division_are_found(urls: tuple[str, str], tmp_path: Path) -> None:
    address = open_store(urls[0]).put(b"edition 1")
    make_buckets(settings(urls, tmp_path), LOCK_DAYS)
    assert open_store(*urls).lasting.get(address) == b"edition 1"
    open_store(urls[0]).delete(address)


def test_a_place_that_lasts_is_not_made_on_the_way(urls: tuple[str, str]) -> None:
    store = open_store(*urls)
    assert store.ready() is False
    assert refusal(lambda: store.lasting.put(b"edition")) == ("object_store_unavailable", {})
    address = store.put(b"text")
    assert store.get(address) == b"text"
    store.delete(address)


def test_folders_may_be_divided_too(tmp_path: Path) -> None:
    both = Settings(
        data=tmp_path, object_store_url=str(tmp_path / "texts"), lasting_store_url=str(tmp_path / "editions")
    )
    make_buckets(both, LOCK_DAYS)
    store = open_store(both.object_store_url, both.lasting_store_url)
    address = store.lasting.put(b"edition")
    store.delete(address)
    assert store.get(address) == b"edition"
    assert list(open_store(str(tmp_path / "texts")).addresses()) == []


@pytest.mark.parametrize("urls_of", [lambda one: (one, None), lambda one: (one, one)])
def test_undivided_store_is_one(urls_of: Callable[[str], tuple[str, str | None]], tmp_path: Path) -> None:
    store = open_store(*urls_of(str(tmp_path / "objects")))
    assert store.lasting is store


def test_a_server_that_refuses_is_said_at_once(s3: Weed, tmp_path: Path) -> None:
    wrong = f"s3://tests:wrong@127.0.0.1:{s3.port}/bucket?secure=0"
    with pytest.raises(Stopped) as stopped:
        make_buckets(settings((wrong, wrong), tmp_path), LOCK_DAYS)
    assert "name and secret" in stopped.value.en
    assert "wrong" not in stopped.value.en


def test_a_server_that_never_answers_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.buckets.PATIENCE", 0.1)
    away = f"s3://tests:secret@127.0.0.1:{free_ports(1)[0]}/bucket?secure=0"
    with pytest.raises(Stopped) as stopped:
        make_buckets(settings((away, away), tmp_path), LOCK_DAYS)
    assert stopped.value.exit_code == 1
