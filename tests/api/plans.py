"""Plans on the stage: written, laid before people, and in force."""

from typing import Any

from tests.api.stage import Paper, Stage


def milestone(stage: Stage, paper: Paper, title: str = "Собрать отчёты", due: str = "15.10.2030", **form: Any) -> str:
    """The id of a milestone that was added to the plan."""
    form = {"title": title, "due": {"words": due}, **form}
    return stage.world.made(f"{paper.path}/milestones", stage.coordinator, form)


def approve_plan(stage: Stage, paper: Paper, **more: Any) -> str:
    """Lay the plan as the text of the first section and have it approved; the id of the revision."""
    form = {"section_id": paper.sections[0]}
    laid = stage.done("POST", f"{paper.path}/plan/revisions", stage.editor, form, **more)
    assert laid["outcome"] == "accepted", laid
    stage.agree(paper.section)
    stage.sign(paper.section)
    revision = str(laid["revision_id"])
    stage.until(lambda: is_in_force(stage, paper, revision))
    return revision


def is_in_force(stage: Stage, paper: Paper, revision: str) -> bool:
    """Whether the revision binds the plan, and everything in it is owed."""
    plan = stage.read(f"{paper.path}/plan")
    in_force = plan["in_force"] or {}
    return in_force.get("revision_id") == revision and "planned" not in {one["state"] for one in plan["milestones"]}


def owed(stage: Stage, **form: Any) -> tuple[Paper, str]:
    """A document with a plan in force, and its one milestone."""
    paper = stage.launched()
    made = milestone(stage, paper, person_id=form.pop("person_id", stage.editor.id), **form)
    approve_plan(stage, paper)
    return paper, made


def proposed(stage: Stage, *voters: Any, **form: Any) -> Paper:
    """A document whose beginning is voted on, by the reviewer unless others are named."""
    paper = stage.paper()
    ids = [one.id for one in voters or (stage.reviewer,)]
    stage.done("POST", f"{paper.path}/proposal", stage.coordinator, {"voters": ids, **form})
    return paper
