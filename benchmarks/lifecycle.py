"""Whole lives of sections through HTTP, and the latency of a verdict, against bare workflows on the same flags."""

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.bare.ground import Bare, lives, running_bare
from benchmarks.connection import Connection
from benchmarks.figures import Figure, Results
from benchmarks.installation import REVIEWERS, Installation, running
from benchmarks.processes import cpu_ms, median, quantile
from benchmarks.sizes import Size

WAGTAIL_CPU_MS = 155.0
"""CPU of one moderation in Wagtail 8.0.1, in its process, three approvals on SQLite: measured once, elsewhere."""

_TEXT = "Землячества помогают землякам обустроиться.\n\nСовет собирается раз в год.\n"


@dataclass
class Side:
    """What the rounds of one side gave: lives a second, seconds of its verdicts, CPU milliseconds a life."""

    rates: list[float] = field(default_factory=list)
    verdicts: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def measure(folder: Path, size: Size, results: Results) -> None:
    """Both sides run at once, and take turns: what disturbs the machine disturbs both."""
    with running(folder / "life") as installation, running_bare(folder / "bare") as bare:
        asyncio.run(_warm(installation))
        ours, single, plain, lean, bare_single = Side(), Side(), Side(), Side(), Side()
        for _ in range(size.rounds):
            _bare_round(bare, plain, "SectionFull", size.lives, size.in_flight)
            _our_round(installation, ours, size.lives, size.in_flight)
            _bare_round(bare, lean, "SectionLean", size.lives, size.in_flight)
            _bare_round(bare, bare_single, "SectionFull", size.single_lives, 1)
            _our_round(installation, single, size.single_lives, 1)
    _report(results, ours, single, plain, lean, bare_single)
    _report_turns(results, installation)


def _report(results: Results, ours: Side, single: Side, plain: Side, lean: Side, bare_single: Side) -> None:
    rate, bare_rate = median(ours.rates), median(plain.rates)
    made_of = {
        "ours/s": rate,
        "plain/s": bare_rate,
        "lean/s": median(lean.rates),
        "our CPU ms": median(ours.cpu),
        "plain CPU ms": median(plain.cpu),
    }
    what = "whole lives of sections through HTTP, for one of a bare plain workflow"
    results.add(
        "lifecycle_rate_vs_bare", Figure(value=rate / bare_rate, what=what, solid=0.6, aim=1.0, made_of=made_of)
    )
    p50, bare_p50 = median(single.verdicts) * 1000, median(bare_single.verdicts) * 1000
    made_of = {
        "our ms": p50,
        "our p95 ms": quantile(single.verdicts, 0.95) * 1000,
        "bare ms": bare_p50,
        "bare p95 ms": quantile(bare_single.verdicts, 0.95) * 1000,
    }
    what = "a verdict through HTTP, one at a time, for one bare update"
    figure = Figure(value=p50 / bare_p50, what=what, solid=2.0, aim=1.4, better="less", made_of=made_of)
    results.add("verdict_p50_vs_bare_update", figure)
    what = "CPU of a moderation in Wagtail's own process (recorded, another day) for that of one of our lives"
    cpu = median(ours.cpu)
    figure = Figure(value=WAGTAIL_CPU_MS / cpu, what=what, aim=3.0, made_of={"Wagtail CPU ms": WAGTAIL_CPU_MS})
    results.add("lifecycle_cpu_vs_wagtail", figure)


def _report_turns(results: Results, installation: Installation) -> None:
    """What the processes said at their end of their writing transactions, whole lives together and one at a time."""
    for process in ("api", "worker"):
        told = installation.told(process, "transactions")
        made_of = {
            name.replace("_ms", " ms").replace("_", " "): float(told[name]) for name in sorted(told) if name[-1] == "s"
        }
        what = f"what 95 % of the {process}'s writing transactions stayed below, beside what all waited for their turn"
        figure = Figure(value=told["held_p95_ms"], unit="ms", what=what, solid=20.0, better="less", made_of=made_of)
        results.add(f"transaction_held_{process}", figure)


async def _warm(installation: Installation) -> None:
    await our_lives(installation, 4, 4)


def _bare_round(bare: Bare, side: Side, shape: str, count: int, in_flight: int) -> None:
    async def one() -> None:
        client = await bare.client()
        before = bare.cpu_ms()
        seconds, latencies = await lives(client, shape, count, in_flight)
        side.cpu.append((bare.cpu_ms() - before) / count)
        side.rates.append(count / seconds)
        side.verdicts += latencies

    asyncio.run(one())


def _our_round(installation: Installation, side: Side, count: int, in_flight: int) -> None:
    pids = installation.pids().values()
    before = sum(map(cpu_ms, pids))
    seconds, latencies = asyncio.run(our_lives(installation, count, in_flight))
    side.cpu.append((sum(map(cpu_ms, pids)) - before) / count)
    side.rates.append(count / seconds)
    side.verdicts += latencies


async def our_lives(installation: Installation, count: int, in_flight: int) -> tuple[float, list[float]]:
    """Seconds from the launch of a document until all its sections are approved, and their verdicts' seconds."""
    document = await installation.document(count)
    latencies: list[float] = []
    waiting: asyncio.Queue[str] = asyncio.Queue()
    http = await installation.connect()
    began = time.perf_counter()
    await http.do("POST", f"/documents/{document}/launch", installation.token("coordinator"))
    feeding = asyncio.create_task(_feed(installation, document, count, waiting))
    turns = [_take_turns(installation, waiting, latencies) for _ in range(in_flight)]
    running_turns = [asyncio.create_task(turn) for turn in turns]
    await feeding
    await asyncio.gather(*running_turns)
    seconds = time.perf_counter() - began
    http.close()
    return seconds, latencies


async def _feed(installation: Installation, document: str, count: int, waiting: "asyncio.Queue[str]") -> None:
    """Hand out each section as soon as it is in drafting; an empty name ends whoever takes it."""
    http, seen = await installation.connect(), set[str]()
    while len(seen) < count:
        for section in await installation.sections(http, document):
            if section["phase"] == "drafting" and section["id"] not in seen:
                seen.add(section["id"])
                waiting.put_nowait(section["id"])
        await asyncio.sleep(0.1)
    for _ in range(count):
        waiting.put_nowait("")
    http.close()


async def _take_turns(installation: Installation, waiting: "asyncio.Queue[str]", latencies: list[float]) -> None:
    http = await installation.connect()
    while section := await waiting.get():
        await _live(installation, http, section, latencies)
    http.close()


async def _live(installation: Installation, http: Connection, section: str, latencies: list[float]) -> None:
    """From drafting to approved: a text, three verdicts, a signature."""
    path = f"/sections/{section}"
    text = f"{_TEXT}\nРаздел {section}.\n".encode()
    submitted = await http.do("POST", f"{path}/revisions?filename=text.md", installation.token("editor"), content=text)
    form: Any = {"revision_id": submitted["revision_id"], "verdict": "agree"}
    for reviewer in REVIEWERS:
        began = time.perf_counter()
        await http.do("POST", f"{path}/verdicts", installation.token(reviewer), form)
        latencies.append(time.perf_counter() - began)
    standing = await http.do("GET", path, installation.token("approver"))
    proof = await installation.proof("approver")
    form = {"revision_id": standing["head_id"], "text_hash": standing["text_hash"], "proof": proof}
    await http.do("POST", f"{path}/signatures", installation.token("approver"), form)
