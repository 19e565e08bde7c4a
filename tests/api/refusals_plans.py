"""How every code about plans is provoked over HTTP."""

from domain.plan.reading import MOST_MILESTONES
from tests.api.plans import proposed
from tests.api.refusals_process import ABSENT, WHY, Ask, asking, provokes
from tests.api.stage import Stage


def uploading(stage: Stage, content: str | bytes, filename: str = "plan.md") -> Ask:
    path = f"{stage.paper().path}/plan/imports"
    sent = content.encode() if isinstance(content, str) else content
    return asking(stage, "POST", path, stage.coordinator, params={"filename": filename}, content=sent)


@provokes("plan_without_milestones")
def _(stage: Stage) -> Ask:
    return uploading(stage, "Просто текст без пунктов и сроков.")


@provokes("plan_unreadable")
def _(stage: Stage) -> Ask:
    return uploading(stage, b"title\0;due\n", "plan.csv")


@provokes("plan_too_long")
def _(stage: Stage) -> Ask:
    return uploading(stage, "Мероприятие\n" + "Сбор\n" * (MOST_MILESTONES + 1), "plan.csv")


def read_plan(stage: Stage) -> str:
    """The path of a preview that waits to be confirmed."""
    path = f"{stage.paper().path}/plan/imports"
    content = "1. Сбор - 01.02.2027\n".encode()
    made = stage.call("POST", f"{path}?filename=plan.md", stage.coordinator, content=content).json()
    return f"{path}/{made['id']}/confirm"


@provokes("plan_import_used")
def _(stage: Stage) -> Ask:
    path = read_plan(stage)
    stage.done("POST", path, stage.coordinator, {})
    return asking(stage, "POST", path, stage.coordinator, {})


@provokes("plan_place_unknown")
def _(stage: Stage) -> Ask:
    return asking(stage, "POST", read_plan(stage), stage.coordinator, {"milestones": [{"place": 9}]})


@provokes("contradiction_unknown")
def _(stage: Stage) -> Ask:
    path = f"{stage.paper().path}/plan/contradictions/{ABSENT}/acknowledgement"
    return asking(stage, "POST", path, stage.coordinator, WHY)


@provokes("plan_empty")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("drafting")
    path, form = f"{paper.path}/plan/revisions", {"section_id": paper.sections[0]}
    return asking(stage, "POST", path, stage.editor, form)


@provokes("proposal_open")
def _(stage: Stage) -> Ask:
    return asking(stage, "POST", f"{proposed(stage).path}/launch", stage.coordinator)


@provokes("proposal_refused")
def _(stage: Stage) -> Ask:
    paper = proposed(stage)
    stage.done("POST", f"{paper.path}/proposal/settlement", stage.coordinator, {"outcome": "refused", **WHY})
    return asking(stage, "POST", f"{paper.path}/launch", stage.coordinator)


@provokes("proposal_without_voters")
def _(stage: Stage) -> Ask:
    return asking(stage, "POST", f"{stage.paper().path}/proposal", stage.coordinator, {})
