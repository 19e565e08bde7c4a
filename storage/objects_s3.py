"""The object store in a bucket of any S3 server, through the `minio` SDK."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from io import BytesIO
from itertools import islice
from typing import TypeVar
from xml.etree.ElementTree import ParseError

from minio import Minio
from minio.commonconfig import CopySource
from minio.datatypes import Object
from minio.error import MinioException, S3Error
from minio.helpers import ObjectWriteResult
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError, ProtocolError

from schemas.canonical import sha256_hex
from schemas.ids import new_id
from schemas.problems import Refused
from storage.addresses import checked, is_address

Answer = TypeVar("Answer")

# An attempt on a hung server lasts at most a connection (or the sending) and the wait for its answer: 5 s.
# None starts later than 4 s after the first, so that a caller hears within ten seconds.
_SECONDS_TO_CONNECT = 2.5
_SECONDS_TO_ANSWER = 2.5
_LAST_START_SECONDS = 4.0
_FIRST_PAUSE_SECONDS = 0.05
_FULL = ("XMinioStorageFull", "XMinioAdminBucketQuotaExceeded")
_PAGE = 1000
_PROBE = "probe"
_ASIDE = "aside/"
_TENANTS = "tenants/"
_RENEW = timedelta(hours=6)
"""An object that is put again is written again if it is older; well within the day after which it may be swept."""


class _Kept:
    """An object's content, and how long ago it was written by the server's clock."""

    def __init__(self, content: bytes, written: str | None) -> None:
        self.content = content
        self.age = datetime.now(UTC) - parsedate_to_datetime(written) if written else timedelta.max


class _Client(Minio):
    """The SDK's client, and the conditional write that S3 has and the SDK does not offer."""

    def put_new(self, bucket: str, key: str, content: bytes) -> ObjectWriteResult:
        """Write in one request (up to 5 GB); S3Error with status 412 if there is something already.

        A server that does not know conditions overwrites: the same bytes, for keys are their hashes.
        """
        headers: dict[str, str | list[str] | tuple[str]] = {
            "Content-Type": "application/octet-stream",
            "If-None-Match": "*",
        }
        return self._put_object(bucket, key, content, headers=headers)


