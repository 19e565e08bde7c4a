"""Whether everything the service needs answers now, and whether every stream goes on."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlmodel import select

from schemas.problems import Refused
from schemas.views.health import Check, Readiness
from services.house import House
from services.streams import stuck_streams

PATIENCE = 4.0
"""Seconds in which a part has to answer; one that hangs must not make this page hang with it."""


async def readiness(house: House) -> Readiness:
    """All checks, if all vital ones hold; else Refused("not_ready") with them."""
    vital = {"database": lambda: _database_answers(house), "object_store": house.store.ready, **house.checks}
    beside = {"followed": lambda: stuck_streams(house.database, house.clock()), "paused": house.pause}
    answers = await _answers({**vital, **beside})
    stuck = answers["followed"]
    checks = [Check(name=name, ok=bool(answers[name])) for name in vital]
    checks.append(Check(name="followed", ok=stuck == [], vital=False))
    failing = [check.name for check in checks if check.vital and not check.ok]
    status = "ready" if answers["paused"] is None else "paused"
    shown = Readiness(status=status, checks=checks, processes=house.processes(), stuck=stuck or [])
    if failing:
        raise Refused("not_ready", failing=", ".join(failing), **shown.model_dump(exclude={"status"}))
    return shown


async def _answers(asked: dict[str, Callable[[], Any]]) -> dict[str, Any]:
    """What each returned; None for one that failed or was silent, whose thread ends when it gives up by itself."""
    loop = asyncio.get_running_loop()
    # Threads of their own: those of the requests may all be waiting for the very part that hangs.
    threads = ThreadPoolExecutor(len(asked))
    answers = {name: loop.run_in_executor(threads, ask) for name, ask in asked.items()}
    threads.shutdown(wait=False)
    done, silent = await asyncio.wait(answers.values(), timeout=PATIENCE)
    for answer in silent:
        answer.cancel()
    return {
        name: answer.result() if answer in done and not answer.exception() else None for name, answer in answers.items()
    }


def _database_answers(house: House) -> bool:
    with house.database.read() as session:
        return session.exec(select(1)).one() == 1
