"""Server and worker down while a reminder, the deadline and two steps fall due: nothing is lost, nothing said twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from schemas.policy import PhaseRule, Step
from storage.tables import Notice
from storage.uptime import beat
from tests.conftest import part_missing
from tests.servers.process import PartMissing
from tests.servers.temporal import running_temporal
from tests.workflows.house import Installation, connected, eventually
from tests.workflows.records import EDITORS, REVIEWERS, quiet, rules, seconds

pytestmark = pytest.mark.anyio

DRAFTING = PhaseRule(
    limit=seconds(8),
    reminders=(seconds(1),),
    ladder=(
        Step(after=seconds(1), tell=("coordinator",)),
        Step(after=seconds(2), tell=("coordinator", "approvers")),
    ),
)
REVIEW = PhaseRule(
    limit=seconds(5),
    reminders=(seconds(1),),
    ladder=(
        Step(after=seconds(1), tell=("reviewers",)),
        Step(after=seconds(2), tell=("coordinator",), outcome="count_silence"),
    ),
)


async def test_what_fell_due_in_an_outage_is_sent_once_or_recorded_as_overtaken(opened: Any) -> None:
    try:
        with running_temporal() as (server, address):
            policy = rules(drafting=DRAFTING, review=REVIEW, sign_off=PhaseRule(limit=seconds(3600)))
            async with opened(address, policy, sections=2) as house:
                async with house.worker():
                    await house.launch()
                    await house.submit(place=1)
                    await eventually(house.is_quiet)
                    await asyncio.to_thread(house.dispatch)
                server.end()
                assert not any("alarm_rang" in house.events(house.stream_id(place)) for place in range(2))
                await asyncio.sleep((last_alarm(house) - datetime.now(UTC)).total_seconds() + 0.2)
                await asyncio.to_thread(server.start)
                async with house.worker(), at_work(house):
                    await eventually(lambda: "alarm_rang" in house.events(house.stream_id(0)))
                    await eventually(lambda: house.state(1).phase == "sign_off")
                compare_ledgers(house)
    except PartMissing as missing:
        part_missing(str(missing))


async def test_what_people_do_while_temporal_is_away_is_recorded_and_followed_up_when_it_is_back(opened: Any) -> None:
    try:
        with running_temporal() as (server, address):
            quiet_rules = rules(drafting=quiet(), review=quiet(), sign_off=quiet())
            async with opened(address, quiet_rules) as house:
                async with house.worker():
                    await house.launch()
                    await eventually(house.is_quiet)
                server.end()
                await house.approve()
                assert house.state().phase == "approved"
                assert not house.is_quiet()
                await asyncio.to_thread(server.start)
                house.engine = house.parts.engine(await connected(address, "after"))
                async with house.worker(), house.sweeper(timedelta(seconds=1)):
                    await eventually(house.is_quiet)
                    await house.until_in_step()
                    await eventually(lambda: house.phase() == "signing")
    except PartMissing as missing:
        part_missing(str(missing))


@asynccontextmanager
async def at_work(house: Installation) -> AsyncIterator[None]:
    """What else a worker does: letters leave as they are planned, the last ones at the end, and the service is up."""

    def work() -> None:
        house.dispatch()
        with house.parts.database.write() as session:
            beat(session, house.parts.clock())

    async def keep_working() -> None:
        while not over.is_set():
            await asyncio.to_thread(work)
            await asyncio.sleep(0.1)
        await asyncio.to_thread(work)

    over = asyncio.Event()
    task = asyncio.create_task(keep_working())
    try:
        yield
    finally:
        over.set()
        await task


def last_alarm(house: Installation) -> datetime:
    """When the last alarm that was planned falls due."""
    return max(alarm.at for place in range(2) for alarm in house.state(place).alarms)


def compare_ledgers(house: Installation) -> None:
    """Both ledgers whole, and every notice sent exactly once."""
    assert house.ledger(house.stream_id(0), unit=1.0) == [
        ("drafting", 0, "reminder-1", 7.0, "overtaken", "by_deadline", 0, False),
        ("drafting", 0, "deadline", 8.0, "rung", None, 3, True),
        ("drafting", 0, "step-1", 9.0, "overtaken", "by_step-2", 0, False),
        ("drafting", 0, "step-2", 10.0, "rung", None, 2, True),
    ]
    assert house.ledger(house.stream_id(1), unit=1.0) == [
        ("drafting", 0, "reminder-1", 7.0, "cancelled", "revision_submitted", 0, False),
        ("drafting", 0, "deadline", 8.0, "cancelled", "revision_submitted", 0, False),
        ("drafting", 0, "step-1", 9.0, "cancelled", "revision_submitted", 0, False),
        ("drafting", 0, "step-2", 10.0, "cancelled", "revision_submitted", 0, False),
        ("review", 1, "reminder-1", 4.0, "overtaken", "by_deadline", 0, False),
        ("review", 1, "deadline", 5.0, "rung", None, 4, True),
        ("review", 1, "step-1", 6.0, "rung", None, 3, True),
        ("review", 1, "step-2", 7.0, "rung", "count_silence", 1, True),
        ("review", 1, "grace-1", 5.0, "rung", "count_silence", 1, True),
        ("sign_off", 1, "deadline", 3600.0, "planned", None, 0, False),
    ]
    assert house.told("deadline_passed") == ["coordinator", *EDITORS, "coordinator", *REVIEWERS]
    assert house.told("review_reminder") == list(REVIEWERS)
    assert house.told("grace_given") == ["coordinator"]
    letters = [path.read_text() for path in house.parts.settings.outbox.rglob("*") if path.is_file()]
    with house.parts.database.read() as session:
        notices = session.exec(select(Notice)).all()
    assert {notice.state for notice in notices} == {"sent"}
    assert len(letters) == len(notices)
    assert all(sum(notice.id in letter for letter in letters) == 1 for notice in notices)
