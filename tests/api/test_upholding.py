"""However quickly a section is signed, the author of an answered remark has their term to uphold it."""

import pytest

from schemas.actor import Actor
from schemas.deadline import Deadline
from schemas.views.waiting import WaitingView
from services.deadlines.waiting import list_waiting
from tests.api.disputes import declined
from tests.api.stage import POLICY, Paper, Stage

LONG = {**POLICY, "uphold_within": {"working_days": 2}}


def waiting(stage: Stage, paper: Paper) -> list[WaitingView]:
    """What waits for the reviewer in the section."""
    reviewer = Actor(id=stage.reviewer.id, role="member", today=stage.world.today())
    return [one for one in list_waiting(stage.world.house, actor=reviewer) if one.section_id == paper.sections[0]]


def test_signed_section_says_whom_it_waits_for_and_until_when_and_goes_on_once_they_are_content(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=LONG)
    remark = declined(stage, paper)
    until = stage.read(f"/comments/{remark}")["answer"]["uphold_until"]
    assert until["rule"]["working_days"] == 2
    stage.agree(paper.section)
    stage.sign(paper.section)
    assert stage.phase(paper.section) == "sign_off"
    ballot = stage.read(f"{paper.section}/ballot")
    assert ballot["data"]["waiting_for"] == "contentment"
    assert [turn["person_id"] for turn in ballot["data"]["turns"]] == [stage.reviewer.id]
    assert ballot["data"]["deadline"]["at"] == until["at"]
    assert any(said.startswith("Подписи собраны.") for said in ballot["explanation"])
    assert ballot["explanation"][-1].endswith("раздел будет утверждён.")
    (waits,) = waiting(stage, paper)
    assert (waits.what, waits.why, waits.remarks, waits.deadline) == (
        *("contentment", "author", 1),
        Deadline.model_validate(until),
    )
    stage.done("POST", f"/comments/{remark}/resolve", stage.reviewer)
    stage.until(lambda: stage.phase(paper.section) == "approved")
    assert waiting(stage, paper) == []


def test_remark_upheld_after_the_last_signature_is_a_disagreement_and_nothing_is_approved(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=LONG)
    remark = declined(stage, paper)
    stage.agree(paper.section)
    stage.sign(paper.section)
    made = stage.done("POST", f"/comments/{remark}/uphold", stage.reviewer, {"reason": "Чаще собираются все"})
    assert stage.read(f"{paper.section}/ballot")["data"]["waiting_for"] == "settlement"
    stage.done("POST", f"/disagreements/{made['disagreement_id']}/dissent", stage.reviewer, {"reason": "остаюсь"})
    stage.until(lambda: stage.phase(paper.section) == "approved")


def late_remark(stage: Stage, paper: Paper) -> str:
    """A remark that comes when all have signed."""
    form = {"revision_id": stage.head(paper.section), "text": "Какой совет?", "quote": "Совет", "kind": "question"}
    return stage.world.made(f"{paper.section}/comments", stage.reviewer, form)


@pytest.mark.parametrize("ends", ["content", "term"])
def test_remark_after_the_last_signature_is_answered_before_the_approval(stage: Stage, ends: str) -> None:
    limit = {"working_days": 2} if ends == "content" else {"duration": "PT3S"}
    paper = stage.in_phase("review", policy={**POLICY, "uphold_within": limit})
    remark = declined(stage, paper)
    stage.agree(paper.section)
    stage.sign(paper.section)
    late = late_remark(stage, paper)
    if ends == "content":
        stage.done("POST", f"/comments/{remark}/resolve", stage.reviewer)
    stage.until(lambda: stage.read(f"{paper.section}/ballot")["data"]["waiting_for"] == "answers")
    ballot = stage.read(f"{paper.section}/ballot")
    assert stage.editor.id in [turn["person_id"] for turn in ballot["data"]["turns"]]
    assert any("ни утверждён" in said for said in ballot["explanation"])
    stage.done("POST", f"/comments/{late}/answer", stage.editor, {"answer": "accepted"})
    stage.until(lambda: stage.phase(paper.section) == "approved")


def test_remark_before_the_signatures_is_the_editors_turn_and_they_are_asked_when_the_next_alarm_rings(
    stage: Stage,
) -> None:
    paper = stage.in_phase("sign_off", policy={**POLICY, "sign_off": {"limit": {"duration": "PT6S"}}})
    late = late_remark(stage, paper)
    ballot = stage.read(f"{paper.section}/ballot")
    assert ballot["data"]["waiting_for"] == "answers"
    turns = [turn["person_id"] for turn in ballot["data"]["turns"]]
    assert stage.editor.id in turns
    assert stage.approver.id not in turns
    stage.until(lambda: "answers_awaited" in [one["type"] for one in stage.items(f"{paper.section}/timeline")])
    stage.done("POST", f"/comments/{late}/answer", stage.editor, {"answer": "accepted"})
    assert stage.read(f"{paper.section}/ballot")["data"]["waiting_for"] == "signature"
    stage.sign(paper.section)
    stage.until(lambda: stage.phase(paper.section) == "approved")


def test_answer_after_the_last_signature_may_be_upheld_too(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=LONG)
    remark = declined(stage, paper)
    stage.agree(paper.section)
    stage.sign(paper.section)
    late = late_remark(stage, paper)
    stage.done("POST", f"/comments/{remark}/resolve", stage.reviewer)
    stage.done("POST", f"/comments/{late}/answer", stage.editor, {"answer": "declined", "text": "ясно и так"})
    assert stage.read(f"{paper.section}/ballot")["data"]["waiting_for"] == "contentment"
    stage.done("POST", f"/comments/{late}/resolve", stage.reviewer)
    stage.until(lambda: stage.phase(paper.section) == "approved")


def test_section_is_approved_by_itself_when_the_term_is_over(stage: Stage) -> None:
    paper = stage.in_phase("review", policy={**POLICY, "uphold_within": {"duration": "PT8S"}})
    declined(stage, paper)
    stage.agree(paper.section)
    stage.sign(paper.section)
    assert stage.phase(paper.section) == "sign_off"
    stage.until(lambda: stage.phase(paper.section) == "approved")
