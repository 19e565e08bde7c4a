"""The object store: what it promises, and how it is opened from a URL; its two bodies stand beside it."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from storage.objects_s3 import S3Store

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


class ObjectStore(Protocol):
    """Immutable bytes under their SHA-256, the address: 64 lower-case hexadecimal digits.

    What is set aside is on its way out: it is in no list, and `get` brings it back, so that setting aside an object
    that somebody needs after all loses nothing. It is gone once it is forgotten.

    Every method but `ready` raises `Refused("object_store_unavailable")` when the store fails or hangs:
    within ten seconds if it is remote. One without room raises `Refused("storage_full")`, where it says so.
    Safe for many threads and many processes at once.
    """

    @property
    def lasting(self) -> "ObjectStore":
        """The store as published editions and signed checkpoints use it; what is put there nobody may erase.

        It reads all that this one reads. The same store, unless it is divided.
        """

    def put(self, content: bytes) -> str:
        """Keep `content` durably and return its address; what is there already stays as it is and counts as new.

        Raises `Refused("object_damaged")` when the address holds other bytes: they are left as evidence.
        """

    def get(self, address: str) -> bytes:
        """The content, its hash verified; raises `Refused` with `object_missing` or `object_damaged`."""

    def has(self, address: str) -> bool:
        """Whether something lies under the address, or is set aside; only `get` tells whether it is sound."""

    def addresses(self) -> Iterator[str]:
        """All addresses, in ascending order."""

    def aged(self, before: datetime) -> Iterator[str]:
        """The addresses of objects that were put for the last time before an instant, in ascending order."""

    def set_aside(self, address: str) -> None:
        """Take the object out of the lists; one that is not there is no error."""

    def aside(self, before: datetime) -> Iterator[str]:
        """The addresses of what was set aside before an instant."""

    def forget(self, address: str, before: datetime) -> None:
        """Remove what was set aside under the address before an instant."""

    def clear(self, before: datetime) -> int:
        """Remove what writers that were killed before an instant left unfinished; how many such pieces."""

    def delete(self, address: str) -> None:
        """Remove the object, and what was set aside of it; one that is not there is no error."""

    def tenants(self) -> frozenset[str]:
        """The installations, by their incarnations, that say that what they need lies here."""

    def let_in(self, tenant: str) -> None:
        """Note durably that what an installation needs lies here; one that is noted already stays as it is."""

    def put_out(self, tenant: str) -> None:
        """Take the note of an installation away; one that is not noted is no error."""

    def ready(self) -> bool:
        """Whether the store takes writes just now: it writes a probe that is no object. Never raises."""


def open_store(url: str, lasting_url: str | None = None) -> ObjectStore:
    """The store at `/folder`, `file:///folder` or `s3://KEY:SECRET@host:port/bucket?secure=0`.

    Key and secret are percent-encoded; `secure=0` means plain HTTP. Folder and bucket are made if missing.
    `lasting_url`, of the same form, is where what lasts is kept; a bucket there is never made on the way, because
    only `storage.buckets` makes it so that it lasts.
    Raises `ValueError` for any other form, without repeating the URL, which may hold a secret.
    """
    if lasting_url is None or lasting_url == url:
        return _open(url)
    from storage.objects_divided import DividedStore  # noqa: PLC0415  its body needs this file's promise

    return DividedStore(_open(url), _open(lasting_url, lasts=True))


def open_bucket(url: str, *, lasts: bool = False) -> "S3Store | None":
    """The bucket that the URL names, None if it names a folder; raises as `open_store` does."""
    return _open_s3(url, lasts=lasts) if url.startswith("s3://") else None


def _open(url: str, *, lasts: bool = False) -> ObjectStore:
    scheme, mark, _ = url.partition("://")
    if not mark and url:
        return _open_folder(url)
    if scheme == "file" and url.startswith("file:///"):
        return _open_folder(unquote(url.removeprefix("file://")))
    if scheme == "s3":
        return _open_s3(url, lasts=lasts)
    raise ValueError("the object store must be a folder, file:///folder or s3://KEY:SECRET@host:port/bucket")


def _open_folder(path: str) -> ObjectStore:
    from storage.objects_folder import FolderStore  # noqa: PLC0415  its body needs this file's promise

    return FolderStore(Path(path))


def _open_s3(url: str, *, lasts: bool) -> "S3Store":
    from storage.objects_s3 import S3Store  # noqa: PLC0415  the SDK is loaded only where S3 is used

    try:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        secure = {"0": False, "1": True}[options.pop("secure", "1")]
        bucket = parts.path.strip("/")
        host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
        sound = _BUCKET.fullmatch(bucket) and not options and not parts.fragment
    except (ValueError, KeyError):
        sound = None
    if not sound or not host or not parts.username or not parts.password:
        # Raised here, outside the except clause: the parser's own message could show a piece of the secret.
        raise ValueError("the S3 URL must read s3://KEY:SECRET@host:port/bucket?secure=0, percent-encoded")
    account = {"key": unquote(parts.username), "secret": unquote(parts.password)}
    return S3Store(host, bucket, **account, secure=secure, lasts=lasts)
