"""A plan laid before people, approved, owed and fulfilled; all through HTTP with the processes running."""

from domain.plan.table import as_markdown
from schemas.plan import Milestone
from tests.api.plans import approve_plan, is_in_force, milestone, owed
from tests.api.stage import Form, Paper, Stage, problem


def lines(stage: Stage, paper: Paper) -> dict[str, Form]:
    """Plan against fact, by milestone."""
    return {one["id"]: one for one in stage.read(f"{paper.path}/plan")["milestones"]}


def test_plan_comes_into_force_with_the_approval_of_exactly_its_text(stage: Stage) -> None:
    paper = stage.launched()
    first = milestone(stage, paper, number="1", person_id=stage.member.id)
    second = milestone(stage, paper, "Подвести | *итоги*", "по мере готовности", number="2", needs=["1"])
    form = {"section_id": paper.sections[0]}
    laid = stage.done("POST", f"{paper.path}/plan/revisions", stage.editor, form)
    plan = stage.read(f"{paper.path}/plan")
    assert (plan["in_force"], {one["state"] for one in plan["milestones"]}) == (None, {"draft"})
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, remark(stage, paper))
    stage.answer(paper.section)
    stage.agree(paper.section)
    stage.sign(paper.section)
    stage.until(lambda: is_in_force(stage, paper, laid["revision_id"]))
    plan = stage.read(f"{paper.path}/plan")
    head = stage.read(paper.section)
    assert plan["in_force"]["text_hash"] == head["text_hash"] == stage.read(f"{paper.section}")["text_hash"]
    assert [(one["id"], one["state"], one["owed_by"]) for one in plan["milestones"]] == [
        (first, "open", [stage.member.id]),
        (second, "open", [stage.coordinator.id]),
    ]
    original = stage.call("GET", f"/revisions/{laid['revision_id']}/original", stage.editor).text
    names = {stage.member.id: stage.read(f"/people/{stage.member.id}")["name"]}
    drafted = [Milestone.model_validate(one) for one in stage.items(f"{paper.path}/milestones")]
    assert original == as_markdown(drafted, "ru", names)
    assert (plan["next"], plan["overdue"], plan["changed_since"]) == (first, [], False)
    assert plan["sections"][0]["phase"] == "approved"
    assert stage.told(stage.member, obligation_id=first) == ["obligation_opened"]


def remark(stage: Stage, paper: Paper) -> Form:
    return {"revision_id": stage.head(paper.section), "text": "Кто соберёт?", "quote": "Собрать отчёты"}


def test_a_change_is_in_force_only_when_a_new_text_is_approved(stage: Stage) -> None:
    paper, kept = owed(stage)
    left_out = milestone(stage, paper, "Лишнее", "01.12.2030")
    change = {"due": {"words": "15.11.2030"}}
    stage.done("PATCH", f"{paper.path}/milestones/{kept}", stage.coordinator, change, version=1)
    plan = stage.read(f"{paper.path}/plan")
    assert (plan["changed_since"], [one["last_day"] for one in plan["milestones"]]) == (True, ["2030-10-15"])
    stage.done("POST", f"{paper.section}/reopen", stage.coordinator, {"reason": "новый срок"})
    second = approve_plan(stage, paper)
    stage.until(lambda: lines(stage, paper)[kept]["last_day"] == "2030-11-15")
    stage.done("DELETE", f"{paper.path}/milestones/{left_out}", stage.coordinator, version=1)
    assert lines(stage, paper)[left_out]["state"] == "open"
    stage.done("POST", f"{paper.section}/reopen", stage.coordinator, {"reason": "одно лишнее"})
    third = approve_plan(stage, paper)
    assert third != second
    stage.until(lambda: "obligation_cancelled" in stage.told(stage.coordinator, obligation_id=left_out))
    assert list(lines(stage, paper)) == [kept]
    assert stage.told(stage.editor, obligation_id=kept) == ["obligation_opened"] * 2


def test_text_written_by_hand_binds_no_plan(stage: Stage) -> None:
    paper = stage.launched()
    milestone(stage, paper)
    stage.approve(paper.section)
    stage.until(stage.quiet)
    assert stage.read(f"{paper.path}/plan")["in_force"] is None


