"""Answers over HTTP: five kinds, told to the author, changed until it is too late, and none missing at sign-off."""

import pytest

from schemas.remarks import ANSWERS
from tests.api.stage import Form, Paper, Stage, problem
from tests.api.world import CONFIRMED

GROUNDS = "Принята первая часть; вторую относим к разделу 5"


def remarked(stage: Stage, paper: Paper, **more: str) -> str:
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": "раз в год", **more}
    return f"/comments/{stage.world.made(f'{paper.section}/comments', stage.reviewer, form)}"


def answered(stage: Stage, remark: str, answer: str = "noted", text: str | None = GROUNDS) -> Form:
    return stage.done("POST", f"{remark}/answer", stage.editor, {"answer": answer, "text": text})


def listed(stage: Stage, paper: Paper) -> list[str]:
    return [f"/comments/{one['id']}" for one in stage.read(f"{paper.section}/comments?unanswered=true")["items"]]


def items(stage: Stage, paper: Paper, kind: str) -> list[Form]:
    return [one for one in stage.items(f"{paper.section}/timeline") if one["type"] == kind]


@pytest.mark.parametrize("kind", ANSWERS)
def test_remark_gets_a_typed_answer_and_its_author_is_told(stage: Stage, kind: str) -> None:
    paper = stage.in_phase("review")
    remark = remarked(stage, paper)
    answered(stage, remark, kind)
    shown = stage.read(remark)
    given = {"answer": kind, "text": GROUNDS, "person_id": stage.editor.id, "draft_id": None}
    assert (shown["state"], {name: shown["answer"][name] for name in given}) == (kind, given)
    told = [one for one in stage.inbox(stage.reviewer) if one["facts"].get("comment_id") == shown["id"]]
    (notice,) = [one for one in told if one["kind"] == "comment_answered"]
    assert (GROUNDS in notice["text"], notice["facts"]["answer"]) == (True, kind)
    (entry,) = items(stage, paper, "comment_answered")
    assert (entry["reason"], GROUNDS in str(entry["event"])) == (GROUNDS, False)


def test_every_change_of_an_answer_is_kept(stage: Stage) -> None:
    paper = stage.in_phase("review")
    remark = remarked(stage, paper)
    answered(stage, remark, "declined")
    answered(stage, remark, "accepted", None)
    assert [one["answer"] for one in stage.read(remark)["answers"]] == ["declined", "accepted"]
    changes = [(one["event"]["before"], one["event"]["answer"]) for one in items(stage, paper, "comment_answered")]
    assert changes == [(None, "declined"), ("declined", "accepted")]


def test_section_waits_for_answers_before_sign_off_and_says_for_which(stage: Stage) -> None:
    paper = stage.in_phase("review")
    first, second = remarked(stage, paper), remarked(stage, paper, kind="question")
    stage.agree(paper.section)
    shown, ballot = stage.read(paper.section), stage.read(f"{paper.section}/ballot")
    assert (shown["phase"], shown["unanswered"], ballot["status"]) == ("review", 2, "met")
    assert [f"/comments/{one}" for one in ballot["unanswered"]] == listed(stage, paper) == [first, second]
    assert (ballot["data"]["waiting_for"], ballot["data"]["held"]) == ("answers", True)
    assert any("Ответа ждут 2 замечания" in one for one in ballot["explanation"]), ballot["explanation"]
    assert "answers_awaited" in stage.told(stage.editor, section_id=paper.sections[0])
    answered(stage, first)
    assert (stage.phase(paper.section), listed(stage, paper)) == ("review", [second])
    assert answered(stage, second)["phase"] == "sign_off"
    assert (stage.read(paper.section)["unanswered"], listed(stage, paper)) == (0, [])
    stage.sign(paper.section)


def test_note_of_a_verdict_is_a_remark_that_waits_for_its_answer(stage: Stage) -> None:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "verdict": "agree_with_remarks", "text": "Укажите срок"}
    stage.done("POST", f"{paper.section}/verdicts", stage.reviewer, form)
    (remark,) = stage.items(f"{paper.section}/comments")
    assert (remark["kind"], remark["verdict"], remark["text"]) == ("remark", "agree_with_remarks", "Укажите срок")
    assert (stage.phase(paper.section), listed(stage, paper)) == ("review", [f"/comments/{remark['id']}"])
    answered(stage, f"/comments/{remark['id']}", "accepted", None)
    assert stage.phase(paper.section) == "sign_off"


def test_verdict_given_anew_takes_its_remark_back(stage: Stage) -> None:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "verdict": "agree_with_remarks", "text": "Укажите срок"}
    stage.done("POST", f"{paper.section}/verdicts", stage.reviewer, form)
    stage.agree(paper.section)
    assert [one["state"] for one in stage.items(f"{paper.section}/comments")] == ["withdrawn"]
    assert stage.phase(paper.section) == "sign_off"


def test_remark_of_an_earlier_revision_holds_the_later_one(stage: Stage) -> None:
    paper = stage.in_phase("review")
    remark = remarked(stage, paper)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, "Совет собирается раз в месяц.\n")
    stage.agree(paper.section)
    assert (stage.phase(paper.section), listed(stage, paper)) == ("review", [remark])
    answered(stage, remark)
    assert stage.phase(paper.section) == "sign_off"


