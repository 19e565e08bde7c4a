"""How every code about remarks and their answers is provoked over HTTP."""

from services.sections.unsent import MOST
from tests.api.disputes import disputed
from tests.api.refusals_process import Ask, asking, provokes
from tests.api.stage import Form, Paper, Stage
from tests.api.world import Account

NOTED = {"answer": "noted"}


def remarked(stage: Stage, paper: Paper | None = None) -> tuple[Paper, str]:
    """A section in review, and a remark in it."""
    paper = paper or stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": "раз в год"}
    return paper, f"/comments/{stage.world.made(f'{paper.section}/comments', stage.reviewer, form)}"


@provokes("remarks_unanswered")
def _(stage: Stage) -> Ask:
    paper, _remark = remarked(stage, stage.undecided())
    return asking(stage, "POST", f"{paper.section}/decide", stage.coordinator, {"in_favour": True, "reason": "пора"})


@provokes("comment_unanswered")
def _(stage: Stage) -> Ask:
    _paper, remark = remarked(stage)
    return asking(stage, "POST", f"{remark}/resolve", stage.reviewer)


@provokes("review_empty")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section)}
    return asking(stage, "POST", f"{paper.section}/review", stage.reviewer, form)


@provokes("review_too_long")
def _(stage: Stage) -> Ask:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": "раз в год"}
    for _ in range(MOST):
        stage.world.made(f"{paper.section}/review/remarks", stage.reviewer, form)
    return asking(stage, "POST", f"{paper.section}/review/remarks", stage.reviewer, form)


@provokes("comment_answered")
def _(stage: Stage) -> Ask:
    _paper, remark = remarked(stage)
    stage.done("POST", f"{remark}/answer", stage.editor, NOTED)
    return asking(stage, "POST", f"{remark}/withdraw", stage.reviewer)


@provokes("answer_final")
def _(stage: Stage) -> Ask:
    paper, remark = remarked(stage)
    stage.done("POST", f"{remark}/answer", stage.editor, NOTED)
    stage.agree(paper.section)
    return asking(stage, "POST", f"{remark}/answer", stage.editor, {"answer": "accepted"})


def disagreement(stage: Stage) -> str:
    return f"/disagreements/{disputed(stage, stage.in_phase('review'))}"


@provokes("comment_upheld")
def _(stage: Stage) -> Ask:
    comment = stage.read(disagreement(stage))["comment_id"]
    return asking(stage, "POST", f"/comments/{comment}/uphold", stage.reviewer, {"reason": "снова"})


@provokes("disagreements_open")
def _(stage: Stage) -> Ask:
    paper = stage.undecided()
    disputed(stage, paper)
    return asking(stage, "POST", f"{paper.section}/decide", stage.coordinator, {"in_favour": True, "reason": "пора"})


@provokes("disagreement_closed")
def _(stage: Stage) -> Ask:
    one, why = disagreement(stage), {"reason": "остаюсь при своём"}
    stage.done("POST", f"{one}/dissent", stage.reviewer, why)
    return asking(stage, "POST", f"{one}/dissent", stage.reviewer, why)


@provokes("disagreement_underway")
def _(stage: Stage) -> Ask:
    _, remark = remarked(stage)
    made = stage.done("POST", f"{remark}/answer", stage.editor, {"answer": "referred"})["disagreement_id"]
    taken = {"decider_id": stage.leader.id, "reason": "так"}
    stage.done("POST", f"/disagreements/{made}/leadership", stage.editor, taken)
    return asking(stage, "POST", f"{remark}/answer", stage.editor, NOTED)


@provokes("meeting_ahead")
def _(stage: Stage) -> Ask:
    form = {"at": "2190-01-12T10:00:00Z", "place": "Кабинет 5", "minutes": "Решили"}
    return asking(stage, "POST", f"{disagreement(stage)}/meetings", stage.editor, form)


@provokes("settlement_outdated")
def _(stage: Stage) -> Ask:
    return asking(stage, "POST", f"{disagreement(stage)}/settlement/accept", stage.editor, {"settlement_id": "нет"})


def _settlement(stage: Stage, by: Account) -> tuple[str, Form]:
    one = disagreement(stage)
    stage.done("POST", f"{one}/settlement", by, {"text": "раз в полгода"})
    return one, {"settlement_id": stage.read(one)["settlement"]["id"]}


@provokes("settlement_accepted")
def _(stage: Stage) -> Ask:
    one, form = _settlement(stage, stage.editor)
    return asking(stage, "POST", f"{one}/settlement/accept", stage.editor, form)


@provokes("not_a_party")
def _(stage: Stage) -> Ask:
    """An editor by the matrix whose drafting began before they were named edits no text of this phase."""
    one, form = _settlement(stage, stage.reviewer)
    paper = stage.read(one)["section_id"]
    document = stage.read(f"/sections/{paper}")["document_id"]
    rows = {"rows": [{"task": "drafting", "person_id": stage.member.id}]}
    version = stage.call("GET", f"/documents/{document}/responsibilities", stage.coordinator).headers["ETag"]
    stage.done(
        "PUT", f"/documents/{document}/responsibilities", stage.coordinator, rows, version=int(version.strip('"'))
    )
    return asking(stage, "POST", f"{one}/settlement/accept", stage.member, form)


@provokes("not_the_decider")
def _(stage: Stage) -> Ask:
    form = {"decision": "standing", "reason": "так"}
    return asking(stage, "POST", f"{disagreement(stage)}/decision", stage.leader, form)


@provokes("decider_unfit")
def _(stage: Stage) -> Ask:
    form = {"decider_id": stage.member.id, "reason": "так"}
    return asking(stage, "POST", f"{disagreement(stage)}/leadership", stage.editor, form)


@provokes("wording_required")
def _(stage: Stage) -> Ask:
    one = disagreement(stage)
    stage.done("POST", f"{one}/leadership", stage.editor, {"decider_id": stage.leader.id, "reason": "так"})
    return asking(stage, "POST", f"{one}/decision", stage.leader, {"decision": "third", "reason": "так"})
