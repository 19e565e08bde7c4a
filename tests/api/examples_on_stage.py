"""What must be there before the example of a document's, section's or text's operation can be sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from schemas.deadline import Deadline
from tests.api.disputes import declined, in_dispute, with_leadership, with_settlement
from tests.api.examples_of_guests import OF_GUESTS
from tests.api.examples_of_positions import OF_POSITIONS
from tests.api.far import far_limit, far_policy, make_day_off, put_off
from tests.api.on_stage import OnStage
from tests.api.plans import milestone, owed, proposed
from tests.api.stage import FIRST, Paper, Stage
from tests.api.world import Account

QUOTED = "Совет в этом году и землячества в течение года проведут встречи.\n"


def _section(by: Account, paper: Paper, version: int | None = None, **ids: Any) -> OnStage:
    return OnStage(by, {"section_id": paper.sections[0], "document_id": paper.id}, ids, version)


def _create(stage: Stage) -> OnStage:
    return OnStage(stage.coordinator, ids={"approvers": [stage.leader.id]})


def _update(stage: Stage) -> OnStage:
    return _section(stage.coordinator, stage.paper(), 1, approvers=[stage.leader.id])


def _set_matrix(stage: Stage) -> OnStage:
    body = stage.body("Совет")
    paper = stage.paper()
    return _section(stage.coordinator, paper, 1, rows=[{"task": "review", "body_id": body}])


def _import_people(stage: Stage) -> OnStage:
    return OnStage(stage.administrator)


def _confirm_people(stage: Stage) -> OnStage:
    content = "ФИО;Почта\nГостев Пётр;gost-na-stsene@example.org\n".encode()
    made = stage.call("POST", "/people/imports?filename=a.csv", stage.administrator, content=content).json()
    return OnStage(stage.administrator, {"import_id": made["id"]})


def _import(stage: Stage) -> OnStage:
    return OnStage(stage.coordinator)


def _confirm(stage: Stage) -> OnStage:
    content = "# Первый\n\nО чём.\n\n# Второй\n".encode()
    made = stage.call("POST", "/imports?filename=plan.md", stage.coordinator, content=content).json()
    return OnStage(stage.coordinator, {"import_id": made["id"]}, {"approvers": [stage.leader.id]})


def _add_section(stage: Stage) -> OnStage:
    paper = stage.paper()
    return _section(stage.coordinator, paper, bases=[paper.sections[0]])


def _update_section(stage: Stage) -> OnStage:
    paper = stage.paper(2)
    return _section(stage.coordinator, paper, 2, bases=[paper.sections[1]])


def _assign(stage: Stage) -> OnStage:
    people = {"editors": stage.editor, "reviewers": stage.reviewer, "approvers": stage.approver}
    return _section(stage.coordinator, stage.paper(), 2, **{part: [one.id] for part, one in people.items()})


def _submit(stage: Stage) -> OnStage:
    return _section(stage.editor, stage.in_phase("drafting"))


def _verdict(stage: Stage) -> OnStage:
    paper = stage.in_phase("review")
    return _section(stage.reviewer, paper, revision_id=stage.head(paper.section))


def _take_back(stage: Stage) -> OnStage:
    paper = stage.in_phase("review", reviewers=[stage.reviewer, stage.member])
    stage.agree(paper.section)
    return _section(stage.reviewer, paper, revision_id=stage.head(paper.section))


def _return(stage: Stage) -> OnStage:
    return _section(stage.coordinator, stage.in_phase("review"))


def _sign(stage: Stage) -> OnStage:
    paper = stage.in_phase("sign_off")
    shown = stage.read(paper.section)
    return _section(stage.approver, paper, revision_id=shown["head_id"], text_hash=shown["text_hash"])


def _decline(stage: Stage) -> OnStage:
    paper = stage.in_phase("sign_off")
    return _section(stage.approver, paper, revision_id=stage.head(paper.section))


def _in_drafting(stage: Stage) -> OnStage:
    return _section(stage.coordinator, stage.in_phase("drafting"))


def _reopen(stage: Stage) -> OnStage:
    return _section(stage.coordinator, stage.in_phase("approved"))


def _reassign(stage: Stage) -> OnStage:
    paper = stage.in_phase("drafting")
    return _section(stage.coordinator, paper, leaves=stage.reviewer.id, joins=stage.member.id)


def _recuse(stage: Stage) -> OnStage:
    return _section(stage.reviewer, stage.in_phase("review"))


def _delegate(stage: Stage) -> OnStage:
    return _section(stage.reviewer, stage.in_phase("review"), deputy_id=stage.member.id)


def _reassign_leader(stage: Stage) -> OnStage:
    paper = stage.in_phase("drafting")
    return _section(stage.coordinator, paper, leaves=stage.leader.id, joins=stage.member.id)


def _delegate_signature(stage: Stage) -> OnStage:
    paper = stage.in_phase("approved")
    stage.candidate(paper.path)
    return _section(stage.leader, paper, deputy_id=stage.member.id)


def _undecided(stage: Stage) -> OnStage:
    return _section(stage.coordinator, stage.undecided())


def _candidate(stage: Stage) -> OnStage:
    paper = stage.in_phase("approved")
    return _section(stage.leader, paper, candidate_hash=stage.candidate(paper.path)["hash"])


def _extend_whole(stage: Stage) -> OnStage:
    paper = stage.in_phase("approved")
    stage.candidate(paper.path)
    return _section(stage.coordinator, paper)


def _recount(stage: Stage) -> OnStage:
    paper = stage.in_phase("drafting", policy=far_policy("drafting"))
    put_off(stage, paper.section)
    return _section(stage.coordinator, paper)


def _recount_whole(stage: Stage) -> OnStage:
    paper = stage.in_phase("approved", policy=far_policy("sign_off"))
    stage.candidate(paper.path)
    put_off(stage, paper.path)
    return _section(stage.coordinator, paper)


def _comment(stage: Stage) -> OnStage:
    paper = stage.in_phase("drafting")
    return _section(stage.reviewer, paper, revision_id=stage.hand_in(paper.section, QUOTED))


def _reattach(stage: Stage) -> OnStage:
    paper = stage.in_phase("review")
    stage.send_back(paper.section)
    head = stage.hand_in(paper.section, QUOTED)
    comment = stage.world.made(
        f"{paper.section}/comments", stage.reviewer, {"revision_id": head, "text": "Почему?", "quote": "землячества"}
    )
    return OnStage(stage.reviewer, {"comment_id": comment}, {"revision_id": head})


def _annotations(stage: Stage) -> OnStage:
    paper = stage.in_phase("drafting")
    head = stage.hand_in(paper.section, QUOTED)
    return OnStage(stage.reviewer, {"revision_id": head})


def _reply(stage: Stage) -> OnStage:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": "землякам"}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    return OnStage(stage.editor, {"comment_id": comment})


def _answer(stage: Stage) -> OnStage:
    ready = _reply(stage)
    return OnStage(stage.editor, ready.places)


def _over(by: Account, made: tuple[str, str], **ids: Any) -> OnStage:
    """The disagreement that was made in a section, and who sends the example."""
    return OnStage(by, dict(zip(("section_id", "disagreement_id"), made, strict=True)), ids)


def _send_back(stage: Stage) -> OnStage:
    return _section(stage.reviewer, stage.in_phase("review"))


def _apply(stage: Stage) -> OnStage:
    section = stage.in_phase("review").section
    content = FIRST.replace("раз в год", "раз в квартал").encode()
    made = stage.call("POST", f"{section}/readings?filename=back.md", stage.reviewer, content=content).json()
    return OnStage(stage.reviewer, {"reading_id": made["id"]}, {"revision_id": made["revision_id"]})


def _basis_seen(stage: Stage) -> OnStage:
    paper = stage.paper(2)
    basis, above = paper.sections
    stage.done("PATCH", f"/sections/{above}", stage.coordinator, {"bases": [basis]}, version=2)
    stage.launch(paper)
    stage.hand_in(paper.section)
    stage.send_back(paper.section)
    head = stage.hand_in(paper.section, QUOTED)
    return OnStage(stage.editor, {"section_id": above, "basis_id": basis}, {"revision_id": head})


def material(stage: Stage) -> str:
    """The id of a material that the reviewer put into a new document's folder."""
    path = f"{stage.paper().path}/materials?filename=spravka.txt"
    return str(stage.call("POST", path, stage.reviewer, content="Справка".encode()).json()["id"])


