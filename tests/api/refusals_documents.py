"""How every code about the making, launching and signing of documents is provoked over HTTP."""

from typing import Any

from tests.api.refusals_process import Ask, asking, provokes
from tests.api.stage import POLICY, Form, Paper, Stage
from tests.api.world import CONFIRMED


def policy(phase: str = "review", **changed: Any) -> Form:
    """The usual rules with some of a phase's changed."""
    return {**POLICY, phase: {**POLICY[phase], **changed}}


def launching(stage: Stage, paper: Paper) -> Ask:
    return asking(stage, "POST", f"{paper.path}/launch", stage.coordinator)


@provokes("policy_unreachable")
def _(stage: Stage) -> Ask:
    return launching(stage, stage.paper(policy={**POLICY, "vote": {"kind": "at_least", "count": 3}}))


@provokes("template_unknown")
def _(stage: Stage) -> Ask:
    return asking(stage, "POST", "/documents", stage.coordinator, {"title": "План", "template": "нет такого"})


@provokes("limit_is_zero")
def _(stage: Stage) -> Ask:
    form = {"policy": policy(limit={"days": 0})}
    return asking(stage, "PATCH", stage.paper().path, stage.coordinator, form, version=1)


@provokes("ladder_without_end")
def _(stage: Stage) -> Ask:
    return launching(stage, stage.paper(policy=policy(ladder=[])))


@provokes("ladder_outcome_misplaced")
def _(stage: Stage) -> Ask:
    ladder = [{"after": {"days": 1}, "tell": ["coordinator"], "outcome": "send_back"}]
    return launching(stage, stage.paper(policy=policy("drafting", ladder=ladder)))


@provokes("weight_unknown")
def _(stage: Stage) -> Ask:
    weights = [{"of": stage.leader.id, "weight": 2}, {"of": "nobody", "weight": 2}]
    form = {"policy": {**POLICY, "vote": {"kind": "majority", "weights": weights}}}
    return asking(stage, "PATCH", stage.paper().path, stage.coordinator, form, version=1)


@provokes("silence_without_reminder")
def _(stage: Stage) -> Ask:
    return launching(stage, stage.paper(policy=policy(reminders=[])))


@provokes("wrong_phase")
def _(stage: Stage) -> Ask:
    return launching(stage, stage.in_phase("drafting"))


@provokes("section_not_staffed")
def _(stage: Stage) -> Ask:
    return launching(stage, stage.paper(editors=[]))


@provokes("document_without_sections")
def _(stage: Stage) -> Ask:
    return launching(stage, stage.paper(0))


@provokes("document_without_leaders")
def _(stage: Stage) -> Ask:
    return launching(stage, stage.paper(leaders=[]))


@provokes("outdated_candidate")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("approved")
    stage.candidate(paper.path)
    return asking(stage, "POST", f"{paper.path}/signatures", stage.leader, {"candidate_hash": "0" * 64, **CONFIRMED})


@provokes("sections_not_approved")
def _(stage: Stage) -> Ask:
    return asking(stage, "POST", f"{stage.in_phase('drafting').path}/candidate", stage.coordinator)


@provokes("basis_unknown")
def _(stage: Stage) -> Ask:
    other = stage.paper().sections[0]
    return asking(stage, "PATCH", stage.paper().section, stage.coordinator, {"bases": [other]}, version=2)


@provokes("basis_cycle")
def _(stage: Stage) -> Ask:
    first, second, third = stage.paper(3).sections
    for section, basis in ((second, first), (third, second)):
        stage.done("PATCH", f"/sections/{section}", stage.coordinator, {"bases": [basis]}, version=2)
    return asking(stage, "PATCH", f"/sections/{first}", stage.coordinator, {"bases": [third]}, version=2)


@provokes("basis_change_outdated")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review")
    path = f"{paper.section}/bases/{paper.sections[0]}/seen"
    return asking(stage, "POST", path, stage.editor, {"revision_id": stage.head(paper.section)})


def imported(stage: Stage) -> str:
    """The path of an outline that waits to be confirmed."""
    content = "# Первый\n\n# Второй\n".encode()
    made = stage.call("POST", "/imports?filename=plan.md", stage.coordinator, content=content).json()
    return f"/imports/{made['id']}/confirm"


@provokes("proposal_unknown")
def _(stage: Stage) -> Ask:
    return asking(stage, "POST", imported(stage), stage.coordinator, {"sections": [{"number": 9}]})


@provokes("import_used")
def _(stage: Stage) -> Ask:
    path = imported(stage)
    stage.done("POST", path, stage.coordinator, {})
    return asking(stage, "POST", path, stage.coordinator, {})
