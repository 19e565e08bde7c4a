"""What leadership signs is what is published, silence is counted fairly, and a refused key is decided anew."""

import uuid

from tests.api.stage import Stage, problem
from tests.api.world import CONFIRMED


def test_titles_stay_while_a_candidate_lies_before_its_signers(stage: Stage) -> None:
    paper = stage.launched(1)
    stage.approve(paper.section)
    stage.candidate(paper.path)
    for path in (paper.section, paper.path):
        version = stage.call("GET", path, stage.coordinator).headers["ETag"]
        change = {"json": {"title": "Другое название"}, "headers": {"If-Match": version}}
        assert problem(stage.call("PATCH", path, stage.coordinator, **change)) == (409, "wrong_phase")


def test_reasons_given_with_verdicts_stand_in_the_summary_of_remarks(stage: Stage) -> None:
    paper = stage.launched(1)
    revision = stage.hand_in(paper.section)
    form = {"revision_id": revision, "verdict": "agree_with_remarks", "text": "Основание согласия с замечанием"}
    stage.done("POST", f"{paper.section}/verdicts", stage.reviewer, form)
    stage.answer(paper.section)
    stage.sign(paper.section)
    edition = stage.publish(paper.path)
    text = stage.call("GET", f"/editions/{edition}/files/edition.md", None).text
    assert "Основание согласия с замечанием" in " ".join(text.split())


def test_key_that_was_refused_is_decided_anew(stage: Stage) -> None:
    paper = stage.launched(1)
    revision = stage.hand_in(paper.section)
    key = {"headers": {"Idempotency-Key": uuid.uuid4().hex}}
    early = {
        "revision_id": revision,
        "text_hash": stage.read(paper.section, stage.coordinator)["text_hash"],
        **CONFIRMED,
    }
    signing = f"{paper.section}/signatures"
    assert problem(stage.call("POST", signing, stage.approver, json=early, **key)) == (409, "not_in_sign_off")
    stage.agree(paper.section)
    stage.until(lambda: stage.phase(paper.section) == "sign_off")
    assert stage.call("POST", signing, stage.approver, json=early, **key).status_code == 201
    assert stage.phase(paper.section) == "approved"
