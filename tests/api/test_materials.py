"""The materials folder over HTTP: uploads, versions, files given out, and who may do what."""

from typing import Any

import pytest

from tests.activities.convert.signed_files import KINDS
from tests.activities.convert.test_materials import PNG, workbook
from tests.api.stage import Form, Paper, Stage, problem


def upload(stage: Stage, paper: Paper, content: bytes, filename: str = "spravka.txt", **query: str) -> Form:
    path = f"{paper.path}/materials"
    answer = stage.call("POST", path, stage.reviewer, params={"filename": filename, **query}, content=content)
    assert answer.status_code == 201, answer.text
    made: Form = answer.json()
    return made


def listed(stage: Stage, path: str, by: Any = None) -> list[str]:
    return [one["title"] for one in stage.items(path, by)]


def test_folder_of_a_section_is_part_of_its_documents(stage: Stage) -> None:
    paper = stage.paper(2)
    upload(stage, paper, b"a", title="Общая")
    made = upload(stage, paper, b"b", title="Раздела", section_id=paper.sections[0])
    folder = f"{paper.path}/materials"
    assert listed(stage, folder) == ["Общая", "Раздела"]
    of_section = stage.read(f"{folder}?section_id={paper.sections[0]}")["items"]
    assert [one["id"] for one in of_section] == [made["id"]]
    assert stage.read(f"{folder}?section_id={paper.sections[1]}")["items"] == []


@pytest.mark.parametrize("place", ["query", "form"])
def test_section_of_another_document_is_refused_like_none(stage: Stage, place: str) -> None:
    paper, other = stage.paper(), stage.paper().sections[0]
    made = upload(stage, paper, b"a")
    for section in (other, "0" * 36):
        if place == "query":
            path = f"{paper.path}/materials?filename=a.txt&section_id={section}"
            answer = stage.call("POST", path, stage.editor, content=b"a")
        else:
            form = {"section_id": section}
            answer = stage.call("PATCH", f"/materials/{made['id']}", stage.coordinator, json=form, version=1)
        assert problem(answer) == (404, "not_found")


def test_new_upload_is_a_version_and_the_earlier_ones_stay(stage: Stage) -> None:
    made = upload(stage, stage.paper(), "Первая".encode())
    path = f"/materials/{made['id']}"
    answer = stage.call("POST", f"{path}/versions?filename=novaya.md", stage.reviewer, content="Вторая".encode())
    assert (answer.status_code, answer.json()["number"]) == (201, 2)
    shown = stage.read(path)
    assert (shown["latest"], shown["filename"], shown["size"]) == (2, "novaya.md", len("Вторая".encode()))
    numbers = [(one["number"], one["filename"]) for one in stage.items(f"{path}/versions")]
    assert numbers == [(1, "spravka.txt"), (2, "novaya.md")]
    files = {query: stage.call("GET", f"{path}/file{query}", stage.editor).text for query in ("", "?number=1")}
    assert files == {"": "Вторая", "?number=1": "Первая"}
    assert problem(stage.call("GET", f"{path}/file?number=3", stage.editor)) == (404, "not_found")


@pytest.mark.parametrize(
    ("filename", "content", "media_type", "searched"),
    [
        ("Отчёт & «сводка».html", b"<script>alert(1)</script>", "application/octet-stream", "title"),
        ("a.png", PNG, "image/png", "title"),
        ("a.pdf", b"%PDF-1.7", "application/pdf", "title"),
        ("a.csv", "Имя;Срок".encode("cp1251"), "text/csv", "whole"),
        ("a.xlsx", workbook(["Срок"]), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "whole"),
    ],
)
def test_file_is_given_out_to_be_saved_and_never_shown(
    stage: Stage, filename: str, content: bytes, media_type: str, searched: str
) -> None:
    made = upload(stage, stage.paper(), content, filename)
    assert made["searched"] == searched
    assert ("только по названию" in made["ru"]) == (searched == "title")
    answer = stage.call("GET", f"/materials/{made['id']}/file", stage.editor)
    assert answer.content == content
    headers = answer.headers
    assert headers["content-type"].partition(";")[0] == media_type
    assert headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert not set(headers["content-disposition"]) & set('"<>&\r\n')
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].endswith("; sandbox")
    again = stage.call("GET", f"/materials/{made['id']}/file", stage.editor, headers={"If-None-Match": headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_of_a_picture_nothing_is_kept_but_the_picture(stage: Stage, ending: str) -> None:
    photographer = "Вымпелова, 55.7558 с. ш."
    given = KINDS[ending](photographer)
    made = upload(stage, stage.paper(), given, f"a.{ending}")
    kept = stage.call("GET", f"/materials/{made['id']}/file", stage.editor).content
    assert (photographer.encode() in given, photographer.encode() in kept) == (True, False)
    assert stage.read(f"/materials/{made['id']}")["size"] == len(kept)
    path = f"{stage.paper().path}/materials?filename=a.{ending}"
    assert problem(stage.call("POST", path, stage.editor, content=given[:60])) == (422, "upload_corrupt")


def test_withdrawn_material_is_kept_and_shown_to_nobody(stage: Stage) -> None:
    paper = stage.paper()
    made = upload(stage, paper, "Тайная справка".encode(), title="Тайная")
    path = f"/materials/{made['id']}"
    found = f"{paper.path}/search?query=тайная"
    assert len(stage.read(found)["items"]) == 1
    address = stage.items(f"{path}/versions")[0]["address"]
    stage.done("POST", f"{path}/withdraw", stage.reviewer)
    for by in (stage.reviewer, stage.coordinator, stage.administrator):
        for place in (path, f"{path}/file", f"{path}/versions"):
            assert problem(stage.call("GET", place, by)) == (404, "not_found")
        assert listed(stage, f"{paper.path}/materials", by) == []
        assert stage.read(found, by)["items"] == []
    late = stage.call("POST", f"{path}/versions?filename=a.txt", stage.reviewer, content=b"a")
    assert problem(late) == (404, "not_found")
    assert stage.parts.store.get(address) == "Тайная справка".encode()


def test_record_tells_of_materials_by_their_ids_only(stage: Stage) -> None:
    paper = stage.paper()
    made = upload(stage, paper, "Справка".encode(), title="Личное дело")
    stage.done("PATCH", f"/materials/{made['id']}", stage.reviewer, {"title": "Другое дело"}, version=1)
    stage.done("POST", f"/materials/{made['id']}/withdraw", stage.coordinator)
    told = [e["event"] for e in stage.items(f"{paper.path}/timeline") if e["type"].startswith("material_")]
    bound = [one.pop(name) for one in told for name in ("typed", "file") if name in one]
    assert [len(one) for one in bound] == [64, 64, 64]  # keyed hashes
    assert told == [
        {"type": "material_added", "material_id": made["id"], "number": 1},
        {"type": "material_changed", "material_id": made["id"], "fields": ["title"]},
        {"type": "material_withdrawn", "material_id": made["id"]},
    ]
