"""Everything of a document as one file: it is as its manifest says, and nobody gets more than they may read."""

import hashlib
import io
import json
import zipfile

from tests.api.stage import POLICY, Paper, Stage, problem
from tests.api.world import Account


def taken(stage: Stage, paper: Paper, by: Account) -> dict[str, bytes]:
    answer = stage.call("GET", f"{paper.path}/archive", by)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_archive_holds_what_its_manifest_says(stage: Stage) -> None:
    paper = stage.in_phase("review")
    name = "..%5C..%2Fсправка%3A1.txt"
    stage.call("POST", f"{paper.path}/materials?filename={name}", stage.reviewer, content="Справка".encode())
    stage.agree(paper.section)
    found = taken(stage, paper, stage.editor)
    manifest = json.loads(found.pop("manifest.json"))
    sums = {one["path"]: (one["size"], one["sha256"]) for one in manifest["files"]}
    assert sums == {path: (len(body), hashlib.sha256(body).hexdigest()) for path, body in found.items()}
    assert (manifest["document_id"], manifest["missing"]) == (paper.id, [])
    (material,) = [path for path in found if path.startswith("materials/")]
    assert found[material].decode() == "Справка"
    assert ".." not in material
    assert {path for path in found if not path.startswith(("materials/", "sections/01/revisions/"))} == {
        *("sections/01/text.docx", "sections/01/text.md", "sections/01/timeline.jsonl", "timeline.jsonl"),
        *(f"papers/{kind}.{form}" for kind in ("agreement-sheet", "disagreements") for form in ("docx", "pdf")),
        *(f"papers/remarks.{form}" for form in ("docx", "pdf", "xlsx")),
    }


def test_archive_waits_for_an_own_opinion_and_is_nobodys_else(stage: Stage) -> None:
    paper = stage.in_phase("review", policy={**POLICY, "opinions": "own_first"})
    path = f"{paper.path}/archive"
    assert problem(stage.call("GET", path, stage.reviewer)) == (403, "own_opinion_first")
    assert problem(stage.call("GET", path, stage.stranger)) == (404, "not_found")
    assert taken(stage, paper, stage.coordinator)


def test_archive_of_a_document_that_is_being_set_up_has_no_papers(stage: Stage) -> None:
    found = taken(stage, stage.paper(), stage.coordinator)
    assert set(found) == {"manifest.json", "timeline.jsonl", "sections/01/timeline.jsonl"}


def test_file_that_the_store_has_lost_is_named_and_the_rest_is_there(stage: Stage) -> None:
    paper = stage.in_phase("review")
    (revision,) = stage.items(f"{paper.section}/revisions")
    stage.call("POST", f"{paper.path}/materials?filename=a.txt", stage.reviewer, content="Только здесь".encode())
    address = hashlib.sha256("Только здесь".encode()).hexdigest()
    stage.world.house.store.delete(address)
    found = taken(stage, paper, stage.coordinator)
    assert [one["why"] for one in json.loads(found["manifest.json"])["missing"]] == ["object_missing"]
    assert f"sections/01/revisions/01-{revision['filename']}" in found
