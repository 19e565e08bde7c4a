"""The document as a whole over HTTP: candidates that are voided, editions that supersede, and who is told of what."""

import hashlib
import json

import pytest

from tests.api.stage import FIRST, POLICY, Paper, Stage, problem
from tests.api.world import CONFIRMED

CHANGED = FIRST.replace("раз в год", "раз в месяц")
REWORDED = FIRST.replace("помогают", "**помогают**")


def reopen(stage: Stage, section: str) -> None:
    stage.done("POST", f"{section}/reopen", stage.coordinator, {"reason": "новые данные"})


def types(stage: Stage, path: str) -> list[str]:
    return [entry["type"] for entry in stage.items(f"{path}/timeline")]


def approved_pair(stage: Stage) -> tuple[Paper, str, str]:
    paper = stage.launched(2)
    first, second = (f"/sections/{section}" for section in paper.sections)
    for section in (first, second):
        stage.approve(section)
    return paper, first, second


def test_section_reopened_before_the_signers_voids_the_candidate_and_tells_them(stage: Stage) -> None:
    paper, first, _second = approved_pair(stage)
    old = stage.candidate(paper.path)
    assert [section["section_id"] for section in old["sections"]] == list(paper.sections)
    reopen(stage, first)
    stage.until(lambda: stage.phase(paper.path) == "in_work")
    for person in (stage.leader, stage.coordinator):
        assert "candidate_voided" in stage.told(person, document_id=paper.id)
    late = {"candidate_hash": old["hash"], **CONFIRMED}
    signing = f"{paper.path}/signatures"
    assert problem(stage.call("POST", signing, stage.leader, json=late)) == (409, "wrong_phase")
    assert problem(stage.call("GET", f"{paper.path}/candidate", stage.leader)) == (404, "not_found")
    stage.approve(first, CHANGED)
    new = stage.candidate(paper.path)
    assert (new["number"], new["hash"] == old["hash"]) == (2, False)
    assert problem(stage.call("POST", signing, stage.leader, json=late)) == (409, "outdated_candidate")
    stage.done("POST", signing, stage.leader, {"candidate_hash": new["hash"], **CONFIRMED})
    assert stage.phase(paper.path) == "approved"


def test_section_reopened_after_the_whole_was_approved_takes_the_approval_back(stage: Stage) -> None:
    paper, first, _second = approved_pair(stage)
    stage.sign_whole(paper.path)
    reopen(stage, first)
    stage.until(lambda: stage.phase(paper.path) == "in_work")
    ordered = stage.call("POST", f"{paper.path}/publication", stage.coordinator)
    assert problem(ordered) == (409, "wrong_phase")
    assert stage.items(f"{paper.path}/editions") == []


def test_candidate_that_was_signed_by_one_leader_waits_for_the_other(stage: Stage) -> None:
    paper = stage.in_phase("approved", leaders=[stage.leader, stage.member])
    candidate = stage.candidate(paper.path)
    form = {"candidate_hash": candidate["hash"], **CONFIRMED}
    stage.done("POST", f"{paper.path}/signatures", stage.leader, form)
    again = stage.call("POST", f"{paper.path}/signatures", stage.leader, json=form)
    assert problem(again) == (409, "already_signed")
    assert (stage.phase(paper.path), stage.candidate(paper.path)["signatures"]) == ("signing", [stage.leader.id])
    stage.done("POST", f"{paper.path}/signatures", stage.member, form)
    assert stage.phase(paper.path) == "approved"


def test_declined_candidate_is_proposed_again_by_the_coordinator(stage: Stage) -> None:
    paper = stage.in_phase("approved")
    candidate = stage.candidate(paper.path)
    form = {"candidate_hash": candidate["hash"], "reason": "Не согласовано с бюджетом"}
    stage.done("POST", f"{paper.path}/decline", stage.leader, form)
    assert stage.phase(paper.path) == "in_work"
    assert "candidate_declined" in stage.told(stage.coordinator, document_id=paper.id)
    declined = next(e for e in stage.items(f"{paper.path}/timeline") if e["type"] == "document_declined")
    assert (declined["actor_id"], declined["reason"]) == (stage.leader.id, form["reason"])
    assert form["reason"] not in json.dumps(declined["event"], ensure_ascii=False)
    proposed = stage.done("POST", f"{paper.path}/candidate", stage.coordinator)
    assert (proposed["phase"], proposed["candidate_hash"]) == ("signing", candidate["hash"])


