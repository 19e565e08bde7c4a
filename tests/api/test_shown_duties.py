"""Duties that change hands, through HTTP to the edition: who was told, what counted, what the sheet shows."""

from tests.api.scene import UNANIMITY, WHY, Scene, play, seconds
from tests.api.stage import POLICY, Stage

AT_THE_END = ["approved", "published"]


def handed_in(scene: Scene) -> Scene:
    scene.stage.hand_in(scene.section, by=scene.cast["editor"])
    return scene


def test_delegation_is_voted_on_by_the_deputy_and_shown_so(stage: Stage) -> None:
    scene = handed_in(play(stage, "deputy"))
    scene.act("anna", "delegate", deputy_id=scene.cast["deputy"].id)
    scene.agree("deputy")
    scene.agree("boris")
    assert scene.counted() == [("anna", "agree", "deputy"), ("boris", "agree", None)]
    scene.sign("approver")
    edition = scene.publish()
    assert scene.told() == {
        "editor": ["drafting_opened", *AT_THE_END],
        "anna": ["review_invitation", "duty_passed", "published"],
        "boris": ["review_invitation", "published"],
        "approver": ["sign_invitation", "published"],
        "deputy": ["deputy_called"],
        "coordinator": ["duty_passed", *AT_THE_END],
    }
    assert scene.told(None) == {
        "leader": ["candidate_opened", "document_approved", "published"],
        "coordinator": ["document_approved", "published"],
    }
    assert scene.sheet(edition) == [
        ("deputy (за: anna)", "рецензент", "согласовано"),
        ("boris", "рецензент", "согласовано"),
        ("approver", "утверждающий", "утверждено"),
        ("leader", "руководство", "утверждено"),
    ]


def test_reassignment_takes_the_place_of_who_is_relieved(stage: Stage) -> None:
    scene = handed_in(play(stage, "new reviewer", "new approver"))
    new_reviewer, new_approver = scene.cast["new reviewer"].id, scene.cast["new approver"].id
    scene.act("coordinator", "reassign", part="reviewer", leaves=scene.cast["anna"].id, joins=new_reviewer)
    scene.agree("new reviewer")
    scene.agree("boris")
    scene.act("coordinator", "reassign", part="approver", leaves=scene.cast["approver"].id, joins=new_approver)
    assert scene.counted() == [("new reviewer", "agree", None), ("boris", "agree", None)]
    scene.sign("new approver")
    edition = scene.publish()
    assert scene.told() == {
        "editor": ["drafting_opened", *AT_THE_END],
        "anna": ["review_invitation", "relieved"],
        "boris": ["review_invitation", "published"],
        "approver": ["sign_invitation", "relieved"],
        "new reviewer": ["review_invitation", "published"],
        "new approver": ["sign_invitation", "published"],
        "coordinator": AT_THE_END,
    }
    assert scene.sheet(edition) == [
        ("new reviewer", "рецензент", "согласовано"),
        ("boris", "рецензент", "согласовано"),
        ("new approver", "утверждающий", "утверждено"),
        ("leader", "руководство", "утверждено"),
    ]


def test_ladder_passes_the_duty_to_the_deputy_and_names_who_has_none(stage: Stage) -> None:
    ladder = [
        {"after": seconds(0), "outcome": "pass_to_deputy"},
        {"after": {"days": 20}, "tell": ["coordinator"]},
    ]
    scene = play(stage, "deputy", policy={**UNANIMITY, "review": {"limit": seconds(2), "ladder": ladder}})
    body = stage.body("Совет")
    seat = {"office": "member", "deputy_id": scene.cast["deputy"].id}
    stage.done("PUT", f"/bodies/{body}/members/{scene.cast['anna'].id}", stage.administrator, seat)
    handed_in(scene)
    scene.until_told("deputy", "deputy_called")
    scene.agree("deputy")
    scene.agree("boris")
    assert scene.counted() == [("anna", "agree", "deputy"), ("boris", "agree", None)]
    scene.sign("approver")
    edition = scene.publish()
    assert scene.told() == {
        "editor": ["drafting_opened", *AT_THE_END],
        "anna": ["review_invitation", "deadline_passed", "duty_passed", "published"],
        "boris": ["review_invitation", "deadline_passed", "published"],
        "approver": ["sign_invitation", "published"],
        "deputy": ["deputy_called"],
        "coordinator": ["deadline_passed", "duty_passed", "no_deputy", *AT_THE_END],
    }
    assert scene.sheet(edition) == [
        ("deputy (за: anna)", "рецензент", "согласовано"),
        ("boris", "рецензент", "согласовано"),
        ("approver", "утверждающий", "утверждено"),
        ("leader", "руководство", "утверждено"),
    ]


