"""Who acted for whom, through HTTP to the edition: leaders who hand over, deputies who go away, people who are back."""

from datetime import timedelta

from schemas.ids import new_id
from storage.tables import Absence
from tests.api.scene import WHY, Scene, play
from tests.api.stage import POLICY, Stage, problem
from tests.api.world import CONFIRMED, Account

AT_THE_END = ["approved", "published"]


def away(scene: Scene, name: str, deputy: str | None = None) -> str:
    """Record that somebody is away from today on; where the absence stands."""
    stage = scene.stage
    today = stage.world.today()
    days = {"since": str(today - timedelta(days=1)), "until": str(today + timedelta(days=30))}
    form = {"person_id": scene.cast[name].id, "deputy_id": scene.cast[deputy].id if deputy else None, **days}
    return f"/absences/{stage.done('POST', '/absences', stage.administrator, form)['id']}"


def seat(stage: Stage, person: Account, deputy: Account) -> None:
    """Give somebody a standing deputy by a seat in a body."""
    body = stage.body("Совет")
    form = {"office": "member", "deputy_id": deputy.id}
    stage.done("PUT", f"/bodies/{body}/members/{person.id}", stage.administrator, form)


def under_review(stage: Stage, *more: str) -> Scene:
    scene = play(stage, *more)
    stage.hand_in(scene.section, by=scene.cast["editor"])
    return scene


def test_leader_hands_the_signature_over_and_the_deputy_signs_in_that_place(stage: Stage) -> None:
    scene = under_review(stage, "deputy")
    for name in ("anna", "boris"):
        scene.agree(name)
    scene.sign("approver")
    path = scene.paper.path
    candidate = stage.candidate(path)
    delegation = {"deputy_id": scene.cast["deputy"].id, **WHY}
    bystander = stage.call("POST", f"{path}/delegate", scene.cast["approver"], json=delegation)
    assert problem(bystander) == (403, "not_allowed")
    stage.done("POST", f"{path}/delegate", scene.cast["leader"], delegation)
    form = {"candidate_hash": candidate["hash"], **CONFIRMED}
    early = stage.call("POST", f"{path}/signatures", scene.cast["leader"], json=form)
    assert problem(early) == (409, "duty_passed")
    standing = stage.candidate(path)
    turn = standing["data"]["turns"][0]
    assert (scene.name(turn["person_id"]), scene.name(turn["instead_of"])) == ("deputy", "leader")
    edition = scene.publish(signed_by="deputy")
    assert [scene.name(one) for one in stage.read(f"{path}/candidate")["signatures"]] == ["leader"]
    assert scene.told(None) == {
        "leader": ["candidate_opened", "duty_passed", "document_approved", "published"],
        "deputy": ["deputy_called"],
        "coordinator": ["duty_passed", "document_approved", "published"],
    }
    assert scene.sheet(edition)[-1] == ("deputy (за: leader)", "руководство", "утверждено")


def test_coordinator_hands_over_the_signature_of_a_leader_who_does_not_answer(stage: Stage) -> None:
    paper = stage.in_phase("approved")
    stage.candidate(paper.path)
    form = {"person_id": stage.leader.id, "deputy_id": stage.member.id, **WHY}
    assert stage.call("POST", f"{paper.path}/delegate", stage.stranger, json=form).status_code == 404
    stage.done("POST", f"{paper.path}/delegate", stage.coordinator, form)
    again = stage.call("POST", f"{paper.path}/delegate", stage.coordinator, json=form)
    assert problem(again) == (409, "duty_passed_once")
    signature = {"candidate_hash": stage.candidate(paper.path)["hash"], **CONFIRMED}
    stage.done("POST", f"{paper.path}/signatures", stage.member, signature)
    assert stage.phase(paper.path) == "approved"


def test_deputy_who_goes_away_is_relieved_by_the_next_who_votes(stage: Stage) -> None:
    scene = under_review(stage, "first", "second")
    for name in ("first", "second"):  # in the order of the bodies
        seat(stage, scene.cast["anna"], scene.cast[name])
    away(scene, "anna")
    away(scene, "first")
    form = {"revision_id": stage.head(scene.section), "verdict": "agree"}
    late = stage.call("POST", f"{scene.section}/verdicts", scene.cast["first"], json=form)
    assert problem(late) == (403, "not_a_voter")
    scene.agree("second")
    scene.agree("boris")
    assert scene.counted() == [("anna", "agree", "second"), ("boris", "agree", None)]
    scene.sign("approver")
    edition = scene.publish()
    assert scene.told() == {
        "editor": ["drafting_opened", *AT_THE_END],
        "anna": ["review_invitation", "duty_passed", "duty_passed", "published"],
        "boris": ["review_invitation", "published"],
        "approver": ["sign_invitation", "published"],
        "first": ["deputy_called", "deputy_relieved"],
        "second": ["deputy_called"],
        "coordinator": ["duty_passed", "duty_passed", *AT_THE_END],
    }
    assert scene.sheet(edition) == [
        ("second (за: anna)", "рецензент", "согласовано"),
        ("boris", "рецензент", "согласовано"),
        ("approver", "утверждающий", "утверждено"),
        ("leader", "руководство", "утверждено"),
    ]