def test_publication_moves_all_sections_and_gives_every_file(stage: Stage) -> None:
    paper, edition_id = stage.published
    edition = stage.read(f"/editions/{edition_id}")
    assert (edition["state"], edition["number"], edition["supersedes_id"]) == ("published", 1, None)
    assert {stage.phase(f"/sections/{section}") for section in paper.sections} == {"published"}
    files = {file["name"]: file for file in edition["files"]}
    endings = {name.partition(".")[2] for name in files}
    assert {"html", "docx", "pdf", "odt", "epub", "md", "json", "sig"} <= endings
    for name, file in files.items():
        answer = stage.call("GET", f"/editions/{edition_id}/files/{name}", None)
        assert (hashlib.sha256(answer.content).hexdigest(), len(answer.content)) == (file["sha256"], file["size"])
        assert answer.headers["content-type"].partition(";")[0] == file["media_type"].partition(";")[0]
        assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{name}"


def test_second_edition_supersedes_the_first_which_stays_as_it_was(stage: Stage) -> None:
    paper, first, second = stage.published_twice
    editions = stage.items(f"{paper.path}/editions")
    listed = [(one["id"], one["number"], one["supersedes_id"]) for one in editions]
    assert listed == [(first, 1, None), (second, 2, first)]
    texts = [stage.call("GET", f"/editions/{one}/files/edition.md", None).text for one in (first, second)]
    assert ["раз в год" in texts[0], "раз в месяц" in texts[0]] == [True, False]
    assert ["раз в год" in texts[1], "раз в месяц" in texts[1]] == [False, True]
    manifests = [stage.call("GET", f"/editions/{one}/files/manifest.json", None) for one in (first, second)]
    assert manifests[1].json()["previous_manifest"] == hashlib.sha256(manifests[0].content).hexdigest()
    assert stage.read(paper.section)["cycle"] == stage.read(paper.path)["cycle"] == 2


def test_withdrawn_section_is_in_no_candidate_and_no_edition(stage: Stage) -> None:
    paper = stage.launched(2)
    first, second = (f"/sections/{section}" for section in paper.sections)
    stage.approve(first)
    stage.done("POST", f"{second}/withdraw", stage.coordinator, {"reason": "не нужен"})
    candidate = stage.candidate(paper.path)
    assert [section["section_id"] for section in candidate["sections"]] == [paper.sections[0]]
    assert "withdrawn" in stage.told(stage.editor, section_id=paper.sections[1])
    for act in ("withdraw", "reopen"):
        again = stage.call("POST", f"{second}/{act}", stage.coordinator, json={"reason": "ещё раз"})
        assert problem(again) == (409, "wrong_phase")


def test_document_whose_sections_are_all_withdrawn_is_withdrawn(stage: Stage) -> None:
    paper = stage.in_phase("withdrawn")
    stage.until(lambda: stage.phase(paper.path) == "withdrawn")


def resting(stage: Stage) -> tuple[str, str]:
    """Sections 1 and 2 in drafting, where 2 is edited by somebody else and rests on 1."""
    paper = stage.paper(2)
    first, second = (f"/sections/{section}" for section in paper.sections)
    stage.done("PATCH", second, stage.coordinator, {"bases": [paper.sections[0]]}, version=2)
    people = {"editors": [stage.member.id], "reviewers": [stage.reviewer.id], "approvers": [stage.approver.id]}
    stage.done("PUT", f"{second}/people", stage.coordinator, people, version=3)
    stage.launch(paper)
    return first, paper.sections[0]


def test_those_who_rest_on_a_section_are_told_when_it_changes_in_substance(stage: Stage) -> None:
    first, section_id = resting(stage)
    told = []
    for text in (FIRST, REWORDED, CHANGED):
        stage.hand_in(first, text)
        stage.send_back(first)
        told.append(stage.told(stage.member, section_id=section_id))
    assert told == [[], [], ["basis_changed"]]
    assert "basis_changed" not in stage.told(stage.editor, section_id=section_id)


def test_timeline_tells_who_did_what_and_why(stage: Stage) -> None:
    paper = stage.in_phase("review")
    stage.done("POST", f"{paper.section}/return", stage.coordinator, {"reason": "Нужны данные"})
    entries = stage.items(f"{paper.section}/timeline", stage.reviewer)
    happened = ["launched", "revision_submitted", "round_opened", "round_closed", "drafting_resumed"]
    assert [entry["type"] for entry in entries if entry["type"] in happened] == happened
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    closed = next(entry for entry in entries if entry["type"] == "round_closed")
    assert (closed["actor_id"], closed["reason"]) == (stage.coordinator.id, "Нужны данные")
    assert closed["event"]["outcome"] == "returned"
    assert "Нужны данные" in str([n["text"] for n in stage.inbox(stage.editor) if n["kind"] == "returned"])