class S3Store:
    """An `ObjectStore` whose keys are the bare addresses.

    What is set aside has a key of its own below `aside/`, each tenant an empty object below `tenants/`.
    The server's times are those of the last writing.

    The bucket is made by the first write, unless it `lasts`: one that keeps what is put in it for a set time
    (object lock) has to be made so.
    """

    def __init__(self, host: str, bucket: str, *, key: str, secret: str, secure: bool, lasts: bool = False) -> None:
        pool = PoolManager(
            timeout=Timeout(connect=_SECONDS_TO_CONNECT, read=_SECONDS_TO_ANSWER),
            retries=False,  # `_persist` repeats, within one time limit for the whole operation
            maxsize=32,
        )
        # A given region saves the look-up that would otherwise come before the first request.
        self.client = _Client(
            host, access_key=key, secret_key=secret, secure=secure, region="us-east-1", http_client=pool
        )
        self.bucket = bucket
        self.lasts = lasts

    @property
    def lasting(self) -> "S3Store":
        """This very store."""
        return self

    def put(self, content: bytes) -> str:
        """Keep `content` and return its address; racing writers send the same bytes, so one object stays."""
        address = sha256_hex(content)
        last_start = _last_start()
        if not _persist(lambda: self._write_new(address, content), last_start):
            kept = _persist(lambda: self._read(address), last_start)
            if kept is not None:
                checked(address, kept.content)
            if kept is None or (kept.age > _RENEW and not self.lasts):
                _persist(lambda: self._write(address, content), last_start)
        return address

    def get(self, address: str) -> bytes:
        """The content, its hash verified."""
        if not is_address(address):
            return checked(address, None)
        last_start = _last_start()
        kept = _persist(lambda: self._read(address), last_start)
        if kept is None:
            kept = _persist(lambda: self._bring_back(address), last_start)
        return checked(address, kept.content if kept else None)

    def has(self, address: str) -> bool:
        """Whether something lies under the address, or is set aside."""
        there = lambda: self._exists(address) or bool(self._copies(address))  # noqa: E731  one attempt for both
        return is_address(address) and _persist(there, _last_start())

    def addresses(self) -> Iterator[str]:
        """All addresses, in ascending order; the time limit holds for each page of a thousand."""
        return (str(found.object_name) for found in self._all("") if is_address(str(found.object_name)))

    def aged(self, before: datetime) -> Iterator[str]:
        """The addresses of objects that were put for the last time before an instant, in ascending order."""
        found = (one for one in self._all("") if is_address(str(one.object_name)))
        return (str(one.object_name) for one in found if _is_older(one, before))

    def set_aside(self, address: str) -> None:
        """Take the object out of the lists; one that is not there is no error."""
        if is_address(address):
            _persist(lambda: self._move(address, f"{_ASIDE}{address}.{new_id()}"), _last_start())

    def aside(self, before: datetime) -> Iterator[str]:
        """The addresses of what was set aside before an instant."""
        return (_address_of(one) for one in self._all(_ASIDE) if _is_older(one, before))

    def forget(self, address: str, before: datetime) -> None:
        """Remove what was set aside under the address before an instant."""
        for copy in _persist(lambda: self._copies(address), _last_start()):
            if _is_older(copy, before):
                _persist(lambda key=str(copy.object_name): self._remove(key), _last_start())  # type: ignore[misc]

    def clear(self, before: datetime) -> int:  # noqa: ARG002  the server's own rule
        """Nothing: a server never lists what was not finished, and the bucket's rules remove it."""
        return 0

    def delete(self, address: str) -> None:
        """Remove the object with every version of it that the bucket kept, and what was set aside of it.

        One that is not there is no error.
        """
        if is_address(address):
            last_start = _last_start()
            copies = [str(copy.object_name) for copy in _persist(lambda: self._copies(address), last_start)]
            for key in (address, *copies):
                _persist(lambda key=key: self._remove(key), last_start)  # type: ignore[misc]

    def tenants(self) -> frozenset[str]:
        """The installations that say that what they need lies here."""
        return frozenset(str(one.object_name).removeprefix(_TENANTS) for one in self._all(_TENANTS))

    def let_in(self, tenant: str) -> None:
        """Note that what an installation needs lies here."""
        if tenant not in self.tenants():
            _persist(lambda: self._write(f"{_TENANTS}{tenant}", b""), _last_start())

    def put_out(self, tenant: str) -> None:
        """Take the note of an installation away."""
        _persist(lambda: self._remove(f"{_TENANTS}{tenant}"), _last_start())

    def ready(self) -> bool:
        """Whether the bucket takes writes just now; one attempt, at most about ten seconds.

        One that lasts is only asked whether it is there: it would keep every probe.
        """
        try:
            there = _persist(self._bucket_exists if self.lasts else self._probe, last_start=0)
        except Refused:
            return False
        return there

    def _probe(self) -> bool:
        version = self._write(_PROBE, b"probe")
        if version is not None:
            self.client.remove_object(self.bucket, _PROBE, version_id=version)
        return True

    def _bucket_exists(self) -> bool:
        return bool(self.client.bucket_exists(self.bucket))

    def _read(self, key: str) -> "_Kept | None":
        try:
            response = self.client.get_object(self.bucket, key)
        except S3Error as error:
            _allow_absence(error)
            return None
        try:
            if not response.headers.get("Content-Length", "").isdigit():
                # Headers that break off read like complete ones: such an answer must not pass for damage.
                raise ProtocolError("the answer does not tell its length")
            return _Kept(response.read(), response.headers.get("Last-Modified"))
        finally:
            response.close()
            response.release_conn()

    def _write_new(self, key: str, content: bytes) -> bool:
        """Write unless something lies under the key; False if so. One request where a look and a write were two."""
        try:
            self._in_bucket(lambda: self.client.put_new(self.bucket, key, content))
        except S3Error as error:
            if error.response.status != HTTPStatus.PRECONDITION_FAILED:
                raise
            return False
        return True

    def _write(self, key: str, content: bytes) -> str | None:
        """The version that was written, if the bucket keeps versions."""
        put = lambda: self.client.put_object(self.bucket, key, BytesIO(content), len(content))  # noqa: E731  done again
        return self._in_bucket(put).version_id

    def _in_bucket(self, put: Callable[[], ObjectWriteResult]) -> ObjectWriteResult:
        try:
            return put()
        except S3Error as error:
            if error.code != "NoSuchBucket" or self.lasts:
                raise
            self._make_bucket()
            return put()

    def _make_bucket(self) -> None:
        try:
            self.client.make_bucket(self.bucket)
        except S3Error as error:
            if error.code not in ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"):
                raise

    def _exists(self, address: str) -> bool:
        try:
            self.client.stat_object(self.bucket, address)
        except S3Error as error:
            _allow_absence(error)
            return False
        return True

    def _all(self, prefix: str) -> Iterator[Object]:
        after = ""
        while page := _persist(lambda after=after: self._page(prefix, after), _last_start()):  # type: ignore[misc]
            yield from page
            after = str(page[-1].object_name)

    def _page(self, prefix: str, after: str = "") -> list[Object]:
        objects = self.client.list_objects(
            self.bucket, prefix=prefix or None, recursive=True, start_after=after or None
        )
        try:
            return [entry for entry in islice(objects, _PAGE) if entry.object_name]
        except S3Error as error:
            _allow_absence(error)
            return []

    def _copies(self, address: str) -> list[Object]:
        return self._page(f"{_ASIDE}{address}.")

    def _move(self, address: str, to: str) -> None:
        try:
            self.client.copy_object(self.bucket, to, CopySource(self.bucket, address))
        except S3Error as error:
            _allow_absence(error)
            return
        self._remove(address)

    def _bring_back(self, address: str) -> "_Kept | None":
        for copy in self._copies(address):
            kept = self._read(str(copy.object_name))
            if kept is not None:
                self._write(address, checked(address, kept.content))
                return kept
        return self._read(address)  # somebody else may have brought it back

    def _remove(self, key: str) -> None:
        try:
            for found in self.client.list_objects(self.bucket, prefix=key, include_version=True):
                self.client.remove_object(self.bucket, key, version_id=found.version_id)
        except S3Error as error:
            _allow_absence(error)


