"""The calendar over HTTP: a year as it is counted, own days, deadlines that they concern, and counting these anew."""

from typing import Any

import pytest

from domain.schedule import due
from schemas.calendar import Calendar
from schemas.deadline import Deadline
from schemas.section_events import SECTION_EVENT, Launched
from storage.calendar_ru import russian_calendar
from storage.journal import INSTALLATION
from storage.tables import Event, Stream
from tests.api.far import deadline_of, far_limit, far_policy, make_day_off, put_off
from tests.api.plans import owed, proposed
from tests.api.stage import Paper, Stage, problem
from tests.api.world import World

WHY = {"reason": "так решил ректорат"}


def year(world: World, number: int) -> dict[str, Any]:
    answer = world.call("GET", f"/calendar?year={number}", world.person())
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def test_published_year_is_shown_as_it_is_counted(world: World) -> None:
    shown = year(world, 2024)
    assert (shown["provisional"], shown["working_days"], shown["own"]) == (False, 248, [])
    assert shown["working_weekends"] == ["2024-04-27", "2024-11-02", "2024-12-28"]
    assert {"2024-04-29", "2024-04-30", "2024-05-10", "2024-12-30", "2024-12-31"} <= set(shown["days_off"])
    assert shown["hash"] == russian_calendar().hash


def test_year_that_is_not_published_is_provisional(world: World) -> None:
    shown = year(world, 2028)
    assert (shown["provisional"], shown["working_weekends"]) == (True, [])
    assert "2028-01-03" in shown["days_off"]


def test_present_year_is_the_one_of_the_installations_zone(world: World) -> None:
    world.clock.now = world.clock.now.replace(month=12, day=31, hour=22)
    answer = world.call("GET", "/calendar", world.person())
    assert answer.json()["year"] == 2027


@pytest.mark.parametrize("wrong", ["/calendar?year=1899", "/calendar?year=2500", "/calendar?year=x"])
def test_year_that_nobody_counts_is_refused(world: World, wrong: str) -> None:
    assert problem(world.call("GET", wrong, world.person())) == (422, "invalid_request")


def test_own_days_are_shown_with_their_reasons_until_they_end(world: World) -> None:
    administrator = world.person("administrator")
    for day, working in (("2026-05-08", False), ("2026-05-16", True), ("2026-05-16", True)):
        form = {"working": working, **WHY}
        assert world.call("PUT", f"/calendar/days/{day}", administrator, json=form).is_success
    shown = year(world, 2026)
    assert [(one["day"], one["working"], one["reason"], one["made_by"]) for one in shown["own"]] == [
        ("2026-05-08", False, WHY["reason"], administrator.id),
        ("2026-05-16", True, WHY["reason"], administrator.id),
    ]
    assert ("2026-05-08" in shown["days_off"], shown["working_weekends"]) == (True, ["2026-05-16"])
    assert shown["hash"] != russian_calendar().hash
    for day in ("2026-05-08", "2026-05-16"):
        assert world.call("DELETE", f"/calendar/days/{day}", administrator, json=WHY).is_success
    assert year(world, 2026)["hash"] == russian_calendar().hash
    again = world.call("DELETE", "/calendar/days/2026-05-08", administrator, json=WHY)
    assert problem(again) == (404, "not_found")


def test_own_days_stand_on_the_record_without_their_reasons(world: World) -> None:
    administrator = world.person("administrator")
    form = {"working": False, **WHY}
    world.call("PUT", "/calendar/days/2026-05-08", administrator, json=form)
    world.call("DELETE", "/calendar/days/2026-05-08", administrator, json=WHY)
    with world.house.database.read() as session:
        events = [session.get_one(Event, (INSTALLATION, seq)) for seq in _last_two(world)]
    assert [(one.type, one.data["day"], one.actor_id) for one in events] == [
        ("calendar_day_set", "2026-05-08", administrator.id),
        ("calendar_day_ended", "2026-05-08", administrator.id),
    ]
    assert not any(WHY["reason"] in one.body for one in events)


