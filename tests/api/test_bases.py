"""What a section rests on: a substantive change flags it, says what changed, and stays until somebody looked."""

from typing import Any

import pytest

from tests.api.stage import FIRST, Form, Paper, Stage, problem

MONTHLY = FIRST.replace("раз в год", "12 раз в 2027 году")
REWORDED = FIRST.replace("помогают", "**помогают**")


def pair(stage: Stage) -> tuple[Paper, str, str]:
    """A document in drafting and its two sections; the second, which a member edits, rests on the first."""
    paper = stage.paper(2)
    basis, above = (f"/sections/{section}" for section in paper.sections)
    stage.done("PATCH", above, stage.coordinator, {"bases": [paper.sections[0]]}, version=2)
    people = {"editors": [stage.member.id], "reviewers": [stage.reviewer.id], "approvers": [stage.approver.id]}
    stage.done("PUT", f"{above}/people", stage.coordinator, people, version=3)
    stage.launch(paper)
    return paper, basis, above


def revise(stage: Stage, section: str, *texts: str) -> None:
    for text in texts:
        stage.hand_in(section, text)
        stage.send_back(section)


def changes(stage: Stage, section: str) -> list[Form]:
    return stage.items(f"{section}/bases/changes", stage.approver)


def see(stage: Stage, paper: Paper, revision: str, by: Any) -> Any:
    path = f"/sections/{paper.sections[1]}/bases/{paper.sections[0]}/seen"
    return stage.call("POST", path, by, json={"revision_id": revision})


def test_only_substance_flags_those_that_rest_on_it_and_says_what_changed(stage: Stage) -> None:
    paper, basis, above = pair(stage)
    revise(stage, basis, FIRST, REWORDED)
    assert (stage.read(above)["basis_changes"], changes(stage, above)) == (0, [])
    revise(stage, basis, MONTHLY)
    assert (stage.read(above)["basis_changes"], stage.read(basis)["basis_changes"]) == (1, 0)
    (change,) = changes(stage, above)
    assert (change["position"], change["from_number"], change["to_number"]) == (1, 2, 3)
    assert (change["ru"], change["en"]) == ("числа, даты и сроки", "numbers, dates and terms")
    assert {one["family"] for one in change["touched"]} == {"number", "date"}
    for one in change["touched"]:
        assert one["quote_before"] == "Совет собирается раз в год."
        assert one["quote_after"] == "Совет собирается 12 раз в 2027 году."
        assert (one["base_block"], one["head_block"]) == (1, 1)
        assert one["before"] in one["quote_before"]
        assert one["after"] in one["quote_after"]
    letters = [one for one in stage.inbox(stage.member) if one["facts"]["document_id"] == paper.id]
    (letter,) = [one for one in letters if one["kind"] == "basis_changed"]
    assert "Изменения касаются следующего: числа, даты и сроки." in letter["text"]


def test_changes_that_come_before_somebody_looks_are_one_flag_from_what_was_seen(stage: Stage) -> None:
    paper, basis, above = pair(stage)
    revise(stage, basis, FIRST, MONTHLY)
    (first,) = changes(stage, above)
    revise(stage, basis, f"{MONTHLY}\nНовый абзац.\n")
    (merged,) = changes(stage, above)
    assert (merged["from_number"], merged["to_number"], merged["families"][-1]) == (1, 3, "added")
    assert problem(see(stage, paper, first["to_id"], stage.member)) == (409, "basis_change_outdated")
    assert see(stage, paper, merged["to_id"], stage.member).status_code == 200
    assert (stage.read(above)["basis_changes"], changes(stage, above)) == (0, [])
    revise(stage, basis, REWORDED)
    (next_one,) = changes(stage, above)
    assert (next_one["from_number"], next_one["to_number"]) == (3, 4)


@pytest.mark.parametrize(("who", "status"), [("coordinator", 200), ("member", 200), ("approver", 403), ("editor", 403)])
def test_flag_is_taken_back_by_the_sections_own_editors_and_its_coordinator(
    stage: Stage, who: str, status: int
) -> None:
    paper, basis, above = pair(stage)
    revise(stage, basis, FIRST, MONTHLY)
    (change,) = changes(stage, above)
    assert see(stage, paper, change["to_id"], getattr(stage, who)).status_code == status
    seen = [entry["event"]["basis_id"] for entry in stage.items(f"{above}/timeline") if entry["type"] == "basis_seen"]
    assert seen == ([paper.sections[0]] if status == 200 else [])


def test_new_text_of_the_section_takes_its_flag_back(stage: Stage) -> None:
    _paper, basis, above = pair(stage)
    revise(stage, basis, FIRST, MONTHLY)
    stage.hand_in(above, by=stage.member)
    assert stage.read(above)["basis_changes"] == 0


def test_who_signs_is_shown_the_flag(stage: Stage) -> None:
    paper, basis, above = pair(stage)
    revise(stage, basis, FIRST)
    stage.hand_in(above, by=stage.member)
    stage.approve(basis, MONTHLY)
    stage.agree(above)
    assert stage.read(f"{above}/ballot", stage.approver)["basis_changes"] == 1
    invitation = [one for one in stage.inbox(stage.approver) if one["facts"].get("section_id") == paper.sections[1]]
    assert "никто ещё не отметил, что просмотрел эти изменения" in invitation[-1]["text"]
    stage.sign(above)
    flags = [section["basis_changes"] for section in stage.candidate(paper.path)["sections"]]
    assert flags == [0, 1]


def test_section_that_rests_on_it_no_more_loses_its_flag(stage: Stage) -> None:
    _paper, basis, above = pair(stage)
    revise(stage, basis, FIRST, MONTHLY)
    stage.done("PATCH", above, stage.coordinator, {"bases": []}, version=stage.read(above)["version"])
    assert stage.read(above)["basis_changes"] == 0


def test_bases_of_bases_may_meet_but_never_close_a_circle(stage: Stage) -> None:
    first, second, third, fourth = stage.paper(4).sections
    for section, bases in ((second, [first]), (third, [first]), (fourth, [second, third])):
        stage.done("PATCH", f"/sections/{section}", stage.coordinator, {"bases": bases}, version=2)
    for closing in (second, third, fourth):
        answer = stage.call("PATCH", f"/sections/{first}", stage.coordinator, json={"bases": [closing]}, version=2)
        assert problem(answer) == (422, "basis_cycle")
    assert stage.read(f"/sections/{first}")["bases"] == []
