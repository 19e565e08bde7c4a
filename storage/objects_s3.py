"""The object store in a bucket of any S3 server, through the `minio` SDK."""

import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from typing import TypeVar
from xml.etree.ElementTree import ParseError

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError, ProtocolError

from schemas.canonical import sha256_hex
from schemas.problems import Refused
from storage.addresses import checked, is_address

Answer = TypeVar("Answer")

# An attempt on a hung server lasts at most a connection (or the sending) and the wait for its answer: 5 s.
# None starts later than 4 s after the first, so that a caller hears within ten seconds.
_SECONDS_TO_CONNECT = 2.5
_SECONDS_TO_ANSWER = 2.5
_LAST_START_SECONDS = 4.0
_FIRST_PAUSE_SECONDS = 0.05
_PAGE = 1000
_PROBE = "probe"


class S3Store:
    """An `ObjectStore` whose keys are the bare addresses.

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
        self.client = Minio(
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
        kept = _persist(lambda: self._read(address), last_start)
        if kept is None:
            _persist(lambda: self._write(address, content), last_start)
        else:
            checked(address, kept)
        return address

    def get(self, address: str) -> bytes:
        """The content, its hash verified."""
        if not is_address(address):
            return checked(address, None)
        return checked(address, _persist(lambda: self._read(address), _last_start()))

    def has(self, address: str) -> bool:
        """Whether something lies under the address."""
        return is_address(address) and _persist(lambda: self._exists(address), _last_start())

    def addresses(self) -> Iterator[str]:
        """All addresses, in ascending order; the time limit holds for each page of a thousand."""
        after = ""
        while page := _persist(lambda after=after: self._page(after), _last_start()):  # type: ignore[misc]
            yield from filter(is_address, page)
            after = page[-1]

    def delete(self, address: str) -> None:
        """Remove the object with every version of it that the bucket kept; one that is not there is no error."""
        if is_address(address):
            _persist(lambda: self._remove(address), _last_start())

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

    def _read(self, address: str) -> bytes | None:
        try:
            response = self.client.get_object(self.bucket, address)
        except S3Error as error:
            _allow_absence(error)
            return None
        try:
            if not response.headers.get("Content-Length", "").isdigit():
                # Headers that break off read like complete ones: such an answer must not pass for damage.
                raise ProtocolError("the answer does not tell its length")
            return response.read()
        finally:
            response.close()
            response.release_conn()

    def _write(self, key: str, content: bytes) -> str | None:
        """The version that was written, if the bucket keeps versions."""
        try:
            written = self.client.put_object(self.bucket, key, BytesIO(content), len(content))
        except S3Error as error:
            if error.code != "NoSuchBucket" or self.lasts:
                raise
            self._make_bucket()
            written = self.client.put_object(self.bucket, key, BytesIO(content), len(content))
        return written.version_id

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

    def _page(self, after: str) -> list[str]:
        objects = self.client.list_objects(self.bucket, recursive=True, start_after=after or None)
        try:
            return [entry.object_name for entry in islice(objects, _PAGE) if entry.object_name]
        except S3Error as error:
            _allow_absence(error)
            return []

    def _remove(self, address: str) -> None:
        try:
            for found in self.client.list_objects(self.bucket, prefix=address, include_version=True):
                self.client.remove_object(self.bucket, address, version_id=found.version_id)
        except S3Error as error:
            _allow_absence(error)


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
            if not _passing(error) or time.monotonic() + pause > last_start:
                raise Refused("object_store_unavailable") from error
        time.sleep(pause)
        pause *= 2


def _passing(error: Exception) -> bool:
    """False for what the server answered on purpose, such as a wrong key: it will not change by itself."""
    return not isinstance(error, S3Error) or error.response.status >= 500