def _last_two(world: World) -> tuple[int, int]:
    with world.house.database.read() as session:
        seq = session.get_one(Stream, INSTALLATION).seq
    return seq - 1, seq


@pytest.mark.parametrize("day", ["2026-02-30", "1900-01-01", "2300-01-01", "tomorrow"])
def test_day_that_is_none_is_not_found(world: World, day: str) -> None:
    form = {"working": False, **WHY}
    answer = world.call("PUT", f"/calendar/days/{day}", world.person("administrator"), json=form)
    assert problem(answer) == (404, "not_found")


def test_own_day_takes_a_reason(world: World) -> None:
    answer = world.call("PUT", "/calendar/days/2026-05-08", world.person("administrator"), json={"working": False})
    assert problem(answer) == (422, "invalid_request")


def affected(stage: Stage, paper: Paper) -> list[dict[str, Any]]:
    found = [one for page in stage.pages("/calendar/affected", stage.coordinator, 2) for one in page]
    return [one for one in found if one["document_id"] == paper.id]


def test_plan_can_be_worked_out_again_from_the_calendar_it_was_counted_by(stage: Stage) -> None:
    before = stage.launched(policy=far_policy("drafting"))
    put_off(stage, before.section)
    after = stage.launched(policy=far_policy("drafting"))
    put_off(stage, after.section)
    for paper in (before, after):
        launched = SECTION_EVENT.validate_python(stage.items(f"{paper.section}/timeline")[-1]["event"])
        assert isinstance(launched, Launched)
        told = launched.deadline
        table = Calendar.model_validate(stage.read(f"/calendar/tables/{told.calendar_hash}"))
        assert table.hash == told.calendar_hash
        assert due(told.rule, launched.opened_at, told.zone, table) == told
    assert problem(stage.call("GET", f"/calendar/tables/{'0' * 64}", stage.member)) == (404, "not_found")


def test_deadline_under_another_calendar_is_listed_and_stays_until_it_is_recounted(stage: Stage) -> None:
    paper = stage.launched(policy=far_policy("drafting"))
    was = deadline_of(stage, paper.section)
    assert affected(stage, paper) == []
    put_off(stage, paper.section)
    (listed,) = affected(stage, paper)
    assert (listed["stream"], listed["section"], listed["phase"]) == (
        f"section/{paper.sections[0]}", "Раздел 1", "drafting",
    )  # fmt: skip
    assert (listed["why"], listed["movable"]) == ("other_date", True)
    assert deadline_of(stage, paper.section) == was
    recounted = stage.done("POST", f"{paper.section}/recount", stage.coordinator, WHY)
    now = deadline_of(stage, paper.section)
    assert recounted["deadline"] == listed["would_be"] == now.model_dump(mode="json")
    assert (now.last_day > was.last_day, now.rule) == (True, was.rule)
    assert affected(stage, paper) == []
    assert problem(stage.call("POST", f"{paper.section}/recount", stage.coordinator, json=WHY)) == (
        409, "deadline_stands",
    )  # fmt: skip


def test_recount_moves_either_way_replans_reminders_and_tells_who_is_awaited(stage: Stage) -> None:
    paper = stage.launched(policy=far_policy("drafting"), editors=[stage.editor])
    was = deadline_of(stage, paper.section)
    day = put_off(stage, paper.section)
    stage.done("POST", f"{paper.section}/recount", stage.coordinator, WHY)
    stage.done("DELETE", f"/calendar/days/{day}", stage.administrator, WHY)
    assert [one["why"] for one in affected(stage, paper)] == ["other_date"]
    stage.done("POST", f"{paper.section}/recount", stage.administrator, WHY)
    assert deadline_of(stage, paper.section).at == was.at
    ledger = stage.items(f"{paper.path}/ledger")
    by_state = [one["state"] for one in ledger if one["alarm_id"] == "deadline"]
    assert by_state == ["cancelled", "cancelled", "planned"]
    assert {one["reason"] for one in ledger if one["state"] == "cancelled"} == {"deadline_recounted"}
    told = [one for one in stage.inbox(stage.editor) if one["facts"].get("section_id") == paper.sections[0]]
    assert [one["kind"] for one in told] == ["drafting_opened", "recounted", "recounted"]
    assert WHY["reason"] in told[-1]["text"]
    events = [one for one in stage.items(f"{paper.section}/timeline") if one["type"] == "deadline_recounted"]
    assert [(one["actor_id"], one["reason"]) for one in events] == [
        (stage.coordinator.id, WHY["reason"]), (stage.administrator.id, WHY["reason"]),
    ]  # fmt: skip