def test_recusal_and_a_decision_of_the_coordinator_stand_on_the_sheet(stage: Stage) -> None:
    ladder = [{"after": seconds(0), "tell": ["coordinator"]}]
    rules = {**POLICY, "vote": {"kind": "majority", "minimum": 2}, "review": {"limit": seconds(6), "ladder": ladder}}
    scene = handed_in(play(stage, policy=rules, reviewers=["anna", "boris", "vera"]))
    scene.act("vera", "recuse")
    scene.agree("anna")
    scene.until_told("coordinator", "escalation")
    scene.act("coordinator", "decide", in_favour=True)
    assert scene.counted() == [("anna", "agree", None)]
    scene.sign("approver")
    edition = scene.publish()
    told = scene.told()
    assert told["vera"] == ["review_invitation", "recused", "published"]
    assert told["boris"] == ["review_invitation", "base_changed", "deadline_passed", "published"]
    assert told["coordinator"] == ["base_changed", "deadline_passed", "escalation", *AT_THE_END]
    assert scene.sheet(edition) == [
        ("vera", "рецензент", "отведён: конфликт интересов"),
        ("anna", "рецензент", "согласовано"),
        ("coordinator", "координатор", "принято решением координатора: голосов меньше, чем требует правило"),
        ("approver", "утверждающий", "утверждено"),
        ("leader", "руководство", "утверждено"),
    ]


def test_extension_by_a_person_moves_the_deadline_for_those_who_are_awaited(stage: Stage) -> None:
    scene = handed_in(play(stage))
    scene.agree("anna")
    before = stage.read(scene.section)["deadline"]["at"]
    scene.act("coordinator", "extend", limit={"working_days": 30})
    assert stage.read(scene.section)["deadline"]["at"] > before
    scene.agree("boris")
    assert scene.counted() == [("anna", "agree", None), ("boris", "agree", None)]
    scene.sign("approver")
    edition = scene.publish()
    assert scene.told() == {
        "editor": ["drafting_opened", *AT_THE_END],
        "anna": ["review_invitation", "published"],
        "boris": ["review_invitation", "extended", "published"],
        "approver": ["sign_invitation", "published"],
        "coordinator": AT_THE_END,
    }
    assert [row[0] for row in scene.sheet(edition)] == ["anna", "boris", "approver", "leader"]


def test_extension_by_the_ladder_happens_once_and_then_the_ladder_goes_on(stage: Stage) -> None:
    ladder = [
        {"after": seconds(0), "outcome": "extend", "by": seconds(2)},
        {"after": seconds(1), "tell": ["coordinator"]},
    ]
    scene = handed_in(play(stage, policy={**UNANIMITY, "review": {"limit": seconds(4), "ladder": ladder}}))
    scene.agree("anna")
    scene.until_told("coordinator", "escalation")
    scene.agree("boris")
    scene.sign("approver")
    edition = scene.publish()
    late = ["deadline_passed", "extended", "deadline_passed"]
    assert scene.told() == {
        "editor": ["drafting_opened", *AT_THE_END],
        "anna": ["review_invitation", "published"],
        "boris": ["review_invitation", *late, "published"],
        "approver": ["sign_invitation", "published"],
        "coordinator": [*late, "escalation", *AT_THE_END],
    }
    assert [row[0] for row in scene.sheet(edition)] == ["anna", "boris", "approver", "leader"]
    review = [e for e in stage.items(f"{scene.paper.path}/ledger") if e["phase"] == "review" and e["what"] == "step"]
    became = [(one["alarm_id"], one["state"], one["reason"]) for one in sorted(review, key=lambda e: e["planned_at"])]
    assert became == [
        ("step-1", "rung", "extend"),
        ("step-2", "cancelled", "ladder_extended"),
        ("step-2", "rung", None),
    ]
    words = {(one["alarm_id"], one["state"]): (one["ru"], one["en"]) for one in review}
    assert words == {
        ("step-1", "rung"): (
            "Подошла очередь шага: продлить срок один раз.",
            "It was the turn of a step: extend the deadline once.",
        ),
        ("step-2", "cancelled"): ("Отменено: срок перенесён.", "Cancelled: the deadline was moved."),
        ("step-2", "rung"): ("Сообщено, человек: 1.", "People told: 1."),
    }
    assert WHY["reason"] not in str(review)
