"""Leaders who are replaced while the whole lies before them, through HTTP to the edition: told, counted, shown."""

import re

from tests.api.scene import WHY, Scene, play
from tests.api.stage import Stage, problem
from tests.api.world import CONFIRMED


def before_leaders(stage: Stage, *more: str) -> Scene:
    """The whole before two leaders, and a deputy of the second called already."""
    scene = play(stage, "deputy", *more, leaders=["first", "second"])
    stage.hand_in(scene.section, by=scene.cast["editor"])
    for name in ("anna", "boris"):
        scene.agree(name)
    scene.sign("approver")
    stage.candidate(scene.paper.path)
    scene.act_on_whole("second", "delegate", deputy_id=scene.cast["deputy"].id)
    return scene


def replace(scene: Scene, leaves: str, joins: str) -> None:
    people = {"leaves": scene.cast[leaves].id, "joins": scene.cast[joins].id}
    scene.act_on_whole("coordinator", "reassign", part="leader", **people)


def refused(scene: Scene, name: str) -> tuple[int, str]:
    form = {"candidate_hash": scene.stage.candidate(scene.paper.path)["hash"], **CONFIRMED}
    answer = scene.stage.call("POST", f"{scene.paper.path}/signatures", scene.cast[name], json=form)
    return problem(answer)


def approval(scene: Scene, edition_id: str) -> str:
    """The approving line of the title page, with the cast's names."""
    page = scene.stage.call("GET", f"/editions/{edition_id}/files/edition.html", None).text
    found = re.search(r"Утверждено: [^<]*", page)
    assert found
    return scene.known(found.group())


def test_leader_is_replaced_during_the_signing_and_the_deputy_called_before_is_relieved(stage: Stage) -> None:
    scene = before_leaders(stage, "new leader")
    scene.sign_whole("first")
    replace(scene, "second", "new leader")
    assert refused(scene, "second") == (404, "not_found")
    assert refused(scene, "deputy") == (404, "not_found")
    with_first = {"part": "leader", "leaves": scene.cast["first"].id, "joins": scene.cast["deputy"].id, **WHY}
    late = stage.call("POST", f"{scene.paper.path}/reassign", scene.cast["coordinator"], json=with_first)
    assert problem(late) == (409, "already_acted")
    shown = stage.read(f"{scene.paper.path}/candidate", scene.cast["coordinator"])
    assert [scene.name(one["person_id"]) for one in shown["data"]["turns"]] == ["new leader"]
    assert shown["data"]["signing"]["missing"] == 1
    edition = scene.publish(signed_by="new leader")
    assert scene.told(None) == {
        "first": ["candidate_opened", "document_approved", "published"],
        "second": ["candidate_opened", "duty_passed", "document_relieved"],
        "deputy": ["deputy_called", "deputy_relieved"],
        "new leader": ["candidate_opened", "document_approved", "published"],
        "coordinator": ["duty_passed", "document_approved", "published"],
    }
    assert scene.sheet(edition)[-2:] == [
        ("first", "руководство", "утверждено"),
        ("new leader", "руководство", "утверждено"),
    ]
    assert approval(scene, edition) == "Утверждено: first; new leader"


def test_leader_whose_account_is_closed_is_replaced_and_the_base_is_told_both_times(stage: Stage) -> None:
    scene = before_leaders(stage, "new leader")
    stage.done("PATCH", f"/people/{scene.cast['second'].id}", stage.administrator, {"active": False}, version=1)
    replace(scene, "second", "new leader")
    scene.act_on_whole("new leader", "delegate", deputy_id=scene.cast["deputy"].id)
    scene.sign_whole("deputy")
    edition = scene.publish(signed_by="first")
    sheet, line, _closed = scene.sheet(edition), approval(scene, edition), scene.cast.pop("second")
    told = scene.told(None)
    assert told["first"] == ["candidate_opened", "base_changed", "base_restored", "document_approved", "published"]
    assert told["deputy"] == ["deputy_called", "deputy_relieved", "deputy_called"]
    assert told["new leader"] == ["candidate_opened", "duty_passed", "document_approved", "published"]
    assert told["coordinator"] == [
        *("duty_passed", "base_changed", "base_restored", "duty_passed"),
        *("document_approved", "published"),
    ]
    signed = stage.read(f"{scene.paper.path}/candidate", scene.cast["coordinator"])["signatures"]
    assert [scene.name(one) for one in signed] == ["new leader", "first"]
    assert sheet[-3:] == [
        ("second", "руководство", "выбыл из круга"),
        ("deputy (за: new leader)", "руководство", "утверждено"),
        ("first", "руководство", "утверждено"),
    ]
    assert line == "Утверждено: deputy (за: new leader); first"