def test_late_milestone_is_told_escalated_extended_and_fulfilled(stage: Stage) -> None:
    paper, late = owed(stage, due="01.02.2023")
    told = {"obligation_opened", "obligation_overdue", "obligation_escalation"}
    stage.until(lambda: told <= set(stage.told(stage.editor, obligation_id=late)) | {"obligation_escalation"})
    stage.until(lambda: "obligation_escalation" in stage.told(stage.leader, obligation_id=late))
    assert stage.told(stage.coordinator, obligation_id=late)[0] == "obligation_overdue"
    line = lines(stage, paper)[late]
    assert (line["overdue"], line["days_late"] > 1000, line["state"]) == (True, True, "open")
    place = f"{paper.path}/milestones/{late}"
    stage.done("POST", f"{place}/extend", stage.coordinator, {"limit": {"days": 30}, "reason": "ждём данных"})
    line = lines(stage, paper)[late]
    assert (line["overdue"], line["days_late"], stage.read(f"{paper.path}/plan")["next"]) == (False, None, late)
    refused = stage.call("POST", f"{place}/fulfilment", stage.reviewer, json={"evidence": "протокол"})
    assert problem(refused) == (403, "not_allowed")
    stage.done("POST", f"{place}/fulfilment", stage.editor, {"evidence": "Протокол № 3"})
    line = lines(stage, paper)[late]
    assert (line["state"], line["note"], line["days_late"] < 0) == ("fulfilled", "Протокол № 3", True)
    again = stage.call("POST", f"{place}/fulfilment", stage.editor, json={"evidence": "ещё раз"})
    assert problem(again) == (409, "wrong_phase")
    assert stage.told(stage.coordinator, obligation_id=late)[-1] == "obligation_fulfilled"
    ledger = [one for one in stage.items(f"{paper.path}/ledger") if one["phase"] == "obligation"]
    assert {one["state"] for one in ledger} == {"rung", "overtaken", "cancelled"}
    assert "date_past" not in {one["code"] for one in stage.items(f"{paper.path}/plan/contradictions")}


def test_milestone_of_a_body_is_owed_by_its_members(stage: Stage) -> None:
    body = stage.body("Редакционная группа")
    for person in (stage.member, stage.second):
        stage.done("PUT", f"/bodies/{body}/members/{person.id}", stage.administrator, {"office": "member"})
    paper, made = owed(stage, person_id=None, body_id=body)
    assert lines(stage, paper)[made]["owed_by"] == sorted([stage.member.id, stage.second.id])
    assert paper.id in {one["id"] for one in stage.items("/documents", stage.member)}
    form = {"evidence": "Собрано сорок отчётов"}
    stage.done("POST", f"{paper.path}/milestones/{made}/fulfilment", stage.member, form)
    assert lines(stage, paper)[made]["state"] == "fulfilled"


def test_milestone_called_off_is_owed_no_more(stage: Stage) -> None:
    paper, made = owed(stage)
    place = f"{paper.path}/milestones/{made}"
    stage.done("POST", f"{place}/cancel", stage.coordinator, {"reason": "решили иначе"})
    line = lines(stage, paper)[made]
    assert (line["state"], line["note"]) == ("cancelled", "решили иначе")
    assert stage.told(stage.editor, obligation_id=made) == ["obligation_opened", "obligation_cancelled"]
    other = stage.paper().path
    strange = stage.call("POST", f"{other}/milestones/{made}/cancel", stage.coordinator, json={"reason": "нет"})
    assert problem(strange) == (404, "not_found")


def test_rule_of_the_plan_is_set_by_version_and_taken_with_the_text(stage: Stage) -> None:
    paper = stage.launched()
    milestone(stage, paper)
    place = f"{paper.path}/plan/rule"
    ladder = [{"after": {"days": 1}, "tell": ["coordinator"], "outcome": "extend", "by": {"days": 5}}]
    form = {"rule": {"limit": {"days": 1}, "reminders": [{"days": 7}], "ladder": ladder}}
    stage.done("PUT", place, stage.coordinator, form, version=1)
    assert problem(stage.call("PUT", place, stage.coordinator, json=form, version=1)) == (412, "version_outdated")
    ladder[0] = {"after": {"days": 1}, "tell": ["coordinator"], "outcome": "count_silence"}
    refused = stage.call("PUT", place, stage.coordinator, json=form, version=2)
    assert problem(refused) == (422, "ladder_outcome_misplaced")
    approve_plan(stage, paper)
    alarms = {one["alarm_id"] for one in stage.items(f"{paper.path}/ledger") if one["phase"] == "obligation"}
    assert alarms == {"reminder-1", "deadline", "step-1"}