def _is_older(found: Object, before: datetime) -> bool:
    return found.last_modified is not None and found.last_modified < before


def _address_of(copy: Object) -> str:
    return str(copy.object_name).removeprefix(_ASIDE).partition(".")[0]


def _allow_absence(error: S3Error) -> None:
    if error.code not in ("NoSuchKey", "NoSuchBucket"):
        raise error


def _last_start() -> float:
    return time.monotonic() + _LAST_START_SECONDS


def _persist(action: Callable[[], Answer], last_start: float) -> Answer:
    """The action's answer; its passing failures are repeated with growing pauses until `last_start`.

    `last_start` is an instant of the monotonic clock, in seconds.
    """
    pause = _FIRST_PAUSE_SECONDS
    while True:
        try:
            return action()
        except (MinioException, HTTPError, ParseError, OSError) as error:
            if _is_full(error):
                raise Refused("storage_full") from error
            if not _passing(error) or time.monotonic() + pause > last_start:
                raise Refused("object_store_unavailable") from error
        time.sleep(pause)
        pause *= 2


def _is_full(error: Exception) -> bool:
    """Whether it is what servers say that have no room, or none left for this bucket."""
    return isinstance(error, S3Error) and (
        error.response.status == HTTPStatus.INSUFFICIENT_STORAGE or error.code in _FULL
    )


def _passing(error: Exception) -> bool:
    """False for what the server answered on purpose, such as a wrong key: it will not change by itself."""
    conflict = HTTPStatus.CONFLICT  # another conditional write of the same key at this moment
    return not isinstance(error, S3Error) or error.response.status >= 500 or error.response.status == conflict
