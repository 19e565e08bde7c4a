"""Going round the rules of a section's and a document's life: an attempt is refused and leaves its refusal only."""

from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import select

from domain.rights import RIGHTS
from storage.tables import Refusal
from tests.api.stage import FIRST, POLICY, Paper, Stage, problem
from tests.api.world import CONFIRMED, Account

WHY = {"reason": "так надо"}
PHASES = ("planned", "drafting", "review", "sign_off", "approved", "published", "withdrawn")
SECOND = FIRST.replace("раз в год", "раз в месяц")

STEPS: dict[str, tuple[str, str, dict[str, Any], tuple[str, ...], str]] = {
    "submit": ("editor", "revisions?filename=a.md", {}, ("drafting",), "not_in_drafting"),
    "verdict": ("reviewer", "verdicts", {"verdict": "agree"}, ("review",), "round_closed"),
    "return": ("coordinator", "return", WHY, ("review", "sign_off"), "wrong_phase"),
    "sign": ("approver", "signatures", CONFIRMED, ("sign_off",), "not_in_sign_off"),
    "decline": ("approver", "decline", WHY, ("sign_off",), "not_in_sign_off"),
    "reopen": ("coordinator", "reopen", WHY, ("approved", "published"), "wrong_phase"),
    "withdraw": ("coordinator", "withdraw", WHY, PHASES[:5], "wrong_phase"),
    "extend": ("coordinator", "extend", {"limit": {"days": 9}, **WHY}, PHASES[1:4], "wrong_phase"),
    "reassign": ("coordinator", "reassign", {"part": "reviewer", **WHY}, PHASES[1:4], "wrong_phase"),
}
"""Who takes each step, where, with what; from which phases it is right, and the refusal from any other."""

OUT_OF_TURN = [(step, phase) for step, (_, _, _, right, _) in STEPS.items() for phase in PHASES if phase not in right]


@pytest.fixture(scope="module")
def papers(stage: Stage) -> dict[str, Paper]:
    """A document in every phase; refused acts leave each as it is, so that all attempts share them.

    No other test was refused anything in them: the same refusal would have its row already.
    """
    made = {phase: stage.in_phase(phase) for phase in PHASES}
    stage.candidate(made["approved"].path)
    stage.until(stage.quiet)
    return made


def take(stage: Stage, paper: Paper, step: str) -> Response:
    who, place, form, _, _ = STEPS[step]
    by = getattr(stage, who)
    if step == "submit":
        return stage.submit(paper.section, SECOND, by, stage.head(paper.section))
    shown = stage.read(paper.section)
    ids = {"revision_id": shown["head_id"] or "0" * 36, "text_hash": shown["text_hash"] or "0" * 64}
    needed = {"verdict": ("revision_id",), "sign": ("revision_id", "text_hash"), "decline": ("revision_id",)}
    sent = {**form, **{name: ids[name] for name in needed.get(step, ())}}
    if step == "reassign":
        sent["joins"] = stage.member.id
    return stage.call("POST", f"{paper.section}/{place}", by, json=sent)


@pytest.mark.parametrize(("step", "phase"), OUT_OF_TURN)
def test_step_out_of_turn_is_refused(
    stage: Stage, papers: dict[str, Paper], step: str, phase: str, count: Callable[..., None]
) -> None:
    paper = papers[phase]
    before, known = told(stage, paper), noted(stage)
    assert problem(take(stage, paper, step)) == (409, STEPS[step][4])
    assert told(stage, paper) == before
    who = getattr(stage, STEPS[step][0])
    assert [one[::2] for one in stage.until(lambda: noted(stage) - known)] == [(who.id, STEPS[step][4])]
    count("rules abused", 1)


def told(stage: Stage, paper: Paper) -> tuple[list[Any], list[Any], Any]:
    """All that is recorded of a document and its section, and how the section stands."""
    timelines = [
        [(entry["seq"], entry["type"], entry["hash"]) for entry in stage.items(f"{place}/timeline")]
        for place in (paper.path, paper.section)
    ]
    return timelines[0], timelines[1], stage.read(paper.section)


Noted = set[tuple[str, str, str, str]]
"""Who tried which operation, how it was refused, and where."""


def noted(stage: Stage) -> Noted:
    """The refusals that stand in the record."""
    with stage.parts.database.read() as session:
        rows = session.exec(select(Refusal)).all()
    return {(row.actor_id, row.operation, row.code, row.place) for row in rows}


