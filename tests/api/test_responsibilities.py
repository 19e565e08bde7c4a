"""The matrix of responsibility over HTTP, and what follows from it."""

from typing import Any

from tests.api.stage import Form, Paper, Stage, problem


def matrix(stage: Stage, paper: Paper, *rows: Form) -> Any:
    """Set the matrix as it was last read; the answer."""
    version = stage.read(f"{paper.path}/responsibilities")["version"]
    form = {"rows": list(rows)}
    return stage.call("PUT", f"{paper.path}/responsibilities", stage.coordinator, version=version, json=form)


def test_matrix_is_read_as_sections_by_tasks(stage: Stage) -> None:
    paper = stage.paper(2)
    body = stage.world.made("/bodies", stage.administrator, {"name": "Совет"})
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
    council = {"person_id": None, "body_id": body, "name": "Совет"}
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
