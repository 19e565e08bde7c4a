"""What is owed by a plan when its people change: replaced, gone, or stood in for; all through HTTP."""

from datetime import timedelta
from typing import Any

from tests.api.plans import approve_plan, milestone, owed
from tests.api.stage import Form, Paper, Stage, problem
from tests.api.world import Account

WHY = {"reason": "новый порядок"}


def line(stage: Stage, paper: Paper, made: str) -> Form:
    """One milestone, plan against fact."""
    lines = {one["id"]: one for one in stage.read(f"{paper.path}/plan", stage.administrator)["milestones"]}
    return dict(lines[made])


def replace(stage: Stage, paper: Paper, part: str, leaves: Account, joins: Account) -> None:
    form = {"part": part, "leaves": leaves.id, "joins": joins.id, **WHY}
    stage.done("POST", f"{paper.path}/reassign", stage.administrator, form)


def close_account(stage: Stage, person: Account) -> None:
    stage.done("PATCH", f"/people/{person.id}", stage.administrator, {"active": False}, version=1)


def soon(stage: Stage, paper: Paper, *steps: Any) -> None:
    """The plan reminds nobody, and acts as its date passes."""
    rule = {"limit": {"days": 1}, "reminders": [], "ladder": list(steps)}
    stage.done("PUT", f"{paper.path}/plan/rule", stage.coordinator, {"rule": rule}, version=1)


def step(*tell: str, **more: Any) -> Form:
    return {"after": {"duration": "PT0S"}, "tell": list(tell), **more}


def test_new_coordinator_and_leader_have_what_is_owed_from_the_same_moment(stage: Stage) -> None:
    paper = stage.launched()
    named = milestone(stage, paper, person_id=stage.editor.id)
    unnamed = milestone(stage, paper, "Провести сессию", "15.11.2030")
    approve_plan(stage, paper)
    before = {made: line(stage, paper, made)["deadline"] for made in (named, unnamed)}
    coordinator, leader = stage.world.person("coordinator"), stage.world.person()
    replace(stage, paper, "coordinator", stage.coordinator, coordinator)
    replace(stage, paper, "leader", stage.leader, leader)
    assert [line(stage, paper, made)["owed_by"] for made in (named, unnamed)] == [[stage.editor.id], [coordinator.id]]
    assert {made: line(stage, paper, made)["deadline"] for made in before} == before
    assert stage.told(coordinator, obligation_id=unnamed) == ["obligation_taken_over"]
    assert stage.told(coordinator, obligation_id=named) == []
    place = f"{paper.path}/milestones"
    late = {"limit": {"at": "2020-01-01T00:00:00Z"}, **WHY}
    assert problem(stage.call("POST", f"{place}/{named}/extend", coordinator, json=late))[1] == "deadline_in_past"
    refused = stage.call("POST", f"{place}/{unnamed}/fulfilment", stage.coordinator, json={"evidence": "сделано"})
    assert problem(refused) == (404, "not_found")
    stage.done("POST", f"{place}/{named}/fulfilment", stage.editor, {"evidence": "сделано"})
    stage.done("POST", f"{place}/{unnamed}/fulfilment", coordinator, {"evidence": "сделано"})
    assert stage.told(coordinator, obligation_id=named) == ["obligation_fulfilled"]
    assert stage.told(stage.coordinator, obligation_id=named) == []


def test_overdue_milestone_is_told_to_the_new_coordinator_and_leader_only(stage: Stage) -> None:
    paper = stage.launched()
    soon(stage, paper, step("approvers", "coordinator"))
    made = milestone(stage, paper, due="01.02.2023", person_id=stage.editor.id)
    approve_plan(stage, paper)
    late = ["obligation_overdue", "obligation_escalation"]
    stage.until(lambda: stage.told(stage.coordinator, obligation_id=made) == late)
    coordinator, leader = stage.world.person("coordinator"), stage.world.person()
    replace(stage, paper, "coordinator", stage.coordinator, coordinator)
    replace(stage, paper, "leader", stage.leader, leader)
    again = {"limit": {"duration": "PT1S"}, **WHY}
    stage.done("POST", f"{paper.path}/milestones/{made}/extend", coordinator, again)
    stage.until(lambda: "obligation_escalation" in stage.told(leader, obligation_id=made))
    assert stage.told(coordinator, obligation_id=made) == ["obligation_extended", *late]
    assert stage.told(stage.coordinator, obligation_id=made) == late
    assert stage.told(stage.leader, obligation_id=made) == late[1:]


