"""The last scenes: the whole is approved and published, and anybody may fetch the edition and look into it."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from demo.cast import CAST
from demo.client import Address, WrongAnswer
from demo.pandoc import phrases, words_of
from demo.rules import LEADERS
from demo.scenes_disputed import WORDING
from demo.stage import Stage, expect

FILES = {
    "edition.html": "html",
    "edition.docx": "docx",
    "edition.odt": "odt",
    "edition.epub": "epub",
    "edition.md": "markdown",
    "edition.pdf": None,
    "agreement.docx": None,
    "agreement.pdf": None,
    "remarks.docx": None,
    "remarks.pdf": None,
    "disagreements.docx": None,
    "disagreements.pdf": None,
    "manifest.json": None,
    "manifest.sig": None,
}
"""What an edition consists of, and how pandoc reads what it can read."""

PAPERS = ("agreement-sheet", "remarks", "disagreements")


def approve_the_whole(stage: Stage) -> None:
    """Both leaders sign the exact candidate."""
    candidate = stage.until("the candidate", lambda: stage.coordinator.find(f"{stage.document}/candidate"))
    expect("sections of the candidate", [s["section_id"] for s in candidate["sections"]], [*stage.sections.values()])
    for leader in LEADERS:
        signature = {"candidate_hash": candidate["hash"], "password": stage.passwords[leader]}
        stage.people[leader].do("POST", f"{stage.document}/signatures", signature)
    expect("phase of the document", stage.coordinator.get(stage.document)["phase"], "approved")
    stage.say("Документ в целом утверждён двумя руководителями", "The whole was approved by two leaders")


def publish(stage: Stage) -> dict[str, Any]:
    """The edition is made; all sections are published with it. Returns the edition."""
    ordered = stage.coordinator.do("POST", f"{stage.document}/publication")

    def published() -> dict[str, Any] | None:
        edition = stage.coordinator.get(f"/editions/{ordered['edition_id']}")
        return edition if edition["state"] == "published" else None

    edition = stage.until("the published edition", published)
    expect("phases of all sections", {section["phase"] for section in stage.look()}, {"published"})
    expect("phase of the document", stage.coordinator.get(stage.document)["phase"], "published")
    stage.say(f"Издание № {edition['number']} опубликовано", f"Edition {edition['number']} is published")
    return edition


def fetch(stage: Stage, address: Address, edition: dict[str, Any], folder: Path) -> None:
    """Somebody without an account fetches all files; each is what the manifest says it is."""
    folder.mkdir(parents=True, exist_ok=True)
    expect("files of the edition", sorted(file["name"] for file in edition["files"]), sorted(FILES))
    for name in FILES:
        answer = address.send("GET", f"/editions/{edition['id']}/files/{name}")
        expect(f"status of {name}", answer.status_code, 200)
        (folder / name).write_bytes(answer.content)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    listed = {file["name"]: file["sha256"] for file in manifest["files"]}
    found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in listed}
    expect("hashes of the files", found, listed)
    expect("listed files", sorted([*listed, "manifest.json", "manifest.sig"]), sorted(FILES))
    expect("who signed the whole", _signers(manifest), {CAST[leader].name for leader in LEADERS})
    stage.say("Файлы издания скачаны без учётной записи", "The edition's files were fetched without an account")


def take_the_papers(stage: Stage, folder: Path) -> None:
    """The coordinator takes the three papers of the whole; the third tells of the disagreement and how it ended."""
    papers = folder / "papers"
    papers.mkdir(exist_ok=True)
    for kind in PAPERS:
        for form in ("docx", "pdf"):
            (papers / f"{kind}.{form}").write_bytes(stage.coordinator.file(f"{stage.document}/papers/{kind}", form))
    record = words_of(papers / "disagreements.docx", "docx")
    for said in (WORDING, "малый зал", "Особое мнение", "Срок оставляем"):
        expect(f"{said!r} in the record of disagreements", said in record, True)
    dissent = words_of(folder / "edition" / "edition.docx", "docx")
    expect("the dissent in the edition", "Особые мнения" in dissent and WORDING in dissent, True)
    stage.say(
        "Лист согласования, сводка замечаний и протокол разногласий лежат рядом с изданием",
        "The agreement sheet, the summary of remarks and the record of disagreements lie beside the edition",
    )


def _signers(manifest: dict[str, Any]) -> set[str]:
    sections = {section["text_hash"] for section in manifest["sections"]}
    return {signature["name"] for signature in manifest["signatures"] if signature["hash"] not in sections}


def read_it(stage: Stage, folder: Path) -> None:
    """Every format says what was written, and names the tacit agreement as such."""
    for name, form in FILES.items():
        if form is None:
            continue
        words = words_of(folder / name, form)
        for number, text in stage.final.items():
            for phrase in phrases(text):
                if phrase not in words:
                    raise WrongAnswer(f"{name}: expected the words of section {number}: {phrase!r}")
        tacit = re.search(r"Фёдор Тихий.{0,160}молчаливое согласие", words)
        expect(f"the tacit agreement in {name}", tacit is not None, True)
    for name in ("agreement.docx", "remarks.docx"):
        expect(f"words in {name}", bool(words_of(folder / name, "docx").strip()), True)
    tacit = re.search(r"Фёдор Тихий.{0,160}молчаливое согласие", words_of(folder / "agreement.docx", "docx"))
    expect("the tacit agreement in agreement.docx", tacit is not None, True)
    expect("the beginning of edition.pdf", (folder / "edition.pdf").read_bytes()[:5], b"%PDF-")
    stage.say(
        "Во всех форматах стоит то, что написано в разделах; молчаливое согласие отмечено в листе согласования",
        "All formats say what the sections say; the tacit agreement is marked in the agreement sheet",
    )