def _add_material(stage: Stage) -> OnStage:
    return _section(stage.reviewer, stage.paper())


def _add_version(stage: Stage) -> OnStage:
    return OnStage(stage.reviewer, {"material_id": material(stage)})


def _rename_material(stage: Stage) -> OnStage:
    return OnStage(stage.reviewer, {"material_id": material(stage)}, version=1)


def _plan(stage: Stage) -> OnStage:
    return OnStage(stage.coordinator, {"document_id": stage.paper().id})


def _new_milestone(stage: Stage) -> OnStage:
    return OnStage(stage.coordinator, {"document_id": stage.paper().id}, {"person_id": stage.member.id})


def _milestone(stage: Stage) -> OnStage:
    paper = stage.paper()
    made = stage.world.made(f"{paper.path}/milestones", stage.coordinator, {"title": "Собрать отчёты"})
    places = {"document_id": paper.id, "milestone_id": made}
    return OnStage(stage.coordinator, places, {"person_id": stage.member.id}, version=1)


def _read_plan(stage: Stage) -> OnStage:
    paper, content = stage.paper(), "1. Собрать отчёты - 01.02.2027\n".encode()
    place = f"{paper.path}/plan/imports?filename=plan.md"
    made = stage.call("POST", place, stage.coordinator, content=content).json()
    return OnStage(stage.coordinator, {"document_id": paper.id, "import_id": made["id"]})