def test_closed_accounts_owe_nothing_and_the_coordinator_does_in_the_end(stage: Stage) -> None:
    first, second = stage.world.person(), stage.world.person()
    body = stage.body("Оргкомитет")
    for person in (first, second):
        stage.done("PUT", f"/bodies/{body}/members/{person.id}", stage.administrator, {"office": "member"})
    paper, made = owed(stage, person_id=None, body_id=body)
    close_account(stage, first)
    assert line(stage, paper, made)["owed_by"] == [second.id]
    assert stage.told(second, obligation_id=made) == ["obligation_opened", "obligation_left"]
    close_account(stage, second)
    assert line(stage, paper, made)["owed_by"] == [stage.coordinator.id]
    assert stage.told(stage.coordinator, obligation_id=made) == ["obligation_left", "obligation_taken_over"]


def test_milestone_overdue_passes_to_the_deputy_who_fulfils_it(stage: Stage) -> None:
    person, deputy, further = (stage.world.person() for _ in range(3))
    body = stage.body("Рабочая группа")
    for one, standing_in in ((person, deputy), (deputy, further)):
        form = {"office": "member", "deputy_id": standing_in.id}
        stage.done("PUT", f"/bodies/{body}/members/{one.id}", stage.administrator, form)
    paper = stage.launched()
    passing = step("owner", outcome="pass_to_deputy")
    soon(stage, paper, passing, {**passing, "after": {"duration": "PT1S"}}, step("approvers"))
    made = milestone(stage, paper, due="01.02.2023", person_id=person.id)
    approve_plan(stage, paper)
    stage.until(lambda: "obligation_escalation" in stage.told(stage.leader, obligation_id=made))
    assert line(stage, paper, made)["owed_by"] == [deputy.id], "a deputy's duty does not pass on"
    opened = ["obligation_opened", "obligation_overdue", "obligation_escalation", "obligation_passed"]
    assert stage.told(person, obligation_id=made) == opened
    assert stage.told(deputy, obligation_id=made) == ["obligation_passed", "obligation_escalation"]
    assert stage.told(stage.coordinator, obligation_id=made) == ["obligation_overdue", "obligation_passed"]
    assert stage.told(further, obligation_id=made) == []
    assert paper.id in {one["id"] for one in stage.items("/documents", deputy)}
    done = {"evidence": "Протокол заместителя"}
    place = f"{paper.path}/milestones/{made}/fulfilment"
    assert problem(stage.call("POST", place, person, json=done)) == (404, "not_found")
    stage.done("POST", place, deputy, done)
    shown = line(stage, paper, made)
    assert (shown["state"], shown["owed_by"], shown["note"]) == ("fulfilled", [deputy.id], "Протокол заместителя")
    assert shown["days_late"] > 1000
    assert stage.told(stage.coordinator, obligation_id=made)[-1] == "obligation_fulfilled"
    assert stage.told(deputy, obligation_id=made)[-1] == "obligation_fulfilled"


def test_milestone_of_who_is_away_is_the_deputys_until_they_are_back(stage: Stage) -> None:
    person, deputy = stage.world.person(), stage.world.person()
    paper = stage.launched()
    soon(stage, paper, step("owner", outcome="pass_to_deputy"))
    made = milestone(stage, paper, due="01.02.2090", person_id=person.id)
    approve_plan(stage, paper)
    assert line(stage, paper, made)["owed_by"] == [person.id]
    today = stage.world.today()
    days = {"since": str(today - timedelta(days=1)), "until": str(today + timedelta(days=30))}
    form = {"person_id": person.id, "deputy_id": deputy.id, **days}
    absence = stage.done("POST", "/absences", stage.administrator, form)["id"]
    assert line(stage, paper, made)["owed_by"] == [deputy.id]
    stage.done("POST", f"/absences/{absence}/end", stage.administrator)
    assert line(stage, paper, made)["owed_by"] == [person.id]
    assert stage.told(person, obligation_id=made) == [
        *("obligation_opened", "obligation_stood_in", "obligation_taken_back"),
    ]
    assert stage.told(deputy, obligation_id=made) == ["obligation_stood_in", "obligation_relieved"]
    assert stage.told(stage.coordinator, obligation_id=made) == ["obligation_stood_in", "obligation_taken_back"]
    done = {"evidence": "Протокол"}
    stage.done("POST", f"{paper.path}/milestones/{made}/fulfilment", person, done)


def test_absence_alone_leaves_a_milestone_with_its_person_where_the_plan_knows_no_deputies(stage: Stage) -> None:
    person, deputy = stage.world.person(), stage.world.person()
    paper, made = owed(stage, person_id=person.id)
    today = stage.world.today()
    form = {"person_id": person.id, "deputy_id": deputy.id, "since": str(today), "until": str(today)}
    stage.done("POST", "/absences", stage.administrator, form)
    assert line(stage, paper, made)["owed_by"] == [person.id]
    assert stage.told(deputy, obligation_id=made) == []