def test_who_is_back_has_the_duty_again_and_the_sheet_knows_no_deputy(stage: Stage) -> None:
    scene = under_review(stage, "deputy")
    absence = away(scene, "anna", "deputy")
    stage.done("POST", f"{absence}/end", stage.administrator)
    form = {"revision_id": stage.head(scene.section), "verdict": "agree"}
    late = stage.call("POST", f"{scene.section}/verdicts", scene.cast["deputy"], json=form)
    assert problem(late) == (403, "not_a_voter")
    scene.agree("anna")
    scene.agree("boris")
    assert scene.counted() == [("anna", "agree", None), ("boris", "agree", None)]
    scene.sign("approver")
    edition = scene.publish()
    told = scene.told()
    assert told["anna"] == ["review_invitation", "duty_passed", "duty_returned", "published"]
    assert told["deputy"] == ["deputy_called", "deputy_relieved"]
    assert told["coordinator"] == ["duty_passed", "duty_returned", *AT_THE_END]
    assert scene.sheet(edition)[0] == ("anna", "рецензент", "согласовано")


def test_nobody_to_stand_in_is_told_to_the_coordinator_in_words(stage: Stage) -> None:
    scene = under_review(stage, "deputy")
    seat(stage, scene.cast["anna"], scene.cast["deputy"])
    away(scene, "deputy")
    away(scene, "anna")
    told = [one for one in stage.inbox(scene.cast["coordinator"]) if one["facts"].get("document_id") == scene.paper.id]
    assert [(one["kind"], one["facts"]["reasons"]) for one in told] == [("no_deputy", ["deputy_away"])]
    scene.agree("anna")  # nobody else could, so it is still theirs


def test_absence_that_was_recorded_ahead_begins_by_itself(stage: Stage) -> None:
    scene = under_review(stage, "deputy")
    today = stage.world.today()
    row = Absence(
        id=new_id(),
        person_id=scene.cast["anna"].id,
        deputy_id=scene.cast["deputy"].id,
        since=today - timedelta(days=1),
        until=today + timedelta(days=9),
        made_at=stage.world.clock() - timedelta(days=7),
    )
    with stage.parts.database.write() as session:
        session.add(row)
    scene.until_told("deputy", "deputy_called")
    scene.agree("deputy")
    assert scene.counted() == [("anna", "agree", "deputy")]
    with stage.parts.database.write() as session:
        session.get_one(Absence, row.id).until = today - timedelta(days=1)
    stage.until(lambda: _is_over(stage, row.id))
    assert scene.counted() == [("anna", "agree", "deputy")]  # what was said in that place stays


def _is_over(stage: Stage, absence_id: str) -> bool:
    with stage.parts.database.read() as session:
        return session.get_one(Absence, absence_id).over_at is not None


def test_voting_by_bodies_says_which_body_is_still_missing_and_goes_to_its_end(stage: Stage) -> None:
    rules = {**POLICY, "vote": {"kind": "unanimity", "per_body": True}}
    cast = {name: stage.world.person() for name in ("anna", "boris")}
    names = []
    for name, body in (("anna", "Экспертный совет"), ("boris", "Рабочая группа")):
        made = stage.body(body)
        names.append(stage.read(f"/bodies/{made}")["name"])
        stage.done("PUT", f"/bodies/{made}/members/{cast[name].id}", stage.administrator, {"office": "member"})
    scene = play(stage, policy=rules, people=cast)
    stage.hand_in(scene.section, by=scene.cast["editor"])
    scene.agree("anna")
    assert stage.phase(scene.section) == "review"
    said = stage.read(f"{scene.section}/ballot")["explanation"]
    assert [line for line in said if line.startswith(("Экспертный совет", "Рабочая группа"))] == [
        f"{names[0]}: за — 1, против — 0, воздержались — 0, ещё не поданы — 0; правило выполнено.",
        f"{names[1]}: за — 0, против — 0, воздержались — 0, ещё не поданы — 1; хватит ещё 1 голоса за.",
    ]
    scene.agree("boris")
    assert scene.counted() == [("anna", "agree", None), ("boris", "agree", None)]
    scene.sign("approver")
    edition = scene.publish()
    assert scene.told()["boris"] == ["review_invitation", "published"]
    assert [row[0] for row in scene.sheet(edition)] == ["anna", "boris", "approver", "leader"]
