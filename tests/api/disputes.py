"""Remarks that were declined, and disagreements over them, as tests over HTTP need them."""

from typing import Any

from tests.api.stage import Paper, Stage

QUOTE, WANTED = "раз в год", "раз в квартал"


def declined(stage: Stage, paper: Paper) -> str:
    """The id of the reviewer's proposal, which the editor declined."""
    form = {"revision_id": stage.head(paper.section), "text": "Чаще", "quote": QUOTE}
    form |= {"kind": "proposal", "replacement": WANTED}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    stage.done("POST", f"/comments/{comment}/decline", stage.editor, {"reason": "Чаще не собраться"})
    return comment


def disputed(stage: Stage, paper: Paper, **said: Any) -> str:
    """The id of the disagreement over it, once the reviewer upholds it."""
    form = {"reason": "Чаще собираются все", **said}
    return str(
        stage.done("POST", f"/comments/{declined(stage, paper)}/uphold", stage.reviewer, form)["disagreement_id"]
    )


def in_dispute(stage: Stage) -> tuple[str, str]:
    """The ids of a section in review and of a disagreement in it."""
    paper = stage.in_phase("review")
    return paper.sections[0], disputed(stage, paper)


def with_settlement(stage: Stage) -> dict[str, Any]:
    """The same as what was `made`, and the id of a text that the editor proposed to settle it with."""
    made = in_dispute(stage)
    path = f"/disagreements/{made[1]}"
    stage.done("POST", f"{path}/settlement", stage.editor, {"text": "раз в полгода"})
    return {"made": made, "settlement_id": stage.read(path)["settlement"]["id"]}


def with_leadership(stage: Stage) -> tuple[str, str]:
    """The same of a disagreement that was taken to its document's leader."""
    made = in_dispute(stage)
    taken = {"decider_id": stage.leader.id, "reason": "не договорились"}
    stage.done("POST", f"/disagreements/{made[1]}/leadership", stage.editor, taken)
    return made


def dissented(stage: Stage) -> tuple[Paper, str]:
    """A section that was approved with its reviewer's dissent on record."""
    paper = stage.in_phase("review")
    made = disputed(stage, paper)
    stage.done("POST", f"/disagreements/{made}/dissent", stage.reviewer, {"reason": "остаюсь при своём"})
    stage.agree(paper.section)
    stage.sign(paper.section)
    return paper, made


def disagreement_requests(ids: dict[str, str]) -> dict[str, tuple[str, str, Any]]:
    """A request for every operation on disagreements."""
    one, meeting = f"/disagreements/{ids['disagreement']}", {"at": "2026-01-12T10:00:00Z", "place": "Кабинет 5"}
    why = {"reason": "так надо"}
    return {
        "comments.uphold": ("POST", f"/comments/{ids['comment']}/uphold", why),
        "disagreements.list": ("GET", f"/sections/{ids['section']}/disagreements", None),
        "disagreements.list_of_document": ("GET", f"/documents/{ids['signing']}/disagreements", None),
        "disagreements.read": ("GET", one, None),
        "disagreements.meet": ("POST", f"{one}/meetings", meeting),
        "disagreements.propose_settlement": ("POST", f"{one}/settlement", {"text": "раз в год"}),
        "disagreements.accept_settlement": ("POST", f"{one}/settlement/accept", {"settlement_id": "нет"}),
        "disagreements.take_to_leadership": ("POST", f"{one}/leadership", {"decider_id": ids["person"], **why}),
        "disagreements.decide": ("POST", f"{one}/decision", {"decision": "standing", **why}),
        "disagreements.record_dissent": ("POST", f"{one}/dissent", why),
    }