def test_remark_after_the_approval_is_answered_in_the_cycle_that_begins(stage: Stage) -> None:
    paper = stage.in_phase("approved")
    late = remarked(stage, paper)
    stage.done("POST", f"{paper.section}/reopen", stage.coordinator, {"reason": "новое издание"})
    assert (listed(stage, paper), stage.read(paper.section)["unanswered"]) == ([late], 1)
    stage.hand_in(paper.section, "Совет собирается раз в месяц.\n")
    stage.agree(paper.section)
    assert stage.phase(paper.section) == "review"
    answered(stage, late)
    assert stage.phase(paper.section) == "sign_off"


def test_taking_a_proposal_is_its_answer(stage: Stage) -> None:
    paper = stage.in_phase("review")
    remark = remarked(stage, paper, kind="proposal", replacement="раз в месяц")
    stage.agree(paper.section)
    taken = stage.done("POST", f"{remark}/take", stage.editor)
    shown = stage.read(remark)
    assert (shown["answer"]["answer"], shown["answer"]["draft_id"]) == ("accepted", taken["draft_id"])
    assert stage.phase(paper.section) == "sign_off"
    assert "comment_answered" in stage.told(stage.reviewer, section_id=paper.sections[0])


def test_author_who_is_content_closes_the_thread_and_nobody_else_does(stage: Stage) -> None:
    paper = stage.in_phase("review")
    remark = remarked(stage, paper)
    answered(stage, remark)
    for other in (stage.editor, stage.coordinator, stage.approver):
        assert problem(stage.call("POST", f"{remark}/resolve", other)) == (403, "not_allowed")
    stage.done("POST", f"{remark}/resolve", stage.reviewer)
    shown = stage.read(remark)
    assert (shown["state"], shown["resolved_by"]) == ("resolved", stage.reviewer.id)
    assert shown["answer"]["answer"] == "noted"
    again = stage.call("POST", f"{remark}/answer", stage.editor, json={"answer": "accepted"})
    assert problem(again) == (409, "comment_resolved")


@pytest.mark.parametrize("kind", ["accepted_in_part", "declined"])
def test_answer_without_the_grounds_that_it_needs_is_refused(stage: Stage, kind: str) -> None:
    remark = remarked(stage, stage.in_phase("review"))
    refused = stage.call("POST", f"{remark}/answer", stage.editor, json={"answer": kind})
    assert problem(refused) == (422, "reasons_required")
    assert stage.read(remark)["answers"] == []


def test_reply_is_no_answer_and_an_answer_to_a_reply_is_its_threads(stage: Stage) -> None:
    paper = stage.in_phase("review")
    remark = remarked(stage, paper)
    reply = stage.world.made(f"{remark}/replies", stage.editor, {"text": "Разберёмся"})
    stage.agree(paper.section)
    assert (stage.phase(paper.section), listed(stage, paper)) == ("review", [remark])
    answered(stage, f"/comments/{reply}")
    assert (stage.phase(paper.section), stage.read(remark)["state"]) == ("sign_off", "noted")


def test_rules_may_do_without_answers(stage: Stage) -> None:
    rules = {**stage.read(stage.launched().path)["policy"], "answers": "optional"}
    paper = stage.in_phase("review", policy=rules)
    remarked(stage, paper)
    stage.agree(paper.section)
    assert stage.phase(paper.section) == "sign_off"
    said = {name: rule for name, rule in rules.items() if name not in ("answers", "zone")}
    silent = stage.in_phase("review", policy=said)
    remarked(stage, silent)
    stage.agree(silent.section)
    assert stage.phase(silent.section) == "review"


def test_erased_note_of_a_verdict_is_gone_from_the_remark(stage: Stage) -> None:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "verdict": "agree_with_remarks", "text": "Укажите срок"}
    stage.done("POST", f"{paper.section}/verdicts", stage.reviewer, form)
    (given,) = items(stage, paper, "verdict_given")
    stage.done("POST", f"/notes/{given['event']['note']['id']}/erasure", stage.administrator)
    assert [one["text"] for one in stage.items(f"{paper.section}/comments")] == [""]


def test_remark_before_the_signers_is_answered_before_anybody_signs(stage: Stage) -> None:
    paper = stage.in_phase("sign_off")
    made = remarked(stage, paper).rpartition("/")[2]
    shown = stage.read(paper.section)
    form = {"revision_id": shown["head_id"], "text_hash": shown["text_hash"], **CONFIRMED}
    refused = stage.call("POST", f"{paper.section}/signatures", stage.approver, json=form)
    assert (problem(refused), refused.json()["comments"]) == ((409, "remarks_unanswered"), [made])
    words = stage.read(f"{paper.section}/ballot")["explanation"]
    assert any("пока на него не ответят, раздел не будет ни подписан, ни утверждён" in said for said in words)
    stage.answer(paper.section)
    stage.sign(paper.section)
    assert stage.phase(paper.section) == "approved"


def test_rehearsal_supposes_that_a_remark_before_the_signers_is_answered(stage: Stage) -> None:
    paper = stage.in_phase("sign_off")
    remarked(stage, paper)
    told = stage.call("POST", f"{paper.path}/rehearsal", stage.coordinator, json={}, key=None).json()
    assert "sign" in [one["what"] for one in told["acts"]]


@pytest.mark.parametrize("unseen", ["\u200b\u200b", "\u2060", "\u3164", "\u2800", " \n "])
def test_grounds_that_nobody_sees_are_none(stage: Stage, unseen: str) -> None:
    paper = stage.in_phase("review")
    remark = remarked(stage, paper)
    refused = stage.call("POST", f"{remark}/answer", stage.editor, json={"answer": "declined", "text": unseen})
    assert refused.status_code == 422