DOCUMENT_STEPS: dict[str, tuple[str, str, dict[str, Any], frozenset[str]]] = {
    "launch": ("coordinator", "launch", {}, frozenset({"planned"})),
    "propose": ("coordinator", "candidate", {}, frozenset()),
    "sign": ("leader", "signatures", {"candidate_hash": "0" * 64, **CONFIRMED}, frozenset()),
    "decline": ("leader", "decline", {"candidate_hash": "0" * 64, **WHY}, frozenset()),
    "publish": ("coordinator", "publication", {}, frozenset()),
}


@pytest.mark.parametrize(
    ("step", "phase"),
    [(step, phase) for step, (_, _, _, right) in DOCUMENT_STEPS.items() for phase in PHASES if phase not in right],
)
def test_step_of_the_whole_out_of_turn_is_refused(
    stage: Stage, papers: dict[str, Paper], step: str, phase: str, count: Callable[..., None]
) -> None:
    who, place, form, _ = DOCUMENT_STEPS[step]
    paper = papers[phase]
    before, known = told(stage, paper), noted(stage)
    by = getattr(stage, who)
    answer = stage.call("POST", f"{paper.path}/{place}", by, **({"json": form} if form else {}))
    status, code = problem(answer)
    assert (status, code) in {(409, "wrong_phase"), (409, "outdated_candidate"), (409, "sections_not_approved")}
    assert told(stage, paper) == before
    ((actor_id, _, noted_code, noted_place),) = stage.until(lambda: noted(stage) - known)
    assert (actor_id, noted_code, noted_place) == (by.id, code, f"document/{paper.id}")
    count("rules abused", 1)


# Cunning


def verdict(stage: Stage, paper: Paper, by: Account, revision: str | None = None, **more: Any) -> Response:
    form = {"revision_id": revision or stage.head(paper.section), "verdict": "agree", **more}
    return stage.call("POST", f"{paper.section}/verdicts", by, json=form)


def signature(stage: Stage, paper: Paper, by: Account, **changed: Any) -> Response:
    shown = stage.read(paper.section)
    form = {"revision_id": shown["head_id"], "text_hash": shown["text_hash"], **CONFIRMED, **changed}
    return stage.call("POST", f"{paper.section}/signatures", by, json=form)


def reassign(stage: Stage, paper: Paper, part: str, leaves: Account, joins: Account) -> None:
    form = {"part": part, "leaves": leaves.id, "joins": joins.id, **WHY}
    stage.done("POST", f"{paper.section}/reassign", stage.coordinator, form)


Attempt = tuple[Paper, Callable[[], Response]]
"""A case that was set up, and what is tried in it."""


def old_revision(stage: Stage) -> Attempt:
    paper = stage.in_phase("review")
    old = stage.head(paper.section)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, SECOND)
    return paper, lambda: verdict(stage, paper, stage.reviewer, old)


def signed_anew(stage: Stage) -> tuple[Paper, dict[str, Any]]:
    """A section before its signers with a second text, and how it stood with the first."""
    paper = stage.in_phase("sign_off")
    old = stage.read(paper.section)
    stage.done("POST", f"{paper.section}/decline", stage.approver, {"revision_id": old["head_id"], **WHY})
    stage.hand_in(paper.section, SECOND)
    stage.agree(paper.section)
    return paper, old


def old_signature(stage: Stage) -> Attempt:
    paper, old = signed_anew(stage)
    return paper, lambda: signature(
        stage, paper, stage.approver, revision_id=old["head_id"], text_hash=old["text_hash"]
    )


def new_revision_with_the_old_text(stage: Stage) -> Attempt:
    paper, old = signed_anew(stage)
    return paper, lambda: signature(stage, paper, stage.approver, text_hash=old["text_hash"])


def own_draft_judged(stage: Stage) -> Attempt:
    paper = stage.in_phase("review", editors=[stage.editor], reviewers=[stage.editor, stage.reviewer])
    return paper, lambda: verdict(stage, paper, stage.editor)


def own_draft_signed(stage: Stage) -> Attempt:
    paper = stage.in_phase("sign_off", editors=[stage.editor], approvers=[stage.editor, stage.approver])
    return paper, lambda: signature(stage, paper, stage.editor)


