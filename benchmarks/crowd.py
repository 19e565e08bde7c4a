"""Thousands of open sections with deadlines: to start, to answer, to come back after a SIGKILL, to fall due at once."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from benchmarks.bare.ground import Bare, running_bare, submit_with_start
from benchmarks.connection import Connection
from benchmarks.figures import Figure, Results
from benchmarks.installation import UNANIMOUS, Installation, running, wait_until
from benchmarks.processes import median, quantile, rss_mb
from benchmarks.sizes import Size

_IN_FLIGHT = 8
"""Starts at once, on both sides: what the launch of a document allows itself."""

_A_DOCUMENT = 500
"""Sections of one document."""

_ASKED = 60
"""How many updates a latency is made of."""

_FOR_ALL = 1800.0

_ACCEPTED, _NOT_YET = 201, (0, 503)
_PATIENCE = 120.0
"""Seconds after a kill within which somebody must be answered."""
_ANSWERED_WITHIN = 12.0
"""Seconds for one request; the service itself gives up sooner."""


def measure(folder: Path, size: Size, results: Results) -> None:
    """First the bare engine, then ours, then ours with one instant at which everything falls due."""
    with running_bare(folder / "bare-crowd") as bare:
        plain = asyncio.run(_bare_crowd(bare, size.crowd))
        bare_answer = _bare_after_kill(bare, plain[0])
    with running(folder / "crowd") as installation:
        opening = _our_crowd(installation, size, results, plain, bare_answer)
    with running(folder / "due") as installation:
        _fall_due(installation, size, results, opening)


async def _bare_crowd(bare: Bare, count: int) -> tuple[str, float, float, float]:
    """A workflow's name, starts a second, the update's p50 in ms and the server's MiB with so many open."""
    client = await bare.client()
    turns = asyncio.Semaphore(_IN_FLIGHT)

    async def start(number: int) -> None:
        async with turns:
            await submit_with_start(client, f"crowd/{number}")

    began = time.perf_counter()
    await asyncio.gather(*(start(number) for number in range(count)))
    rate = count / (time.perf_counter() - began)
    times = []
    for number in range(min(_ASKED, count - 1)):
        began = time.perf_counter()
        await client.get_workflow_handle(f"crowd/{number}").execute_update("decide")
        times.append(time.perf_counter() - began)
    return f"crowd/{count - 1}", rate, median(times) * 1000, rss_mb(bare.server.pid)


def _bare_after_kill(bare: Bare, name: str) -> float:
    """Seconds from the kill of server and worker until one of the workflows answers an update again."""
    began = time.perf_counter()
    for process in (bare.server, bare.worker):
        os.kill(process.pid, signal.SIGKILL)
    for process in (bare.server, bare.worker):
        process.end()
    bare.server.start()
    bare.worker.start()

    async def ask() -> None:
        client = await bare.client()
        await client.get_workflow_handle(name).execute_update("decide")

    asyncio.run(ask())
    return time.perf_counter() - began


def _our_crowd(
    installation: Installation, size: Size, results: Results, plain: tuple[str, float, float, float], bare_answer: float
) -> float:
    """All that is measured with the crowd open; the seconds that it took to open."""
    sections, seconds = asyncio.run(_open(installation, size.crowd, UNANIMOUS))
    rate = len(sections) / seconds
    made_of = {"ours/s": rate, "bare/s": plain[1]}
    what = f"starts of {len(sections)} open sections, for those of bare workflows"
    results.add("crowd_start_rate_vs_bare", Figure(value=rate / plain[1], what=what, made_of=made_of))
    pids = installation.pids()
    made_of = {name: rss_mb(pid) for name, pid in pids.items()} | {"bare server": plain[3]}
    what = f"memory of all processes with {len(sections)} open sections"
    memory = sum(rss_mb(pid) for pid in pids.values())
    results.add("crowd_memory", Figure(value=memory, unit="MiB", what=what, better="less", made_of=made_of))
    times = asyncio.run(_submit_some(installation, sections[:-2][:_ASKED]))
    p50 = median(times) * 1000
    what = f"handing in a text with {len(sections)} sections open, p50, the converter's start included"
    figure = Figure(value=p50, unit="ms", what=what, better="less", made_of={"bare update ms": plain[2]})
    results.add("crowd_submit_p50", figure)
    answer = asyncio.run(_after_kill(installation, sections[-1], _kill_parts))
    whole = asyncio.run(_after_kill(installation, sections[-2], _kill_all))
    what = f"first text accepted after a SIGKILL of all processes with {len(sections)} open, for the bare engine's"
    made_of = {"ours s": answer, "bare s": bare_answer, "with the supervisor killed s": whole}
    figure = Figure(value=answer / bare_answer, what=what, solid=2, aim=1.3, better="less", made_of=made_of)
    results.add("first_answer_after_kill_vs_bare", figure)
    return seconds


