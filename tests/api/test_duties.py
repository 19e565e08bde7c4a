"""Duties over HTTP: who is appointed by the matrix, who stands in, and who leaves an open phase."""

from datetime import timedelta
from typing import Any

import pytest

from tests.api.stage import POLICY, Paper, Stage, problem
from tests.api.world import CONFIRMED, Account

WHY = {"reason": "так надо"}
UNANIMITY = {**POLICY, "vote": {"kind": "unanimity"}}


def told(stage: Stage, paper: Paper, *people: Any) -> list[list[str]]:
    return [stage.told(person, section_id=paper.sections[0]) for person in people]


def body_of(stage: Stage, *members: Account) -> str:
    body = stage.body("Экспертный совет")
    for member in members:
        stage.done("PUT", f"/bodies/{body}/members/{member.id}", stage.administrator, {"office": "member"})
    return body


def answers(stage: Stage, paper: Paper, **row: Any) -> None:
    version = stage.read(paper.path)["version"]
    form = {"rows": [row]}
    stage.done("PUT", f"{paper.path}/responsibilities", stage.coordinator, form, version=version)


def appointed(stage: Stage, members: list[Account], task: str = "review", **parts: Any) -> tuple[Paper, str]:
    """A paper in drafting whose matrix gives a body's members a task, and the body."""
    body = body_of(stage, *members)
    paper = stage.paper(policy=UNANIMITY, **parts)
    answers(stage, paper, task=task, body_id=body)
    stage.launch(paper)
    return paper, body


def voters(stage: Stage, paper: Paper) -> list[str]:
    found: list[str] = stage.read(f"{paper.section}/ballot")["voters"]
    return found


def ids(*people: Account) -> list[str]:
    return [person.id for person in people]


def test_members_of_a_body_that_answers_for_the_review_vote_and_read(stage: Stage) -> None:
    newcomer = stage.world.person()
    paper, _body = appointed(stage, [newcomer], reviewers=[])
    assert stage.read(paper.section, newcomer)["phase"] == "drafting"
    assert paper.id in [one["id"] for one in stage.items("/documents", newcomer)]
    stage.hand_in(paper.section)
    assert voters(stage, paper) == [newcomer.id]
    stage.agree(paper.section, newcomer)
    assert stage.phase(paper.section) == "sign_off"


def test_editor_named_in_the_matrix_hands_in_and_whoever_is_to_be_informed_reads_only(stage: Stage) -> None:
    editor, reader = stage.world.person(), stage.world.person()
    paper = stage.paper()
    version = stage.read(paper.path)["version"]
    rows = [{"task": "drafting", "person_id": editor.id}, {"task": "information", "person_id": reader.id}]
    stage.done("PUT", f"{paper.path}/responsibilities", stage.coordinator, {"rows": rows}, version=version)
    stage.launch(paper)
    assert stage.submit(paper.section, by=reader).json()["code"] == "not_an_editor"
    assert stage.read(paper.section, reader)["phase"] == "drafting"
    stage.hand_in(paper.section, by=editor)
    assert stage.phase(paper.section) == "review"


def test_member_who_leaves_the_body_is_recused_and_the_base_announced(stage: Stage) -> None:
    leaving, staying = stage.world.person(), stage.world.person()
    paper, body = appointed(stage, [leaving, staying])
    stage.hand_in(paper.section)
    stage.agree(paper.section)
    stage.agree(paper.section, staying)
    stage.done("DELETE", f"/bodies/{body}/members/{leaving.id}", stage.administrator)
    assert stage.phase(paper.section) == "sign_off"
    assert sorted(voters(stage, paper)) == sorted(ids(stage.reviewer, staying))
    invited = ["review_invitation"]
    people = (leaving, staying, stage.reviewer)
    assert told(stage, paper, *people) == [
        [*invited, "recused"],
        [*invited, "base_changed"],
        [*invited, "base_changed"],
    ]
    recused = [one for one in stage.items(f"{paper.section}/timeline") if one["type"] == "recused"]
    assert [(one["event"]["reason"], one["event"]["base"]) for one in recused] == [("left_body", 2)]