def test_signing_of_the_whole_is_recounted_too(stage: Stage) -> None:
    paper = stage.in_phase("approved", policy=far_policy("sign_off"))
    stage.candidate(paper.path)
    put_off(stage, paper.path)
    (listed,) = affected(stage, paper)
    assert (listed["stream"], listed["section"], listed["document"]) == (f"document/{paper.id}", None, "Стратегия")
    stage.done("POST", f"{paper.path}/recount", stage.coordinator, WHY)
    assert deadline_of(stage, paper.path).model_dump(mode="json") == listed["would_be"]
    assert stage.told(stage.leader, document_id=paper.id)[-1] == "recounted"
    assert affected(stage, paper) == []


def test_milestone_extended_by_days_is_recounted_too_and_a_day_of_the_plan_stands(stage: Stage) -> None:
    paper, made = owed(stage, due="01.02.2027")
    place = f"{paper.path}/milestones/{made}"
    refused = stage.call("POST", f"{place}/recount", stage.coordinator, json=WHY)
    assert problem(refused) == (409, "deadline_stands")
    extended = stage.done("POST", f"{place}/extend", stage.coordinator, {"limit": far_limit(), **WHY})
    make_day_off(stage, Deadline.model_validate(extended["deadline"]))
    (listed,) = affected(stage, paper)
    assert (listed["stream"], listed["milestone_id"], listed["phase"], listed["section"]) == (
        f"obligation/{made}", made, "obligation", None,
    )  # fmt: skip
    assert "Собрать отчёты" in listed["milestone"]
    (line,) = stage.read(f"{paper.path}/plan")["milestones"]
    assert line["deadline"] == extended["deadline"]
    recounted = stage.done("POST", f"{place}/recount", stage.coordinator, WHY)
    assert recounted["deadline"] == listed["would_be"]
    assert affected(stage, paper) == []
    assert stage.told(stage.editor, obligation_id=made)[-1] == "obligation_recounted"


def test_vote_whether_to_begin_is_recounted_too(stage: Stage) -> None:
    paper = proposed(stage, rule={"limit": far_limit()})
    put_off(stage, f"{paper.path}/proposal")
    (listed,) = affected(stage, paper)
    assert (listed["phase"], listed["section"], listed["milestone"]) == ("proposal", None, None)
    stage.done("POST", f"{paper.path}/proposal/recount", stage.coordinator, WHY)
    assert stage.read(f"{paper.path}/proposal")["deadline"] == listed["would_be"]
    assert stage.told(stage.reviewer, document_id=paper.id)[-1] == "proposal_recounted"
    assert affected(stage, paper) == []


def test_affected_deadlines_are_shown_to_who_may_recount_them(stage: Stage) -> None:
    paper = stage.launched(policy=far_policy("drafting"))
    put_off(stage, paper.section)
    for by, sees in ((stage.coordinator, 1), (stage.administrator, 1), (stage.stranger, 0), (stage.editor, 0)):
        shown = [one for page in stage.pages("/calendar/affected", by, 200) for one in page]
        assert len([one for one in shown if one["document_id"] == paper.id]) == sees
    (listed,) = affected(stage, paper)
    assert listed["says"].startswith("Сейчас: до конца ")
    assert " По действующему календарю: до конца " in listed["says"]
