"""However quickly a section is signed, the author of an answered remark has their term to uphold it."""

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


def test_section_is_approved_by_itself_when_the_term_is_over(stage: Stage) -> None:
    paper = stage.in_phase("review", policy={**POLICY, "uphold_within": {"duration": "PT8S"}})
    declined(stage, paper)
    stage.agree(paper.section)
    stage.sign(paper.section)
    assert stage.phase(paper.section) == "sign_off"
    stage.until(lambda: stage.phase(paper.section) == "approved")
