"""Reading a section by id, as somebody who may, against a bare FastAPI hello on the same flags."""

import asyncio
import sys
import time
from pathlib import Path

from benchmarks.connection import Connection
from benchmarks.figures import Figure, Results
from benchmarks.installation import running
from benchmarks.processes import cpu_ms, median, quantile
from benchmarks.sizes import Size
from tests.servers.process import Server, free_ports, listens

_SOLID = {"200": 0.15, "304": 0.28}


def measure(folder: Path, size: Size, results: Results) -> None:
    """Three kinds of requests take turns: hello, the section, the section that the asker has already."""
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "benchmarks.bare.hello", str(port)]
    hello = Server(command, folder / "hello.log", lambda: listens(port))
    with running(folder / "reading") as installation:
        hello.start()
        try:
            document = asyncio.run(installation.document(20))
            asyncio.run(_compare(installation, document, f"http://127.0.0.1:{port}", hello, size, results))
        finally:
            hello.end()


async def _compare(installation, document, hello_address, hello, size, results) -> None:  # type: ignore[no-untyped-def]
    http = await installation.connect()
    token = installation.token("first")
    section = (await installation.sections(http, document))[7]["id"]
    read = http.request("GET", f"/sections/{section}", token)
    first = await http.send(read)
    assert first.status == 200, first
    known = http.request("GET", f"/sections/{section}", token, If_None_Match=first.headers["etag"])
    greeting = (await Connection.to(hello_address)).request("GET", "/hello", "")
    api = installation.pids()["api"]
    kinds = {
        "hello": (hello_address, greeting, 200, hello.pid),
        "200": (installation.address, read, 200, api),
        "304": (installation.address, known, 304, api),
    }
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    cpu: dict[str, list[float]] = {kind: [] for kind in kinds}
    latencies: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(size.rounds):
        for kind, (address, request, status, pid) in kinds.items():
            before = cpu_ms(pid)
            times = await _load(address, request, status, size)
            rates[kind].append(len(times) / size.read_seconds)
            cpu[kind].append((cpu_ms(pid) - before) / len(times) * 1000)
            latencies[kind] += times
    for kind, name in (("200", "section_read_vs_hello"), ("304", "section_read_304_vs_hello")):
        made_of = {
            "reads/s": median(rates[kind]),
            "hello/s": median(rates["hello"]),
            "p99 ms": quantile(latencies[kind], 0.99) * 1000,
            "CPU µs": median(cpu[kind]),
            "hello CPU µs": median(cpu["hello"]),
        }
        what = f"answers {kind} to a section by id, authenticated and permitted, for one bare FastAPI hello"
        value = median(rates[kind]) / median(rates["hello"])
        results.add(name, Figure(value=value, what=what, solid=_SOLID[kind], aim=0.5, made_of=made_of))


async def _load(address: str, request: bytes, status: int, size: Size) -> list[float]:
    """The seconds that each request took, sent for `read_seconds` over `readers` connections."""
    connections = [await Connection.to(address) for _ in range(size.readers)]
    end = time.perf_counter() + size.read_seconds
    times: list[float] = []

    async def keep_asking(http: Connection) -> None:
        while (began := time.perf_counter()) < end:
            answer = await http.send(request)
            if answer.status != status:
                raise RuntimeError(f"expected {status}, found {answer}")
            times.append(time.perf_counter() - began)

    await asyncio.gather(*(keep_asking(http) for http in connections))
    for http in connections:
        http.close()
    return times
