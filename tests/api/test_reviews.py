"""Reviews gathered and sent as one: private until then, sent whole or not at all, with the verdict or without."""

from tests.api.stage import FIRST, POLICY, Form, Paper, Stage, problem

REMARK: Form = {"text": "Чаще", "quote": "раз в год"}
PROPOSAL: Form = {"text": "Точнее", "kind": "proposal", "quote": "Совет", "replacement": "Совет землячеств"}


def gathered(stage: Stage, paper: Paper, *remarks: Form) -> list[str]:
    """The reviewer's unsent remarks."""
    head = stage.head(paper.section)
    path = f"{paper.section}/review/remarks"
    return [stage.world.made(path, stage.reviewer, {"revision_id": head, **one}) for one in remarks]


def sending(stage: Stage, paper: Paper, **more: str) -> Form:
    return {"revision_id": stage.head(paper.section), **more}


def test_gathered_review_is_seen_by_its_author_only_and_moves_nothing(stage: Stage) -> None:
    paper = stage.in_phase("review")
    before = stage.read(paper.section), len(stage.items(f"{paper.section}/timeline"))
    gathered(stage, paper, REMARK, PROPOSAL)
    kept = {"verdict": "agree_with_remarks", "text": "Почти всё хорошо"}
    stage.done("POST", f"{paper.section}/review/verdict", stage.reviewer, kept)
    own = stage.read(f"{paper.section}/review", stage.reviewer)
    assert [one["text"] for one in own["remarks"]] == ["Чаще", "Точнее"]
    assert (own["verdict"], own["text"]) == ("agree_with_remarks", "Почти всё хорошо")
    for other in (stage.editor, stage.coordinator, stage.approver):
        assert stage.read(f"{paper.section}/review", other)["remarks"] == []
        assert stage.items(f"{paper.section}/comments", other) == []
    assert (stage.read(paper.section), len(stage.items(f"{paper.section}/timeline"))) == before


def test_review_is_sent_whole_with_its_verdict_and_nothing_is_left_of_the_gathering(stage: Stage) -> None:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.member])
    gathered(stage, paper, REMARK, PROPOSAL)
    form = sending(stage, paper, verdict="agree_with_remarks", text="Почти всё хорошо")
    sent = stage.done("POST", f"{paper.section}/review", stage.reviewer, form)
    comments = stage.items(f"{paper.section}/comments", stage.editor)
    said = {one["text"]: one for one in comments}
    assert said.keys() == {"Чаще", "Точнее", "Почти всё хорошо"}
    assert sent["comments"] == [said["Чаще"]["id"], said["Точнее"]["id"]]
    assert said["Точнее"]["replacement"] == "Совет землячеств"
    assert said["Чаще"]["placement"]["state"] == "exact"
    (vote,) = stage.read(f"{paper.section}/ballot")["votes"]
    assert (vote["person_id"], vote["verdict"]) == (stage.reviewer.id, "agree_with_remarks")
    at = {one["at"] for one in stage.items(f"{paper.section}/timeline") if one["type"].startswith(("comment", "verd"))}
    assert len(at) == 1, "not one transaction"
    left = stage.read(f"{paper.section}/review", stage.reviewer)
    assert (left["remarks"], left["verdict"]) == ([], None)
    found = stage.read(f"{paper.path}/search?query=землячеств", stage.editor)
    assert said["Точнее"]["id"] in str(found)


def test_refused_verdict_leaves_everything_gathered(stage: Stage) -> None:
    paper = stage.in_phase("review")
    gathered(stage, paper, REMARK)
    answer = stage.call(
        "POST", f"{paper.section}/review", stage.reviewer, json=sending(stage, paper, verdict="disagree")
    )
    assert problem(answer) == (422, "reasons_required")
    assert len(stage.read(f"{paper.section}/review", stage.reviewer)["remarks"]) == 1
    assert stage.items(f"{paper.section}/comments") == []


def test_remarks_that_are_sent_with_the_last_verdict_hold_the_round_back(stage: Stage) -> None:
    paper = stage.in_phase("review", policy={**POLICY, "answers": "required"})
    gathered(stage, paper, REMARK)
    stage.done("POST", f"{paper.section}/review", stage.reviewer, sending(stage, paper, verdict="agree"))
    assert stage.phase(paper.section) == "review"
    (remark,) = stage.items(f"{paper.section}/comments")
    stage.done("POST", f"/comments/{remark['id']}/answer", stage.editor, {"answer": "noted"})
    assert stage.phase(paper.section) == "sign_off"


def test_remarks_go_without_a_verdict_from_who_has_none_to_give(stage: Stage) -> None:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), **REMARK}
    stage.world.made(f"{paper.section}/review/remarks", stage.approver, form)
    refused = stage.call("POST", f"{paper.section}/review", stage.approver, json=sending(stage, paper, verdict="agree"))
    assert problem(refused) == (403, "not_a_voter")
    stage.done("POST", f"{paper.section}/review", stage.approver, sending(stage, paper))
    assert [one["person_id"] for one in stage.items(f"{paper.section}/comments")] == [stage.approver.id]
    assert stage.phase(paper.section) == "review"


def test_remark_about_an_earlier_revision_finds_its_place_in_the_latest(stage: Stage) -> None:
    paper = stage.in_phase("review")
    gathered(stage, paper, REMARK)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, f"Сначала об ином.\n\n{FIRST}")
    stage.done("POST", f"{paper.section}/review", stage.reviewer, sending(stage, paper, verdict="abstain"))
    (remark,) = stage.items(f"{paper.section}/comments")
    assert remark["placement"]["revision_id"] == stage.head(paper.section)
    assert remark["placement"]["block"] == 2


def test_gathered_remark_is_changed_by_who_saw_its_version_and_removed(stage: Stage) -> None:
    paper = stage.in_phase("review")
    (remark,) = gathered(stage, paper, REMARK)
    path, form = f"/unsent-remarks/{remark}", {"revision_id": stage.head(paper.section), **REMARK, "text": "Реже"}
    assert stage.done("PUT", path, stage.reviewer, form, version=1)["version"] == 2
    assert problem(stage.call("PUT", path, stage.reviewer, json=form, version=1)) == (412, "version_outdated")
    (kept,) = stage.read(f"{paper.section}/review", stage.reviewer)["remarks"]
    assert (kept["text"], kept["version"]) == ("Реже", 2)
    assert stage.call("DELETE", path, stage.editor).status_code == 404
    stage.done("DELETE", path, stage.reviewer)
    assert stage.read(f"{paper.section}/review", stage.reviewer)["remarks"] == []