def _owed(stage: Stage) -> OnStage:
    soon = (stage.world.clock() + timedelta(days=20)).strftime("%d.%m.%Y")
    paper, made = owed(stage, due=soon)
    return OnStage(stage.coordinator, {"document_id": paper.id, "milestone_id": made})


def _recount_owed(stage: Stage) -> OnStage:
    paper, made = owed(stage, due="01.02.2027")
    form = {"limit": far_limit(), "reason": "нужно больше времени"}
    extended = stage.done("POST", f"{paper.path}/milestones/{made}/extend", stage.coordinator, form)
    make_day_off(stage, Deadline.model_validate(extended["deadline"]))
    return OnStage(stage.coordinator, {"document_id": paper.id, "milestone_id": made})


def _recount_vote(stage: Stage) -> OnStage:
    paper = proposed(stage, rule={"limit": far_limit()})
    put_off(stage, f"{paper.path}/proposal")
    return OnStage(stage.coordinator, {"document_id": paper.id})


def _plan_rule(stage: Stage) -> OnStage:
    return OnStage(stage.coordinator, {"document_id": stage.paper().id}, version=1)


def _lay(stage: Stage) -> OnStage:
    paper = stage.launched()
    milestone(stage, paper)
    return OnStage(stage.editor, {"document_id": paper.id}, {"section_id": paper.sections[0]})


def _propose(stage: Stage) -> OnStage:
    return OnStage(stage.coordinator, {"document_id": stage.paper().id}, {"voters": [stage.reviewer.id]})


def _vote(stage: Stage) -> OnStage:
    return OnStage(stage.reviewer, {"document_id": proposed(stage, stage.reviewer, stage.editor).id})


def _settle(stage: Stage) -> OnStage:
    return OnStage(stage.coordinator, {"document_id": proposed(stage).id})


def _contradiction(stage: Stage) -> OnStage:
    paper = stage.paper()
    form = {"title": "Собрать отчёты", "due": {"words": "01.02.2023"}}
    stage.world.made(f"{paper.path}/milestones", stage.coordinator, form)
    (found,) = stage.items(f"{paper.path}/plan/contradictions")
    return OnStage(stage.coordinator, {"document_id": paper.id, "contradiction_id": found["id"]})


