"""Crashes: after a commit that Temporal never heard of, and in the middle of many commands."""

import asyncio
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from activities.engine import receipt_in
from schemas.act import Act, Receipt
from schemas.ids import new_id
from schemas.policy import PhaseRule, Step
from schemas.section import Verdict
from schemas.section_commands import Extend, GiveVerdict, Reopen, ReturnToDrafting, Sign
from storage.tables import Placement, Section
from tests.workflows.house import Installation, eventually
from tests.workflows.records import APPROVERS, EDITORS, NOTE, REVIEWERS, comment, hours, quiet, rules, seconds
from tests.workflows.worker_program import DIED

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
LAG = timedelta(seconds=1)
SUBMIT, VERDICT, SIGN, RING, REOPEN = range(5)


QUIET = rules(drafting=quiet(), review=quiet(), sign_off=quiet())


@contextmanager
def worker_process(house: Installation, *dies_after: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, killed at the end if it still lives."""
    settings = house.parts.settings
    pid_file = settings.data / "worker.pid"
    pid_file.unlink(missing_ok=True)
    arguments = [settings.data, settings.database_url, settings.temporal_address, settings.temporal_task_queue]
    command = [sys.executable, "-m", "tests.workflows.worker_program", *map(str, arguments), *dies_after]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


async def test_commits_that_temporal_never_heard_of_are_followed_up(temporal: str, opened: Any) -> None:
    async with opened(temporal, QUIET, sections=5) as house:
        async with house.worker():
            await stand_before_the_crash(house)
        with worker_process(house, "ring") as dying:
            assert await asyncio.to_thread(dying.wait, 60) == DIED
        verdict = GiveVerdict(revision_id=house.head(VERDICT).revision_id, verdict=Verdict.AGREE)
        sign = Sign(revision_id=house.head(SIGN).revision_id, text_hash=house.head(SIGN).text_hash)
        for actor, command, place in (
            (EDITORS[0], house.hand_in("Второй вариант.", place=SUBMIT), SUBMIT),
            (REVIEWERS[2], verdict, VERDICT),
            (APPROVERS[0], sign, SIGN),
            ("coordinator", Reopen(note=NOTE), REOPEN),
        ):
            record_and_die(house, place, actor, command)
        phases = ["review", "sign_off", "approved", "review", "drafting"]
        assert [house.state(place).phase for place in range(5)] == phases
        assert not house.is_quiet()
        async with house.worker(), house.sweeper(LAG):
            await eventually(house.is_quiet)
            # A deadline that only moved on, as that of VERDICT did, is learnt of when the one before it is due.
            for place in (SUBMIT, SIGN, RING, REOPEN):
                await house.until_in_step(place)
            assert is_placed(house)
            assert await house.status(f"{house.stream_id(REOPEN)}/1") == "COMPLETED"
            assert house.events(house.stream_id(RING))[-1] == "alarm_rang"
            await eventually(lambda: "alarm_rang" in house.events(house.stream_id(SUBMIT)))
        assert [house.state(place).phase for place in range(5)] == phases


def record_and_die(house: Installation, place: int, actor: str, command: BaseModel) -> None:
    """What is left of a process that ends right after its commit, before it tells the workflow."""
    act = Act(id=new_id(), body_hash="", actor_id=actor)
    assert receipt_in(house.engine.record(house.stream_id(place), command, act))


async def stand_before_the_crash(house: Installation) -> None:
    """Every section one command before what the dying worker will commit; two whose review is over in seconds."""
    step = Step(after=hours(1000), tell=("coordinator",))
    with house.parts.database.write() as session:
        for place, limit in ((RING, 4), (SUBMIT, 14)):
            policy = rules(drafting=quiet(), review=PhaseRule(limit=seconds(limit), ladder=(step,)), sign_off=quiet())
            session.get_one(Section, house.sections[place]).policy = policy.model_dump(mode="json")
    await house.launch()
    await asyncio.gather(*(house.submit(f"Раздел {place}.", place) for place in (SUBMIT, VERDICT, SIGN, REOPEN)))
    comment(house, house.head(SUBMIT).revision_id, SUBMIT)
    await house.act("coordinator", ReturnToDrafting(note=NOTE), SUBMIT)
    await house.agree(VERDICT, REVIEWERS[:2])
    await house.agree(SIGN)
    await house.agree(REOPEN)
    await house.sign(REOPEN)
    await house.submit("Раздел, срок которого сейчас выйдет.", RING)
    await eventually(house.is_quiet)


def is_placed(house: Installation) -> bool:
    """Whether the comment has found its place in the text that was handed in last."""
    with house.parts.database.read() as session:
        return session.get(Placement, ("remark", house.head(SUBMIT).revision_id)) is not None


async def test_worker_killed_among_many_commands_loses_and_doubles_none(temporal: str, opened: Any) -> None:
    rounds = 4
    async with opened(temporal, QUIET, sections=20) as house:
        async with house.worker():
            await house.launch()
        answers: dict[str, Receipt] = {}

        async def client(place: int) -> None:
            for number in range(rounds):
                act = f"act-{place}-{number}"
                extend = Extend(limit=hours(2000 + number), note=NOTE)
                answers[act] = await house.act("coordinator", extend, place, act)

        with worker_process(house) as first:
            clients = [asyncio.create_task(client(place)) for place in range(20)]
            await eventually(lambda: len(answers) >= random.Random(1).randrange(15, 30), 60)
            first.kill()
            await asyncio.to_thread(first.wait)
        async with house.worker(), house.sweeper(LAG):
            await asyncio.gather(*clients)
            assert [house.effects(act) for act in answers] == [1] * (20 * rounds)
            repeated = {
                act: await house.act("coordinator", Extend(limit=hours(1), note=NOTE), int(act.split("-")[1]), act)
                for act in list(answers)[::5]
            }
            assert repeated.items() <= answers.items()
            for place in range(20):
                assert house.events(house.stream_id(place)) == ["launched"] + ["extended"] * rounds
                await house.until_in_step(place)
