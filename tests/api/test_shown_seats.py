"""Seats of an open round that are taken anew, through HTTP to the edition: who was told, what counted."""

from tests.api.scene import Scene, play
from tests.api.stage import Stage
from tests.api.test_responsibilities import matrix

AT_THE_END = ["approved", "published"]


def replace(scene: Scene, part: str, leaves: str, joins: str) -> None:
    people = {"leaves": scene.cast[leaves].id, "joins": scene.cast[joins].id}
    scene.act("coordinator", "reassign", part=part, **people)


def base_told(scene: Scene, name: str) -> list[tuple[str, int]]:
    """The numbers of those who count, as somebody was told them of the section."""
    inbox = [one for one in scene.stage.inbox(scene.cast[name]) if one["facts"].get("document_id") == scene.paper.id]
    return [(one["kind"], one["facts"]["base"]) for one in inbox if one["kind"].startswith("base_")]


def explained(scene: Scene) -> list[str]:
    said: list[str] = scene.stage.read(f"{scene.section}/ballot", scene.cast["coordinator"])["explanation"]
    return said


def test_empty_seats_of_a_round_are_taken_and_the_new_base_is_told(stage: Stage) -> None:
    scene = play(
        stage,
        "new reviewer",
        "new approver",
        reviewers=["anna", "boris", "vera"],
        approvers=["approver", "other"],
    )
    stage.hand_in(scene.section, by=scene.cast["editor"])
    scene.act("anna", "recuse")
    scene.agree("boris")
    replace(scene, "reviewer", "anna", "new reviewer")
    data = stage.read(f"{scene.section}/ballot", scene.cast["coordinator"])["data"]
    left = [(scene.name(one["person_id"]), one["base"], scene.name(one["successor_id"])) for one in data["left"]]
    assert left == [("anna", 3, "new reviewer")]
    assert [scene.name(one["person_id"]) for one in data["turns"]] == ["vera", "new reviewer"]
    assert "Голосующих в этом круге осталось: 3." in explained(scene)
    scene.agree("vera")
    assert stage.phase(scene.section) == "review"
    scene.agree("new reviewer")
    assert scene.counted() == [(name, "agree", None) for name in ("boris", "vera", "new reviewer")]
    scene.act("approver", "recuse")
    replace(scene, "approver", "approver", "new approver")
    scene.sign("other")
    scene.sign("new approver")
    edition = scene.publish()
    assert scene.told() == {
        "editor": ["drafting_opened", *AT_THE_END],
        "anna": ["review_invitation", "recused", "relieved"],
        "boris": ["review_invitation", "base_changed", "base_restored", "published"],
        "vera": ["review_invitation", "base_changed", "base_restored", "published"],
        "approver": ["sign_invitation", "recused", "relieved"],
        "other": ["sign_invitation", "base_changed", "base_restored", "published"],
        "new reviewer": ["review_invitation", "published"],
        "new approver": ["sign_invitation", "published"],
        "coordinator": [
            *("base_changed", "base_restored", "base_changed", "base_restored"),
            *AT_THE_END,
        ],
    }
    assert base_told(scene, "boris") == [("base_changed", 2), ("base_restored", 3)]
    assert scene.sheet(edition) == [
        ("anna", "рецензент", "отведён: конфликт интересов"),
        ("boris", "рецензент", "согласовано"),
        ("vera", "рецензент", "согласовано"),
        ("new reviewer", "рецензент", "согласовано"),
        ("approver", "утверждающий", "отведён: конфликт интересов"),
        ("other", "утверждающий", "утверждено"),
        ("new approver", "утверждающий", "утверждено"),
        ("leader", "руководство", "утверждено"),
    ]


def test_who_votes_by_the_matrix_is_replaced_in_the_round_and_called_again_in_the_next(stage: Stage) -> None:
    scene = play(stage, "expert", "new reviewer")
    assert matrix(stage, scene.paper, {"task": "review", "person_id": scene.cast["expert"].id}).is_success
    stage.hand_in(scene.section, by=scene.cast["editor"])
    replace(scene, "reviewer", "expert", "new reviewer")
    assert problem_of_replaced(scene) == "not_a_voter"
    scene.agree("new reviewer")
    stage.send_back(scene.section)
    stage.hand_in(scene.section, by=scene.cast["editor"], text="Вторая редакция.")
    for name in ("anna", "boris", "expert"):
        scene.agree(name)
    assert scene.counted() == [(name, "agree", None) for name in ("anna", "boris", "expert")]
    scene.sign("approver")
    edition = scene.publish()
    told = scene.told()
    assert told["expert"] == ["review_invitation", "relieved_for_now", "review_invitation", "published"]
    assert told["new reviewer"] == ["review_invitation"]
    assert told["anna"] == ["review_invitation", "review_invitation", "published"]
    assert scene.sheet(edition) == [
        ("anna", "рецензент", "согласовано"),
        ("boris", "рецензент", "согласовано"),
        ("expert", "рецензент", "согласовано"),
        ("approver", "утверждающий", "утверждено"),
        ("leader", "руководство", "утверждено"),
    ]


def problem_of_replaced(scene: Scene) -> str:
    form = {"revision_id": scene.stage.head(scene.section), "verdict": "agree"}
    late = scene.stage.call("POST", f"{scene.section}/verdicts", scene.cast["expert"], json=form)
    return str(late.json()["code"])
