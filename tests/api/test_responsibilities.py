"""The matrix of responsibility over HTTP, and what follows from it."""

from typing import Any

from sqlmodel import select

from storage.tables import Notice
from tests.api.stage import Form, Paper, Stage, problem
from tests.api.world import Account


def matrix(stage: Stage, paper: Paper, *rows: Form) -> Any:
    """Set the matrix as it was last read; the answer."""
    version = stage.read(f"{paper.path}/responsibilities")["version"]
    form = {"rows": list(rows)}
    return stage.call("PUT", f"{paper.path}/responsibilities", stage.coordinator, version=version, json=form)


def test_matrix_is_read_as_sections_by_tasks(stage: Stage) -> None:
    paper = stage.paper(2)
    body = stage.body("Совет")
    rows: list[Form] = [
        {"task": "review", "body_id": body},
        {"task": "drafting", "section_id": paper.sections[1], "person_id": stage.editor.id},
        {"task": "drafting", "section_id": paper.sections[1], "person_id": stage.editor.id},
        {"task": "information", "section_id": paper.sections[1], "body_id": body},
    ]
    assert matrix(stage, paper, *rows).json()["version"] == 2
    read = stage.call("GET", f"{paper.path}/responsibilities", stage.editor)
    assert read.headers["etag"] == '"2"'
    whole, first, second = read.json()["rows"]
    council = {"person_id": None, "body_id": body, "as_one": False, "name": stage.read(f"/bodies/{body}")["name"]}
    assert (whole["section_id"], whole["title"], whole["review"]) == (None, "Стратегия", [council])
    assert (first["position"], first["drafting"], first["review"], first["information"]) == (1, [], [], [])
    assert [one["person_id"] for one in second["drafting"]] == [stage.editor.id]
    assert second["information"] == [council]
    assert matrix(stage, paper).json()["version"] == 3
    assert [row["review"] for row in stage.read(f"{paper.path}/responsibilities")["rows"]] == [[], [], []]
    told = [one["event"] for one in stage.items(f"{paper.path}/timeline") if one["type"] == "responsibilities_set"]
    assert [len(one["answers"]) for one in told] == [3, 0]


def test_matrix_names_what_there_is(stage: Stage) -> None:
    paper, other = stage.paper(), stage.paper()
    absent = "00000000-0000-7000-8000-000000000000"
    for row, code in (
        ({"task": "review", "person_id": absent}, "person_unknown"),
        ({"task": "review", "body_id": absent}, "body_unknown"),
        ({"task": "review", "section_id": other.sections[0], "person_id": stage.editor.id}, "section_unknown"),
        ({"task": "review"}, "invalid_request"),
        ({"task": "review", "person_id": stage.editor.id, "body_id": absent}, "invalid_request"),
        ({"task": "dancing", "person_id": stage.editor.id}, "invalid_request"),
    ):
        assert problem(matrix(stage, paper, row)) == (422, code)
    outdated = stage.call("PUT", f"{paper.path}/responsibilities", stage.coordinator, version=9, json={"rows": []})
    assert problem(outdated) == (412, "version_outdated")


def heard(stage: Stage, person: Account, paper: Paper) -> list[tuple[str, bool]]:
    """What a person was told of a document, and whether of its section."""
    mine = [one for one in stage.inbox(person) if one["facts"]["document_id"] == paper.id]
    return [(one["kind"], "section_id" in one["facts"]) for one in mine]


def test_those_who_answer_for_information_are_told_of_approval_and_publication(stage: Stage) -> None:
    of_all, of_section, current, former, gone = (stage.world.person() for _ in range(5))
    body = stage.body("Правление")
    for person, term in ((current, {}), (former, {"until": "2020-01-01"}), (stage.leader, {}), (gone, {})):
        stage.done("PUT", f"/bodies/{body}/members/{person.id}", stage.administrator, term)
    stage.done("PATCH", f"/people/{gone.id}", stage.administrator, {"active": False}, version=1)
    paper = stage.paper()
    rows: list[Form] = [
        {"task": "information", "person_id": of_all.id},
        {"task": "information", "section_id": paper.sections[0], "person_id": of_section.id},
        {"task": "information", "body_id": body},
        {"task": "information", "body_id": body, "section_id": paper.sections[0]},
    ]
    assert matrix(stage, paper, *rows).is_success
    stage.launch(paper)
    stage.approve(paper.section)
    stage.publish(paper.path)
    approval, publication = "informed_of_approval", "informed_of_publication"
    assert heard(stage, of_section, paper) == [(approval, True), (publication, True)]
    assert heard(stage, of_all, paper) == [(approval, True), (approval, False), (publication, False)]
    assert sorted(heard(stage, current, paper)) == sorted(
        [(approval, True), (approval, False), (publication, False), (publication, True)]
    )
    assert heard(stage, former, paper) == []
    with stage.parts.database.read() as session:
        assert session.exec(select(Notice.id).where(Notice.person_id == gone.id)).all() == []
    told = heard(stage, stage.leader, paper)
    assert ("document_approved", False) in told
    assert (approval, False) not in told