def signed_twice(stage: Stage) -> Attempt:
    leaders = [stage.leader, stage.member]
    paper = stage.in_phase("sign_off", approvers=[stage.approver, stage.member], leaders=leaders, policy=BOTH_SIGN)
    stage.sign(paper.section)
    return paper, lambda: signature(stage, paper, stage.approver)


def verdict_after_removal(stage: Stage) -> Attempt:
    paper = stage.in_phase("review")
    reassign(stage, paper, "reviewer", stage.reviewer, stage.member)
    return paper, lambda: verdict(stage, paper, stage.reviewer)


def signature_after_removal(stage: Stage) -> Attempt:
    paper = stage.in_phase("sign_off")
    reassign(stage, paper, "approver", stage.approver, stage.member)
    return paper, lambda: signature(stage, paper, stage.approver)


def text_after_removal(stage: Stage) -> Attempt:
    paper = stage.in_phase("drafting", editors=[stage.editor])
    reassign(stage, paper, "editor", stage.editor, stage.member)
    return paper, lambda: stage.submit(paper.section)


def signature_by_a_former_leader(stage: Stage) -> Attempt:
    paper = stage.in_phase("approved")
    form = {"candidate_hash": stage.candidate(paper.path)["hash"], **CONFIRMED}
    return paper, lambda: stage.call("POST", f"{paper.path}/signatures", stage.approver, json=form)


def part_taken_by_hand(stage: Stage) -> Attempt:
    paper = stage.in_phase("review")
    form = {"part": "reviewer", "joins": stage.editor.id, **WHY}
    return paper, lambda: stage.call("POST", f"{paper.section}/reassign", stage.editor, json=form)


def people_changed_after_the_launch(stage: Stage) -> Attempt:
    paper = stage.in_phase("review")
    form = {"editors": [stage.member.id], "reviewers": [stage.member.id], "approvers": [stage.member.id]}
    version = stage.read(paper.section)["version"]
    return paper, lambda: stage.call("PUT", f"{paper.section}/people", stage.coordinator, json=form, version=version)


def leaders_changed_after_the_launch(stage: Stage) -> Attempt:
    paper = stage.in_phase("approved")
    stage.candidate(paper.path)
    form = {"approvers": [stage.member.id]}
    version = stage.read(paper.path)["version"]
    return paper, lambda: stage.call("PATCH", paper.path, stage.coordinator, json=form, version=version)


def title_changed_before_the_leaders(stage: Stage) -> Attempt:
    paper = stage.in_phase("approved")
    stage.candidate(paper.path)
    version = stage.read(paper.section)["version"]
    return paper, lambda: stage.call("PATCH", paper.section, stage.coordinator, json={"title": "Иное"}, version=version)


def editor_signs_as_leader(stage: Stage) -> Attempt:
    paper = stage.in_phase("approved")
    form = {"candidate_hash": stage.candidate(paper.path)["hash"], **CONFIRMED}
    return paper, lambda: stage.call("POST", f"{paper.path}/signatures", stage.editor, json=form)


def coordinator_decides_for_the_experts(stage: Stage) -> Attempt:
    paper = stage.in_phase("review")
    return paper, lambda: verdict(stage, paper, stage.coordinator)


def administrator_signs(stage: Stage) -> Attempt:
    paper = stage.in_phase("sign_off")
    return paper, lambda: signature(stage, paper, stage.administrator)


def other_documents_revision_judged(stage: Stage) -> Attempt:
    paper, other = stage.in_phase("review"), stage.in_phase("review")
    return paper, lambda: verdict(stage, paper, stage.reviewer, stage.head(other.section))


def other_documents_candidate_signed(stage: Stage) -> Attempt:
    paper, other = stage.in_phase("approved"), stage.in_phase("approved")
    stage.candidate(paper.path)
    form = {"candidate_hash": stage.candidate(other.path)["hash"], **CONFIRMED}
    return paper, lambda: stage.call("POST", f"{paper.path}/signatures", stage.leader, json=form)


def draft_of_somebody_else_handed_in(stage: Stage) -> Attempt:
    paper = stage.in_phase("review")
    late = stage.submit(paper.section, SECOND, base=stage.head(paper.section)).json()["draft_id"]
    return paper, lambda: stage.call("POST", f"/drafts/{late}/hand-in", stage.second)


