"""How every code about the one voice of a body and about positions on paper is provoked over HTTP."""

from tests.api.associations import asked, association
from tests.api.refusals_process import Ask, asking, provokes
from tests.api.stage import Paper, Stage
from tests.api.world import Account

PNG = "?filename=a.txt&number=1&dated=2026-11-20"


def entering(stage: Stage, paper: Paper, voter: Account, letter: str = "") -> Ask:
    """Entering somebody's agreement by a letter."""
    found = (
        letter
        or stage.call("POST", f"{paper.section}/letters{PNG}", stage.coordinator, content="Письмо".encode()).json()[
            "id"
        ]
    )
    form = {"person_id": voter.id, "revision_id": stage.head(paper.section), "verdict": "abstain"}
    return asking(stage, "POST", f"/letters/{found}/verdict", stage.coordinator, form)


@provokes("through_association")
def _(stage: Stage) -> Ask:
    body = association(stage)
    paper = asked(stage, body)
    form = {"revision_id": stage.head(paper.section), "text": "Вслух", "quote": "раз в год"}
    return asking(stage, "POST", f"{paper.section}/comments", body.members[0], form)


@provokes("body_without_head")
def _(stage: Stage) -> Ask:
    paper, body = stage.paper(), stage.body("Землячество")
    form = {"rows": [{"task": "review", "body_id": body, "as_one": True}]}
    version = stage.read(paper.path)["version"]
    return asking(stage, "PUT", f"{paper.path}/responsibilities", stage.coordinator, form, version=version)


@provokes("not_for_body")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "verdict": "agree", "official": [paper.id]}
    return asking(stage, "POST", f"{paper.section}/verdicts", stage.reviewer, form)


@provokes("let_in_by_oneself")
def _(stage: Stage) -> Ask:
    body = association(stage)
    body.say(asked(stage, body).section, body.members[0], "Назовём источник")
    administrator = stage.administrator
    return asking(stage, "PUT", f"/bodies/{body.id}/members/{administrator.id}", administrator, {"office": "member"})


@provokes("contribution_official")
def _(stage: Stage) -> Ask:
    body = association(stage)
    paper = asked(stage, body)
    said = body.say(paper.section, body.head, "Назовём источник")
    body.speak(paper.section, "abstain", official=[said])
    form = {"revision_id": stage.head(paper.section), "verdict": "agree", "official": [said]}
    return asking(stage, "POST", f"{paper.section}/verdicts", body.head, form)


@provokes("not_asked_here")
def _(stage: Stage) -> Ask:
    return entering(stage, stage.in_phase("review"), stage.approver)


@provokes("already_voted")
def _(stage: Stage) -> Ask:
    body = association(stage)
    paper = asked(stage, body)
    body.speak(paper.section)
    return entering(stage, paper, body.head)


@provokes("letter_used")
def _(stage: Stage) -> Ask:
    body = association(stage)
    paper = asked(stage, body)
    place = f"{paper.section}/letters{PNG}"
    letter = stage.call("POST", place, stage.coordinator, content="Письмо".encode()).json()["id"]
    entering(stage, paper, stage.reviewer, letter)("ru")
    return entering(stage, paper, body.head, letter)


@provokes("not_of_body")
def _(stage: Stage) -> Ask:
    body = association(stage)
    paper = asked(stage, body)
    form = {"part": "reviewer", "leaves": body.head.id, "joins": stage.world.person().id, "reason": "так надо"}
    return asking(stage, "POST", f"{paper.section}/reassign", stage.coordinator, form)
