"""Rounds and sign-offs over HTTP: signing in turn, recusal, too few votes, and rules that change on the way."""

from typing import Any

import pytest

from tests.api.stage import POLICY, Form, Paper, Stage, problem
from tests.api.world import CONFIRMED

WHY = {"reason": "так надо"}
IN_TURN = {**POLICY, "sign": {"order": "in_turn"}}
UNANIMITY = {**POLICY, "vote": {"kind": "unanimity"}}


def told(stage: Stage, paper: Paper, *people: Any) -> list[list[str]]:
    return [stage.told(person, section_id=paper.sections[0]) for person in people]


def test_signers_in_turn_are_invited_one_by_one_in_the_order_of_the_list(stage: Stage) -> None:
    order = [stage.member, stage.approver, stage.second]
    paper = stage.in_phase("sign_off", policy=IN_TURN, approvers=order, editors=[stage.editor])
    assert stage.read(f"{paper.section}/ballot")["signers"] == [one.id for one in order]
    for place, person in enumerate(order):
        assert told(stage, paper, *order) == [["sign_invitation"]] * (place + 1) + [[]] * (2 - place)
        stage.sign(paper.section, person)
    assert stage.phase(paper.section) == "approved"


def test_leaders_in_turn_sign_the_whole_one_after_the_other(stage: Stage) -> None:
    paper = stage.in_phase("approved", policy=IN_TURN, leaders=[stage.member, stage.leader])
    form = {"candidate_hash": stage.candidate(paper.path)["hash"], **CONFIRMED}
    early = stage.call("POST", f"{paper.path}/signatures", stage.leader, json=form)
    assert problem(early) == (409, "not_your_turn")
    assert stage.told(stage.leader, document_id=paper.id) == []
    stage.done("POST", f"{paper.path}/signatures", stage.member, form)
    assert stage.told(stage.leader, document_id=paper.id) == ["candidate_opened"]
    stage.done("POST", f"{paper.path}/signatures", stage.leader, form)
    assert stage.phase(paper.path) == "approved"


def test_recusal_shrinks_the_base_tells_everybody_and_counts_again(stage: Stage) -> None:
    people = [stage.reviewer, stage.member, stage.leader]
    paper = stage.in_phase("review", policy=UNANIMITY, reviewers=people)
    for person in people[:2]:
        stage.agree(paper.section, person)
    assert stage.phase(paper.section) == "review"
    stage.done("POST", f"{paper.section}/recuse", stage.leader, WHY)
    assert stage.phase(paper.section) == "sign_off"
    announced = ["review_invitation", "base_changed"]
    assert told(stage, paper, *people) == [announced, announced, ["review_invitation", "recused"]]
    assert [n["facts"]["base"] for n in stage.inbox(stage.member) if n["facts"].get("base")][-1:] == [2]
    assert stage.read(f"{paper.section}/ballot")["voters"] == [one.id for one in people[:2]]
    again = stage.call("POST", f"{paper.section}/recuse", stage.reviewer, json=WHY)
    assert problem(again) == (403, "not_a_signer")


def test_reviewer_may_not_recuse_somebody_else_and_the_coordinator_may(stage: Stage) -> None:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.member])
    form = {**WHY, "person_id": stage.member.id}
    assert problem(stage.call("POST", f"{paper.section}/recuse", stage.reviewer, json=form)) == (403, "not_allowed")
    stage.done("POST", f"{paper.section}/recuse", stage.coordinator, form)
    assert stage.read(f"{paper.section}/ballot")["voters"] == [stage.reviewer.id]


@pytest.mark.parametrize("phase", ["review", "sign_off"])
def test_round_that_nobody_is_left_in_is_sent_back_by_the_coordinator(stage: Stage, phase: str) -> None:
    paper = stage.in_phase(phase)
    person = stage.reviewer if phase == "review" else stage.approver
    stage.done("POST", f"{paper.section}/recuse", person, WHY)
    assert stage.phase(paper.section) == phase
    assert told(stage, paper, stage.coordinator) == [["base_changed", "cannot_be_met"]]
    stage.send_back(paper.section)
    assert stage.phase(paper.section) == "drafting"