def test_ledger_says_of_every_planned_alarm_what_became_of_it(stage: Stage) -> None:
    paper = stage.in_phase("review")
    entries = stage.items(f"{paper.path}/ledger")
    drafting = {(e["what"], e["state"], e["reason"]) for e in entries if e["phase"] == "drafting"}
    assert drafting == {(what, "cancelled", "revision_submitted") for what in ("reminder", "deadline", "step")}
    review = [entry for entry in entries if entry["phase"] == "review"]
    assert {entry["state"] for entry in review} == {"planned"}
    deadline = next(entry for entry in review if entry["what"] == "deadline")
    assert deadline["planned_at"] == stage.read(paper.section)["deadline"]["at"]


def test_alarms_that_rang_are_in_the_ledger_with_those_who_were_told(stage: Stage) -> None:
    rule = {"limit": {"duration": "PT2S"}, "reminders": [{"duration": "PT1S"}]}
    paper = stage.launched(policy={**POLICY, "drafting": rule})
    stage.until(lambda: {e["state"] for e in stage.items(f"{paper.path}/ledger")} == {"rung"})
    told = {entry["what"]: entry["told"] for entry in stage.items(f"{paper.path}/ledger")}
    assert told == {"reminder": 2, "deadline": 3}
    assert stage.told(stage.coordinator, section_id=paper.sections[0]) == ["deadline_passed"]
    kinds = ["drafting_opened", "drafting_reminder", "deadline_passed"]
    assert stage.told(stage.editor, section_id=paper.sections[0]) == kinds
    stage.until(lambda: all(e["sent_at"] for e in stage.items(f"{paper.path}/ledger")))


def test_extension_and_reassignment_keep_the_phase_and_tell_those_concerned(stage: Stage) -> None:
    paper = stage.in_phase("review")
    before = stage.read(paper.section)
    form = {"limit": {"working_days": 30}, "reason": "отпуска"}
    extended = stage.done("POST", f"{paper.section}/extend", stage.coordinator, form)
    assert extended["deadline"] == stage.read(paper.section)["deadline"]
    assert extended["deadline"]["at"] > before["deadline"]["at"]
    swap = {"part": "reviewer", "leaves": stage.reviewer.id, "joins": stage.member.id, "reason": "отпуск"}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, swap)
    after = stage.read(paper.section)
    assert (after["phase"], after["reviewers"]) == ("review", [stage.member.id])
    section = paper.sections[0]
    assert stage.told(stage.reviewer, section_id=section) == ["review_invitation", "extended", "relieved"]
    assert stage.told(stage.member, section_id=section) == ["review_invitation"]
    stage.agree(paper.section, stage.member)
    assert stage.phase(paper.section) == "sign_off"


def test_ballot_counts_the_open_round(stage: Stage) -> None:
    people = [stage.reviewer, stage.member, stage.leader]
    paper = stage.in_phase("review", reviewers=people)
    form = {"revision_id": stage.head(paper.section), "verdict": "disagree", "text": "Не доказано"}
    stage.done("POST", f"{paper.section}/verdicts", stage.member, form)
    ballot = stage.read(f"{paper.section}/ballot", stage.editor)
    assert (ballot["status"], ballot["in_favour"], ballot["against"]) == ("open", 0, 1)
    assert ballot["voters"] == [one.id for one in people]
    assert ballot["silent"] == sorted(one.id for one in (stage.reviewer, stage.leader))
    changed = {**form, "verdict": "agree"}
    stage.done("POST", f"{paper.section}/verdicts", stage.member, changed)
    assert stage.read(f"{paper.section}/ballot")["in_favour"] == 1


@pytest.mark.parametrize("act", ["decline", "disagreement"])
def test_text_goes_back_with_the_reasons(stage: Stage, act: str) -> None:
    paper = stage.in_phase("review" if act == "disagreement" else "sign_off")
    form = {"revision_id": stage.head(paper.section)}
    if act == "decline":
        stage.done("POST", f"{paper.section}/decline", stage.approver, {**form, "reason": "Нет денег"})
    else:
        disagree = {**form, "verdict": "disagree", "text": "Нет денег"}
        stage.done("POST", f"{paper.section}/verdicts", stage.reviewer, disagree)
    assert stage.phase(paper.section) == "drafting"
    reasons = {entry["reason"] for entry in stage.items(f"{paper.section}/timeline")}
    assert "Нет денег" in reasons
