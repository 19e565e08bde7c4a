"""Sections that leave or come again, through HTTP to the edition: who was told, what counted, what the sheet shows."""

from tests.api.scene import Scene, play
from tests.api.stage import FIRST, Stage

CHANGED = FIRST.replace("раз в год", "раз в месяц")


def approve(scene: Scene, section: str, text: str = FIRST) -> None:
    scene.stage.hand_in(section, text, scene.cast["editor"])
    for name in ("anna", "boris"):
        scene.agree(name, section)
    scene.sign("approver", section)


WHOLE = [
    ("anna", "рецензент", "согласовано"),
    ("boris", "рецензент", "согласовано"),
    ("approver", "утверждающий", "утверждено"),
    ("leader", "руководство", "утверждено"),
]


def test_withdrawal_from_an_open_round_tells_everybody_and_leaves_the_edition(stage: Stage) -> None:
    scene = play(stage, sections=2)
    kept, left = (f"/sections/{one}" for one in scene.paper.sections)
    approve(scene, kept)
    stage.hand_in(left, by=scene.cast["editor"])
    scene.agree("anna", left)
    stage.done("POST", f"{left}/withdraw", scene.cast["coordinator"], {"reason": "не нужен"})
    assert scene.counted(left) == [("anna", "agree", None)]
    edition = scene.publish()
    assert scene.told(1) == {
        "editor": ["drafting_opened", "withdrawn"],
        "anna": ["review_invitation", "withdrawn"],
        "boris": ["review_invitation", "withdrawn"],
        "approver": ["withdrawn"],
        "coordinator": ["withdrawn"],
    }
    assert scene.sheet(edition) == WHOLE


def test_reopening_voids_what_lies_before_leadership_and_asks_everybody_anew(stage: Stage) -> None:
    scene = play(stage)
    approve(scene, scene.section)
    stage.candidate(scene.paper.path)
    scene.act("coordinator", "reopen")
    stage.until(lambda: stage.phase(scene.paper.path) == "in_work")
    approve(scene, scene.section, CHANGED)
    assert scene.counted() == [("anna", "agree", None), ("boris", "agree", None)]
    edition = scene.publish()
    assert scene.told() == {
        "editor": ["drafting_opened", "approved", "reopened", "approved", "published"],
        "anna": ["review_invitation", "reopened", "review_invitation", "published"],
        "boris": ["review_invitation", "reopened", "review_invitation", "published"],
        "approver": ["sign_invitation", "sign_invitation", "published"],
        "coordinator": ["approved", "approved", "published"],
    }
    assert scene.told(None) == {
        "leader": ["candidate_opened", "candidate_voided", "candidate_opened", "document_approved", "published"],
        "coordinator": ["candidate_voided", "document_approved", "published"],
    }
    assert scene.sheet(edition) == WHOLE


def test_second_edition_supersedes_the_first_and_has_a_sheet_of_its_own(stage: Stage) -> None:
    scene = play(stage)
    approve(scene, scene.section)
    first = scene.publish()
    scene.act("coordinator", "reopen")
    stage.hand_in(scene.section, CHANGED, scene.cast["editor"])
    form = {"revision_id": stage.head(scene.section), "verdict": "agree_with_remarks"}
    stage.done("POST", f"{scene.section}/verdicts", scene.cast["boris"], form)
    scene.agree("anna")
    assert scene.counted() == [("boris", "agree_with_remarks", None), ("anna", "agree", None)]
    scene.sign("approver")
    second = scene.publish()
    listed = [(one["id"], one["number"], one["supersedes_id"]) for one in stage.items(f"{scene.paper.path}/editions")]
    assert listed == [(first, 1, None), (second, 2, first)]
    assert scene.sheet(first) == WHOLE
    assert scene.sheet(second) == [("boris", "рецензент", "согласовано с замечаниями"), WHOLE[0], *WHOLE[2:]]
    once = ["review_invitation", "published"]
    assert scene.told() == {
        "editor": ["drafting_opened", "approved", "published", "reopened", "approved", "published"],
        "anna": [*once, "reopened", *once],
        "boris": [*once, "reopened", *once],
        "approver": ["sign_invitation", "published", "sign_invitation", "published"],
        "coordinator": ["approved", "published", "approved", "published"],
    }
    whole = ["document_approved", "published"]
    assert scene.told(None) == {
        "leader": ["candidate_opened", *whole, "candidate_opened", *whole],
        "coordinator": [*whole, *whole],
    }