def verdict_after_the_deadline(stage: Stage) -> Attempt:
    moment = {"duration": "PT1S"}
    step = {"after": moment, "tell": ["coordinator"], "outcome": "send_back"}
    paper = stage.in_phase("review", policy={**POLICY, "review": {"limit": moment, "ladder": [step]}})
    revision = stage.head(paper.section)
    stage.until(lambda: stage.phase(paper.section) == "drafting")
    return paper, lambda: verdict(stage, paper, stage.reviewer, revision)


def verdict_after_deactivation(stage: Stage) -> Attempt:
    gone = stage.world.person()
    paper = stage.in_phase("review", reviewers=[gone, stage.reviewer])
    stage.done("PATCH", f"/people/{gone.id}", stage.administrator, {"active": False}, version=1)
    return paper, lambda: verdict(stage, paper, gone, stage.head(paper.section))


def act_of_a_former_administrator(stage: Stage) -> Attempt:
    former = stage.world.person("administrator")
    paper = stage.in_phase("review")
    stage.done("PATCH", f"/people/{former.id}", stage.administrator, {"role": "member"}, version=1)
    return paper, lambda: stage.call("POST", f"{paper.section}/withdraw", former, json=WHY)


def edition_without_the_leaders(stage: Stage) -> Attempt:
    paper = stage.in_phase("approved", leaders=[stage.leader, stage.member])
    stage.sign_whole(paper.path)
    return paper, lambda: stage.call("POST", f"{paper.path}/publication", stage.coordinator)


BOTH_SIGN = {**POLICY, "sign": {"needed": 2}}

CUNNING: dict[str, tuple[Callable[[Stage], Attempt], tuple[int, str]]] = {
    "judge a revision of an earlier round": (old_revision, (409, "outdated_revision")),
    "sign a revision of an earlier round": (old_signature, (409, "outdated_revision")),
    "sign the new revision with the old text": (new_revision_with_the_old_text, (409, "outdated_revision")),
    "judge one's own draft": (own_draft_judged, (403, "not_a_voter")),
    "sign one's own draft": (own_draft_signed, (403, "not_a_signer")),
    "sign twice": (signed_twice, (409, "already_signed")),
    "judge after one's removal": (verdict_after_removal, (404, "not_found")),
    "sign after one's removal": (signature_after_removal, (404, "not_found")),
    "hand in after one's removal": (text_after_removal, (404, "not_found")),
    "sign the whole as an approver of a part": (signature_by_a_former_leader, (403, "not_a_signer")),
    "sign the whole as an editor": (editor_signs_as_leader, (403, "not_a_signer")),
    "make oneself a reviewer": (part_taken_by_hand, (403, "not_allowed")),
    "change people by settings after the launch": (people_changed_after_the_launch, (409, "wrong_phase")),
    "change leaders by settings after the launch": (leaders_changed_after_the_launch, (409, "wrong_phase")),
    "change a title that lies before the leaders": (title_changed_before_the_leaders, (409, "wrong_phase")),
    "judge as the coordinator": (coordinator_decides_for_the_experts, (403, "not_a_voter")),
    "sign as the administrator": (administrator_signs, (403, "not_a_signer")),
    "judge another document's revision here": (other_documents_revision_judged, (409, "outdated_revision")),
    "sign another document's candidate here": (other_documents_candidate_signed, (409, "outdated_candidate")),
    "judge after the deadline": (verdict_after_the_deadline, (409, "round_closed")),
    "judge after one's deactivation": (verdict_after_deactivation, (401, "credential_invalid")),
    "act by a role that was taken away": (act_of_a_former_administrator, (404, "not_found")),
    "publish with half of the leaders' signatures": (edition_without_the_leaders, (409, "wrong_phase")),
    "hand in somebody else's draft": (draft_of_somebody_else_handed_in, (404, "not_found")),
}
"""What somebody might try, and how it is refused."""


@pytest.mark.parametrize("name", CUNNING)
def test_cunning_is_refused_and_leaves_its_refusal_only(stage: Stage, name: str, count: Callable[..., None]) -> None:
    set_up, refusal = CUNNING[name]
    paper, attempt = set_up(stage)
    stage.until(stage.quiet)
    before, known = told(stage, paper), noted(stage)
    for _ in range(2):
        assert problem(attempt()) == refusal
    assert told(stage, paper) == before
    ((_, operation, code, place),) = stage.until(lambda: noted(stage) - known)
    kind, _, id_ = place.partition("/")
    assert (code, kind == "draft" or id_ in (paper.id, *paper.sections)) == (refusal[1], True)
    assert operation in RIGHTS
    count("rules abused", 1)
