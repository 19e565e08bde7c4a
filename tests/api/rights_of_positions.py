"""An association that is asked, a letter that was entered, and a request for every operation on them."""

from typing import Any

from tests.api.stage import Stage
from tests.api.world import Account


def joint_things(stage: Stage, owner: Account) -> dict[str, str]:
    """A section in review that asks an association, whose head the reviewer is, and the owner by letter."""
    association = stage.body("Землячество")
    chair = {"office": "chair"}
    stage.done("PUT", f"/bodies/{association}/members/{stage.reviewer.id}", stage.administrator, chair)
    paper = stage.paper(reviewers=[owner])
    rows = [{"task": "review", "body_id": association, "as_one": True}]
    version = stage.read(paper.path)["version"]
    stage.done("PUT", f"{paper.path}/responsibilities", stage.coordinator, {"rows": rows}, version=version)
    stage.launch(paper)
    stage.hand_in(paper.section)
    place = f"{paper.section}/letters?filename=a.txt&number=1&dated=2026-11-20"
    letter = str(stage.call("POST", place, stage.coordinator, content="Письмо".encode()).json()["id"])
    form = {"person_id": owner.id, "revision_id": stage.head(paper.section), "verdict": "abstain"}
    stage.done("POST", f"/letters/{letter}/verdict", stage.coordinator, form)
    return {"joint": paper.sections[0], "association": association, "letter": letter}


def positions(ids: dict[str, str]) -> dict[str, tuple[str, str, Any]]:
    section, letter = f"/sections/{ids['joint']}", f"/letters/{ids['letter']}"
    inside, form = f"{section}/bodies/{ids['association']}", {"revision_id": ids["revision"], "verdict": "agree"}
    return {
        "contributions.list": ("GET", f"{inside}/contributions", None),
        "contributions.add": ("POST", f"{inside}/contributions", {**form, "kind": "opinion"}),
        "contributions.summary": ("GET", f"{inside}/summary", None),
        "letters.add": ("POST", f"{section}/letters?filename=a.txt&number=1&dated=2026-11-20", b""),
        "letters.list": ("GET", f"{section}/letters", None),
        "letters.read": ("GET", letter, None),
        "letters.file": ("GET", f"{letter}/file", None),
        "letters.enter": ("POST", f"{letter}/verdict", {**form, "person_id": ids["person"]}),
    }