def _change_remark(stage: Stage) -> OnStage:
    ready = _comment(stage)
    form = {"revision_id": ready.ids["revision_id"], "text": "Почему?", "quote": "Совет"}
    place = f"/sections/{ready.places['section_id']}/review/remarks"
    remark = stage.world.made(place, ready.by, form)
    return OnStage(ready.by, {"remark_id": remark, **ready.places}, ready.ids, 1)


READY_ON_STAGE: dict[str, Callable[[Stage], OnStage]] = {
    **OF_POSITIONS,
    "documents.create": _create,
    "documents.update": _update,
    "documents.import": _import,
    "people.import": _import_people,
    "people.import_confirm": _confirm_people,
    "responsibilities.set": _set_matrix,
    "documents.import_confirm": _confirm,
    "documents.sign": _candidate,
    "documents.decline": _candidate,
    "documents.recount": _recount_whole,
    "documents.rehearse": lambda stage: _section(stage.coordinator, stage.paper()),
    "documents.extend": _extend_whole,
    "documents.policy": _in_drafting,
    "documents.reassign": _reassign_leader,
    "documents.delegate": _delegate_signature,
    "milestones.add": _new_milestone,
    "milestones.update": _milestone,
    "milestones.fulfil": _owed,
    "milestones.extend": _owed,
    "milestones.cancel": _owed,
    "milestones.recount": _recount_owed,
    "plans.set_rule": _plan_rule,
    "plans.lay": _lay,
    "proposals.open": _propose,
    "proposals.vote": _vote,
    "proposals.settle": _settle,
    "proposals.recount": _recount_vote,
    "plans.import": _plan,
    "plans.import_confirm": _read_plan,
    "plans.add_source": _plan,
    "plans.acknowledge": _contradiction,
    "sections.add": _add_section,
    "bases.mark_seen": _basis_seen,
    "sections.update": _update_section,
    "sections.assign": _assign,
    "sections.submit": _submit,
    "sections.verdict": _verdict,
    "sections.take_back": _take_back,
    **OF_GUESTS,
    "sections.return": _return,
    "sections.sign": _sign,
    "sections.decline": _decline,
    "sections.withdraw": _in_drafting,
    "sections.reopen": _reopen,
    "sections.recount": _recount,
    "sections.extend": _in_drafting,
    "sections.reassign": _reassign,
    "sections.delegate": _delegate,
    "sections.ask_help": lambda stage: _section(stage.reviewer, stage.in_phase("review")),
    "sections.remind": lambda stage: _section(stage.coordinator, stage.in_phase("review"), person_id=stage.reviewer.id),
    "sections.recuse": _recuse,
    "sections.decide": _undecided,
    "sections.policy": _in_drafting,
    "materials.add": _add_material,
    "materials.add_version": _add_version,
    "materials.update": _rename_material,
    "comments.add": _comment,
    "comments.reattach": _reattach,
    "reviews.keep": lambda stage: _section(stage.reviewer, stage.in_phase("review")),
    "reviews.add_remark": _comment,
    "reviews.change_remark": _change_remark,
    "reviews.send": _verdict,
    "annotations.import": _annotations,
    "comments.reply": _reply,
    "comments.answer": _answer,
    "comments.decline": _answer,
    "comments.uphold": lambda stage: OnStage(stage.reviewer, {"comment_id": declined(stage, stage.in_phase("review"))}),
    "disagreements.meet": lambda stage: _over(stage.editor, in_dispute(stage)),
    "disagreements.propose_settlement": lambda stage: _over(stage.editor, in_dispute(stage)),
    "disagreements.accept_settlement": lambda stage: _over(stage.reviewer, **with_settlement(stage)),
    "disagreements.take_to_leadership": lambda stage: _over(
        stage.editor, in_dispute(stage), decider_id=stage.leader.id
    ),
    "disagreements.decide": lambda stage: _over(stage.leader, with_leadership(stage)),
    "disagreements.record_dissent": lambda stage: _over(stage.reviewer, in_dispute(stage)),
    "readings.add": _send_back,
    "readings.apply": _apply,
}