def test_past_term_that_is_entered_late_takes_nobody_out_of_a_round(stage: Stage) -> None:
    person, other = stage.world.person(), stage.world.person()
    paper, body = appointed(stage, [person, other], reviewers=[])
    member = f"/bodies/{body}/members/{person.id}"
    this_year, past = ("2026-01-01", None), ("2024-01-01", "2024-12-31")
    stage.done("PUT", member, stage.administrator, {"since": this_year[0]})
    stage.hand_in(paper.section)
    stage.done("PUT", member, stage.administrator, {"since": past[0], "until": past[1]})
    assert sorted(voters(stage, paper)) == sorted(ids(person, other))
    kept = [one for one in stage.items(f"/bodies/{body}/members") if one["person_id"] == person.id]
    assert [(one["since"], one["until"]) for one in kept] == [past, this_year]


def test_listed_member_who_leaves_a_body_stays(stage: Stage) -> None:
    paper, body = appointed(stage, [stage.reviewer])
    stage.hand_in(paper.section)
    stage.done("DELETE", f"/bodies/{body}/members/{stage.reviewer.id}", stage.administrator)
    assert voters(stage, paper) == [stage.reviewer.id]


@pytest.mark.parametrize("phase", ["drafting", "review", "sign_off"])
def test_person_whose_account_is_closed_leaves_the_open_phase(stage: Stage, phase: str) -> None:
    gone = stage.world.person()
    parts = {"editors": [stage.editor, gone], "reviewers": [stage.reviewer, gone], "approvers": [stage.approver, gone]}
    part = {"drafting": "editors", "review": "reviewers", "sign_off": "approvers"}[phase]
    rules = {**POLICY, "vote": {"kind": "unanimity"}}
    paper = stage.in_phase(phase, policy=rules, **{part: parts[part]})
    stage.done("PATCH", f"/people/{gone.id}", stage.administrator, {"active": False}, version=1)
    recused = [one for one in stage.items(f"{paper.section}/timeline") if one["type"] == "recused"]
    assert [(one["event"]["part"] + "s", one["event"]["reason"], one["event"]["base"]) for one in recused] == [
        (part, "deactivated", 1)
    ]
    assert told(stage, paper, stage.coordinator) == [["base_changed"]]
    stage.until(stage.quiet)


def test_round_whose_only_voter_is_gone_tells_the_coordinator(stage: Stage) -> None:
    gone = stage.world.person()
    paper = stage.in_phase("review", reviewers=[gone])
    stage.done("PATCH", f"/people/{gone.id}", stage.administrator, {"active": False}, version=1)
    assert told(stage, paper, stage.coordinator) == [["base_changed", "cannot_be_met"]]
    stage.send_back(paper.section)


def away(stage: Stage, person: Account, deputy: Account) -> None:
    today = stage.world.today()
    form = {
        "person_id": person.id,
        "since": str(today),
        "until": str(today + timedelta(days=3)),
        "deputy_id": deputy.id,
    }
    stage.done("POST", "/absences", stage.administrator, form)


def test_absence_passes_an_open_duty_to_the_deputy_who_votes_in_that_place(stage: Stage) -> None:
    person, deputy = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", reviewers=[person])
    away(stage, person, deputy)
    assert told(stage, paper, person, deputy) == [["review_invitation", "duty_passed"], ["deputy_called"]]
    form = {"revision_id": stage.head(paper.section), "verdict": "agree"}
    early = stage.call("POST", f"{paper.section}/verdicts", person, json=form)
    assert problem(early) == (409, "duty_passed")
    stage.agree(paper.section, deputy)
    assert stage.phase(paper.section) == "sign_off"
    assert stage.read(paper.section, deputy)["phase"] == "sign_off"


def test_somebody_away_is_stood_in_for_from_the_opening(stage: Stage) -> None:
    person, deputy = stage.world.person(), stage.world.person()
    away(stage, person, deputy)
    paper = stage.in_phase("sign_off", approvers=[person])
    stage.sign(paper.section, deputy)
    assert stage.phase(paper.section) == "approved"


def test_deputy_whose_account_is_closed_gives_the_duty_back(stage: Stage) -> None:
    deputy = stage.world.person()
    paper = stage.in_phase("review")
    stage.done("POST", f"{paper.section}/delegate", stage.reviewer, {"deputy_id": deputy.id, **WHY})
    stage.done("PATCH", f"/people/{deputy.id}", stage.administrator, {"active": False}, version=1)
    assert told(stage, paper, stage.reviewer) == [["review_invitation", "duty_passed", "duty_returned"]]
    stage.agree(paper.section)
    assert stage.phase(paper.section) == "sign_off"