def test_sign_off_that_can_be_met_is_not_sent_back(stage: Stage) -> None:
    paper = stage.in_phase("sign_off")
    answer = stage.call("POST", f"{paper.section}/return", stage.coordinator, json=WHY)
    assert problem(answer) == (409, "wrong_phase")


@pytest.mark.parametrize(("in_favour", "phase"), [(True, "sign_off"), (False, "drafting")])
def test_coordinator_decides_where_too_few_voted(stage: Stage, in_favour: bool, phase: str) -> None:
    paper = stage.undecided()
    stage.done("POST", f"{paper.section}/decide", stage.coordinator, {"in_favour": in_favour, **WHY})
    assert stage.phase(paper.section) == phase
    closed = [one for one in stage.items(f"{paper.section}/timeline") if one["type"] == "round_closed"]
    assert [(one["event"]["by"], one["reason"]) for one in closed] == [("coordinator", WHY["reason"])]


def test_verdict_that_comes_after_the_end_of_the_ladder_decides_all_the_same(stage: Stage) -> None:
    paper = stage.undecided()
    stage.agree(paper.section)
    assert stage.phase(paper.section) == "sign_off"


def two_signers(stage: Stage) -> Paper:
    return stage.in_phase("review", approvers=[stage.approver, stage.member], reviewers=[stage.reviewer, stage.leader])


def test_new_rules_act_from_the_next_phase_on(stage: Stage) -> None:
    paper = two_signers(stage)
    rules = {**UNANIMITY, "sign": {"needed": 1}}
    stage.done("POST", f"{paper.section}/policy", stage.coordinator, {"policy": rules, **WHY})
    stage.agree(paper.section)
    abstain = {"revision_id": stage.head(paper.section), "verdict": "abstain"}
    stage.done("POST", f"{paper.section}/verdicts", stage.leader, abstain)
    stage.sign(paper.section)
    assert stage.phase(paper.section) == "approved"


def test_document_passes_its_new_rules_on_to_sections_without_their_own(stage: Stage) -> None:
    paper = stage.launched(2, approvers=[stage.approver, stage.member])
    first, second = (f"/sections/{one}" for one in paper.sections)
    stage.done("POST", f"{first}/policy", stage.coordinator, {"policy": POLICY, **WHY})
    rules = {**POLICY, "sign": {"needed": 1}}
    stage.done("POST", f"{paper.path}/policy", stage.coordinator, {"policy": rules, **WHY})
    phases = []
    for section in (first, second):
        stage.hand_in(section)
        stage.agree(section)
        stage.sign(section)
        phases.append(stage.phase(section))
    assert phases == ["sign_off", "approved"]
    assert stage.read(paper.path)["policy"]["sign"]["needed"] == 1


@pytest.mark.parametrize(
    ("path", "rules"),
    [
        ("section", {"vote": {"kind": "at_least", "count": 3}}),
        ("section", {"sign": {"needed": 2}}),
        ("path", {"sign": {"needed": 2}}),
        ("path", {"vote": {"kind": "at_least", "count": 3}}),
    ],
)
def test_new_rules_that_can_never_be_met_are_refused(stage: Stage, path: str, rules: Form) -> None:
    paper = stage.in_phase("drafting")
    form = {"policy": {**POLICY, **rules}, **WHY}
    answer = stage.call("POST", f"{getattr(paper, path)}/policy", stage.coordinator, json=form)
    assert problem(answer) == (422, "policy_unreachable")


def test_deputy_who_has_spoken_declares_no_conflict_any_more(stage: Stage) -> None:
    deputy = stage.world.person()
    paper = stage.in_phase(
        "review", policy={**POLICY, "vote": {"kind": "unanimity"}}, reviewers=[stage.reviewer, stage.member]
    )
    stage.done("POST", f"{paper.section}/delegate", stage.reviewer, {"deputy_id": deputy.id, "reason": "в отпуске"})
    stage.agree(paper.section, deputy)
    refused = stage.call("POST", f"{paper.section}/recuse", deputy, json={"reason": "конфликт"})
    assert problem(refused) == (409, "already_acted")
