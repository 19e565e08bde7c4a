"""Writing objects of 4 KiB: the folder against a bare fsync, the bucket against the bare SDK."""

import os
import secrets
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from benchmarks.figures import Figure, Results
from benchmarks.processes import median
from benchmarks.sizes import Size
from storage.objects import open_store
from tests.servers.process import PartMissing
from tests.servers.weed import bucket_of, running_weed

_BYTES = 4096


def measure(folder: Path, size: Size, results: Results) -> None:
    """Both bodies of the store; the bucket only where there is a server for it."""
    bare_folder = folder / "bare-objects"
    bare_folder.mkdir(parents=True)
    store = open_store(str(folder / "objects"))
    _compare(results, "object_put_vs_fsync", "a put into the folder, for one bare write with its two fsyncs",
             store.put, lambda content: _write(bare_folder, content), 0.8, size)  # fmt: skip
    try:
        with running_weed() as weed, weed.fresh_bucket() as url:
            bucket = open_store(url)
            bucket.put(b"the bucket is made by the first write")
            name = bucket_of(url)

            def bare(content: bytes) -> None:
                weed.client.put_object(name, secrets.token_hex(32), BytesIO(content), len(content))

            what = "a put into the bucket, for one of the bare minio SDK"
            _compare(results, "object_put_vs_sdk", what, bucket.put, bare, 0.9, size)
    except PartMissing as missing:
        print(f"object_put_vs_sdk: not measured, {missing}")


def _write(folder: Path, content: bytes) -> None:
    """A file that is complete and on disk before it gets its name."""
    unfinished = folder / "unfinished"
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / secrets.token_hex(32))
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(descriptor)
    os.close(descriptor)


def _compare(
    results: Results,
    name: str,
    what: str,
    ours: Callable[[bytes], object],
    bare: Callable[[bytes], object],
    solid: float,
    size: Size,
) -> None:
    ratios, rates, bare_rates = [], [], []
    for _ in range(size.rounds):
        bare_rates.append(_rate(bare, size.objects))
        rates.append(_rate(ours, size.objects))
        ratios.append(rates[-1] / bare_rates[-1])
    made_of = {"ours/s": median(rates), "bare/s": median(bare_rates)}
    results.add(name, Figure(value=median(ratios), what=what, solid=solid, made_of=made_of))


def _rate(put: Callable[[bytes], object], count: int) -> float:
    contents = [secrets.token_bytes(_BYTES) for _ in range(count)]
    began = time.perf_counter()
    for content in contents:
        put(content)
    return count / (time.perf_counter() - began)