async def _open(installation: Installation, count: int, policy: Any) -> tuple[list[str], float]:
    """So many sections in drafting, and the seconds from the first launch until all were."""
    documents = [
        await installation.document(min(_A_DOCUMENT, count - done), policy) for done in range(0, count, _A_DOCUMENT)
    ]
    http = await installation.connect()
    began = time.perf_counter()
    for document in documents:
        await http.do("POST", f"/documents/{document}/launch", installation.token("coordinator"))
    drafting = "SELECT count(*) FROM sections WHERE phase = 'drafting'"
    await asyncio.to_thread(wait_until, lambda: _one(installation, drafting) >= count, _FOR_ALL, 0.2)
    seconds = time.perf_counter() - began
    http.close()  # it was idle for longer than the server keeps it
    http = await installation.connect()
    sections = [section["id"] for document in documents for section in await installation.sections(http, document)]
    http.close()
    return sections, seconds


async def _submit_some(installation: Installation, sections: list[str]) -> list[float]:
    http, times = await installation.connect(), list[float]()
    for section in sections:
        began = time.perf_counter()
        await _submit(installation, http, section)
        times.append(time.perf_counter() - began)
    http.close()
    return times


async def _submit(installation: Installation, http: Connection, section: str) -> None:
    path = f"/sections/{section}/revisions?filename=text.md"
    await http.do("POST", path, installation.token("editor"), content=f"Раздел {section}.\n".encode())


def _kill_parts(installation: Installation) -> None:
    """Kill server, worker and API; the supervisor starts them, as the bench does with the bare ones."""
    for pid in installation.pids().values():
        os.kill(pid, signal.SIGKILL)


def _kill_all(installation: Installation) -> None:
    """Kill the supervisor too, and start everything from nothing."""
    installation.up.kill()
    installation.up.start()


async def _after_kill(installation: Installation, section: str, kill: Callable[[Installation], None]) -> float:
    """Seconds from the kill until a text is accepted again.

    It is one act all the while, as a careful client sends it: the same request, until it is answered.
    """
    first = await installation.connect()
    content = f"Раздел {section}.\n".encode()
    path = f"/sections/{section}/revisions?filename=text.md"
    request = first.request("POST", path, installation.token("editor"), content)
    first.close()
    began = time.perf_counter()
    kill(installation)
    while (status := await _status(installation, request)) != _ACCEPTED:
        if status not in _NOT_YET or time.perf_counter() - began > _PATIENCE:
            raise RuntimeError(f"after the kill the text was answered with {status}")
        await asyncio.sleep(0.02)
    return time.perf_counter() - began


async def _status(installation: Installation, request: bytes) -> int:
    """The status of the answer; 0 where nobody is there or the connection broke."""
    try:
        http = await installation.connect()
        answer = await asyncio.wait_for(http.send(request), _ANSWERED_WITHIN)
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return 0
    http.close()
    return answer.status


def _fall_due(installation: Installation, size: Size, results: Results, opening: float) -> None:
    """All deadlines at one instant, far enough off that all sections are open by then: `opening` seconds they took."""
    ahead = timedelta(seconds=45 + 1.4 * opening)
    due = datetime.now(UTC) + ahead
    policy = UNANIMOUS | {"drafting": {"limit": {"at": due.isoformat()}}}
    sections, _ = asyncio.run(_open(installation, size.crowd, policy))
    if datetime.now(UTC) >= due:
        print("deadlines_at_once: not measured, the sections were not open in time", flush=True)
        return
    latencies = asyncio.run(_watch(installation, sections, due))
    settled = "SELECT count(*) FROM alarms WHERE what = 'deadline' AND state = 'rung'"
    assert _one(installation, settled) == len(sections)
    last = datetime.fromisoformat(str(_value(installation, "SELECT max(made_at) FROM notices")))
    seconds = (last.replace(tzinfo=last.tzinfo or UTC) - due).total_seconds()
    made_of = {"page p50 ms": median(latencies) * 1000, "page p95 ms": quantile(latencies, 0.95) * 1000}
    what = f"from the instant at which {len(sections)} deadlines fall due to the last notice"
    figure = Figure(value=seconds, unit="s", what=what, better="less", made_of=made_of)
    results.add("deadlines_at_once", figure)


async def _watch(installation: Installation, sections: list[str], due: datetime) -> list[float]:
    """The latencies of a page that is read from the instant on until every deadline rang."""
    http, times = await installation.connect(), list[float]()
    await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
    rung = "SELECT count(*) FROM alarms WHERE what = 'deadline' AND state = 'rung'"
    give_up = time.monotonic() + _FOR_ALL
    while _one(installation, rung) < len(sections):
        if time.monotonic() > give_up:
            raise TimeoutError("not every deadline rang")
        for _ in range(10):
            began = time.perf_counter()
            path = f"/sections/{sections[len(times) % len(sections)]}"
            await http.do("GET", path, installation.token("coordinator"))
            times.append(time.perf_counter() - began)
            await asyncio.sleep(0.02)
    http.close()
    return times


def _one(installation: Installation, query: str) -> int:
    return int(_value(installation, query))


def _value(installation: Installation, query: str) -> Any:
    engine = create_engine(installation.settings.database_url)
    try:
        with engine.connect() as connection:
            return connection.execute(text(query)).scalar()
    finally:
        engine.dispose()