def test_reviewer_may_not_hand_over_somebody_else_s_duty(stage: Stage) -> None:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.leader])
    form = {"person_id": stage.leader.id, "deputy_id": stage.member.id, **WHY}
    assert problem(stage.call("POST", f"{paper.section}/delegate", stage.reviewer, json=form)) == (403, "not_allowed")
    stage.done("POST", f"{paper.section}/delegate", stage.coordinator, form)
    stage.agree(paper.section, stage.member)
    assert [vote["deputy_id"] for vote in stage.read(f"{paper.section}/ballot")["votes"]] == [stage.member.id]


def led(stage: Stage, *leaders: Account) -> Paper:
    """A document whose candidate lies before these leaders."""
    paper = stage.in_phase("approved", leaders=list(leaders))
    stage.candidate(paper.path)
    return paper


def replacing(part: str, leaves: Account, joins: Account) -> dict[str, str]:
    return {"part": part, "leaves": leaves.id, "joins": joins.id, **WHY}


def whole(stage: Stage, paper: Paper, *people: Account) -> list[list[str]]:
    return [stage.told(person, document_id=paper.id, section_id=None) for person in people]


def test_leader_is_replaced_before_the_open_candidate(stage: Stage) -> None:
    leaves, joins = stage.world.person(), stage.world.person()
    paper = led(stage, leaves)
    stage.done("POST", f"{paper.path}/reassign", stage.coordinator, replacing("leader", leaves, joins))
    assert whole(stage, paper, leaves, joins) == [["candidate_opened", "document_relieved"], ["candidate_opened"]]
    form = {"candidate_hash": stage.candidate(paper.path)["hash"], **CONFIRMED}
    assert stage.call("POST", f"{paper.path}/signatures", leaves, json=form).status_code in (403, 404)
    stage.done("POST", f"{paper.path}/signatures", joins, form)
    assert stage.phase(paper.path) == "approved"
    assert stage.read(paper.path)["approvers"] == [joins.id]


def test_new_coordinator_reaches_all_sections_at_once(stage: Stage) -> None:
    old, new = stage.world.person("coordinator"), stage.world.person("coordinator")
    paper = stage.launched(2)
    stage.done("POST", f"{paper.path}/reassign", stage.coordinator, replacing("coordinator", stage.coordinator, old))
    stage.done("POST", f"{paper.path}/reassign", old, replacing("coordinator", old, new))
    for section in paper.sections:
        form = {"limit": {"working_days": 60}, **WHY}
        stage.done("POST", f"/sections/{section}/extend", new, form)
        assert stage.call("POST", f"/sections/{section}/extend", old, json=form).status_code == 404
    assert whole(stage, paper, old, new) == [["document_assigned", "document_relieved"], ["document_assigned"]]


def test_leader_whose_account_is_closed_leaves_the_open_signing(stage: Stage) -> None:
    gone, stays = stage.world.person(), stage.world.person()
    paper = led(stage, gone, stays)
    form = {"candidate_hash": stage.candidate(paper.path)["hash"], **CONFIRMED}
    stage.done("POST", f"{paper.path}/signatures", stays, form)
    stage.done("PATCH", f"/people/{gone.id}", stage.administrator, {"active": False}, version=1)
    assert stage.phase(paper.path) == "approved"
    assert whole(stage, paper, stays) == [["candidate_opened", "base_changed", "document_approved"]]


def test_document_without_a_coordinator_is_told_to_the_administrators(stage: Stage) -> None:
    gone = stage.world.person("coordinator")
    paper = stage.launched()
    stage.done("POST", f"{paper.path}/reassign", stage.coordinator, replacing("coordinator", stage.coordinator, gone))
    stage.done("PATCH", f"/people/{gone.id}", stage.administrator, {"active": False}, version=1)
    assert whole(stage, paper, stage.administrator) == [["document_coordinator_left"]]
    back = replacing("coordinator", gone, stage.coordinator)
    stage.done("POST", f"{paper.path}/reassign", stage.administrator, back)
    assert stage.read(paper.path)["coordinator_id"] == stage.coordinator.id


def test_leader_who_is_away_is_stood_in_for(stage: Stage) -> None:
    leader, deputy = stage.world.person(), stage.world.person()
    paper = led(stage, leader)
    away(stage, leader, deputy)
    assert whole(stage, paper, leader, deputy) == [["candidate_opened", "duty_passed"], ["deputy_called"]]
    form = {"candidate_hash": stage.candidate(paper.path)["hash"], **CONFIRMED}
    stage.done("POST", f"{paper.path}/signatures", deputy, form)
    assert stage.phase(paper.path) == "approved"
