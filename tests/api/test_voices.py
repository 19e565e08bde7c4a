"""A remark never loses its voice: who came in its author's place is content with its answer or upholds it."""

from tests.api.associations import asked, association
from tests.api.disputes import disputed
from tests.api.stage import POLICY, Paper, Stage, problem
from tests.api.world import Account

LONG = {**POLICY, "uphold_within": {"working_days": 2}, "vote": {"kind": "unanimity"}}
REASON = {"reason": "Настаиваю"}


def replaced(stage: Stage, paper: Paper, leaves: Account) -> Account:
    """Who comes in a reviewer's place."""
    joins = stage.world.person()
    swap = {"part": "reviewer", "leaves": leaves.id, "joins": joins.id, "reason": "Ушёл в отпуск"}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, swap)
    return joins


def remarked(stage: Stage, paper: Paper, by: Account) -> str:
    form = {"revision_id": stage.head(paper.section), "text": "Какой совет?", "quote": "Совет", "kind": "question"}
    return stage.world.made(f"{paper.section}/comments", by, form)


def decline(stage: Stage, comment: str) -> None:
    stage.done("POST", f"/comments/{comment}/decline", stage.editor, {"reason": "Сказано выше"})


def test_who_comes_in_a_reviewers_place_is_told_the_answer_and_upholds_the_remark(stage: Stage) -> None:
    first = stage.world.person()
    paper = stage.in_phase("review", reviewers=[first, stage.member], policy=LONG)
    comment = remarked(stage, paper, first)
    successor = replaced(stage, paper, first)
    decline(stage, comment)
    assert "comment_answered" in stage.told(successor, section_id=paper.sections[0])
    assert problem(stage.call("POST", f"/comments/{comment}/uphold", first, json=REASON)) == (404, "not_found")
    for one in (successor, stage.member):
        stage.agree(paper.section, one)
    stage.sign(paper.section)
    turns = stage.read(f"{paper.section}/ballot")["data"]["turns"]
    assert [turn["person_id"] for turn in turns] == [successor.id]
    made = stage.done("POST", f"/comments/{comment}/uphold", successor, REASON)
    path = f"/disagreements/{made['disagreement_id']}"
    stage.done("POST", f"{path}/dissent", successor, {"reason": "Остаюсь при своём"})
    stage.until(lambda: stage.phase(paper.section) == "approved")


def test_term_and_party_of_a_remark_answered_before_pass_on_with_the_seat(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=LONG)
    dispute = f"/disagreements/{disputed(stage, paper)}"
    answered = remarked(stage, paper, stage.reviewer)
    decline(stage, answered)
    successor = replaced(stage, paper, stage.reviewer)
    stage.done("POST", f"{dispute}/settlement", stage.editor, {"text": "раз в полгода"})
    offered = stage.read(dispute, successor)["settlement"]
    assert stage.read(dispute, successor)["waits_for"] == [successor.id]
    stage.done("POST", f"{dispute}/settlement/accept", successor, {"settlement_id": offered["id"]})
    assert stage.read(dispute, successor)["state"] == "settled"
    stage.done("POST", f"/comments/{answered}/resolve", successor)


def test_own_opinion_first_holds_for_what_was_remarked_in_the_place_that_one_takes(stage: Stage) -> None:
    first = stage.world.person()
    paper = stage.in_phase("review", reviewers=[first, stage.member], policy={**LONG, "opinions": "own_first"})
    comment = remarked(stage, paper, first)
    second = replaced(stage, paper, first)
    successor = replaced(stage, paper, second)
    decline(stage, comment)
    assert "comment_answered" not in stage.told(successor, section_id=paper.sections[0])
    assert problem(stage.call("POST", f"/comments/{comment}/uphold", successor, json=REASON)) == (404, "not_found")
    stage.agree(paper.section, successor)
    stage.done("POST", f"/comments/{comment}/uphold", successor, REASON)


def test_who_never_spoke_in_the_place_that_they_took_speaks_for_it_once_the_round_is_closed(stage: Stage) -> None:
    first = stage.world.person()
    paper = stage.in_phase("review", reviewers=[first, stage.member], policy={**LONG, "opinions": "own_first"})
    comment = remarked(stage, paper, first)
    successor = replaced(stage, paper, first)
    decline(stage, comment)
    said = {"revision_id": stage.head(paper.section), "verdict": "disagree", "text": "Так нельзя"}
    stage.done("POST", f"{paper.section}/verdicts", stage.member, said)
    assert stage.phase(paper.section) == "drafting"
    stage.done("POST", f"/comments/{comment}/uphold", successor, REASON)


def test_deputys_reasons_may_be_upheld_by_whom_they_stood_in_for(stage: Stage) -> None:
    away, deputy = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", reviewers=[away, stage.member], policy=LONG)
    stage.done("POST", f"{paper.section}/delegate", away, {"deputy_id": deputy.id, "reason": "В отпуске"})
    said = {"revision_id": stage.head(paper.section), "verdict": "agree_with_remarks", "text": "Назовите источник"}
    stage.done("POST", f"{paper.section}/verdicts", deputy, said)
    (comment,) = stage.items(f"{paper.section}/comments")
    decline(stage, comment["id"])
    assert problem(stage.call("POST", f"/comments/{comment['id']}/uphold", stage.member, json=REASON)) == (
        403,
        "not_allowed",
    )
    stage.done("POST", f"/comments/{comment['id']}/uphold", away, REASON)


def test_new_head_of_a_body_speaks_for_what_the_one_before_made_official(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body, policy=LONG)
    inside = body.say(paper.section, body.members[0], "Чаще надо", kind="remark", quote="раз в год")
    body.speak(paper.section, "agree_with_remarks", official=[inside], text="Но чаще")
    remark = next(one for one in stage.items(f"{paper.section}/comments") if one["quote"])
    decline(stage, remark["id"])
    stage.done("DELETE", f"/bodies/{body.id}/members/{body.head.id}", stage.administrator)
    stage.done("PUT", f"/bodies/{body.id}/members/{body.deputy.id}", stage.administrator, {"office": "chair"})
    assert problem(stage.call("POST", f"/comments/{remark['id']}/uphold", body.head, json=REASON)) == (404, "not_found")
    assert problem(stage.call("POST", f"/comments/{remark['id']}/uphold", body.secretary, json=REASON)) == (
        403,
        "not_allowed",
    )
    made = stage.done("POST", f"/comments/{remark['id']}/uphold", body.deputy, REASON)
    path = f"/disagreements/{made['disagreement_id']}"
    stage.done("POST", f"{path}/settlement", stage.editor, {"text": "раз в полгода"})
    offered = stage.read(path, body.deputy)["settlement"]
    stage.done("POST", f"{path}/settlement/accept", body.deputy, {"settlement_id": offered["id"]})
    assert stage.read(path, stage.editor)["state"] == "settled"
