"""A year's calendar is published after deadlines were counted in it: marked, then listed, moved only by an act."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from activities.engine import Engine
from schemas.calendar import Calendar, CalendarYear
from schemas.deadline import Deadline
from storage.calendar_ru import russian_calendar
from storage.calendars import Calendars
from tests.api.far import deadline_of
from tests.api.plans import owed
from tests.api.running import running_stage
from tests.api.stage import POLICY, Paper, Stage, house_with

WHY = {"reason": "вышел производственный календарь"}
LIMIT = {"days": 1500}
LONGER = {"days": 1540}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table of days that the worker has, as it ships until a test publishes more."""
    path = tmp_path_factory.mktemp("calendar") / "calendar.json"
    path.write_text(russian_calendar().model_dump_json(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def stage(temporal: str, tmp_path_factory: pytest.TempPathFactory, table: Path) -> Iterator[Stage]:
    command = ("tests.api.upgraded_worker", str(table))
    with running_stage(tmp_path_factory.mktemp("stage"), temporal, command) as stage:
        yield stage


def rules(phase: str, limit: dict[str, int]) -> dict[str, Any]:
    return {**POLICY, phase: {**POLICY[phase], "limit": limit}}


def published(until: int, day_off: date) -> Calendar:
    """The table with all years up to this one published: the yearly holidays, and a day off that nobody foresaw."""
    known = russian_calendar()
    missing = (year for year in range(min(known.known_years), until + 1) if year not in known.known_years)
    years = (
        CalendarYear(
            year=year,
            days_off=tuple(date(year, month, day) for month, day in known.yearly_holidays)
            + ((day_off,) if day_off.year == year else ()),
            working_weekend_days=(),
        )
        for year in missing
    )
    return Calendar(
        name=known.name, source=known.source, years=(*known.years, *years), yearly_holidays=known.yearly_holidays
    )


@pytest.mark.long
def test_published_year_moves_a_deadline_only_by_an_act(stage: Stage, table: Path) -> None:
    drafted = stage.launched(policy=rules("drafting", LIMIT))
    signing = stage.in_phase("approved", policy=rules("sign_off", LONGER))
    stage.candidate(signing.path)
    planned, made = owed(stage, due="01.02.2027")
    milestone = f"{planned.path}/milestones/{made}"
    stage.done("POST", f"{milestone}/extend", stage.coordinator, {"limit": LIMIT, **WHY})

    def shown() -> dict[str, Deadline]:
        (line,) = stage.read(f"{planned.path}/plan")["milestones"]
        return {
            drafted.section: deadline_of(stage, drafted.section),
            signing.path: deadline_of(stage, signing.path),
            milestone: Deadline.model_validate(line["deadline"]),
        }

    before = shown()
    assert {one.provisional for one in before.values()} == {True}, "counted in a year that is not published"
    assert before[drafted.section].last_day == before[milestone].last_day
    assert affected(stage, drafted, signing, planned) == {}
    last_day = before[drafted.section].last_day
    calendar = published(last_day.year + 1, last_day)
    stage.worker.end()
    table.write_text(calendar.model_dump_json(), encoding="utf-8")
    stage.worker.start()
    with house_with(stage.world, calendars=Calendars(calendar), engine=engine_by(stage, calendar)):
        listed = affected(stage, drafted, signing, planned)
        assert {stream: (one["why"], one["movable"]) for stream, one in listed.items()} == {
            f"section/{drafted.sections[0]}": ("other_date", True),
            f"document/{signing.id}": ("published", True),
            f"obligation/{made}": ("other_date", True),
        }
        assert shown() == before, "listed, and moved by nobody yet"
        for place, was in before.items():
            stage.done("POST", f"{place}/recount", stage.coordinator, WHY)
            now = shown()[place]
            assert (now.provisional, now.last_day > was.last_day, now.rule) == (False, place != signing.path, was.rule)
        would_be = [Deadline.model_validate(one["would_be"]) for one in listed.values()]
        assert sorted(would_be, key=str) == sorted(shown().values(), key=str)
        assert affected(stage, drafted, signing, planned) == {}


def engine_by(stage: Stage, calendar: Calendar) -> Engine:
    """What records acts in the API's process, as one that was started with this calendar has it."""
    engine, parts = stage.world.house.engine, replace(stage.parts, calendar=calendar)
    assert isinstance(engine, Engine)
    return Engine(engine._client, engine._queue, parts.database, parts.recorder)


def affected(stage: Stage, *papers: Paper) -> dict[str, dict[str, Any]]:
    ids = {paper.id for paper in papers}
    return {one["stream"]: one for one in stage.items("/calendar/affected") if one["document_id"] in ids}
