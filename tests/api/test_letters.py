"""Positions that come on paper: entered by who keeps the papers, marked as such everywhere, changed by their owner."""

from typing import Any

import pytest

from schemas.papers import FORMATS
from tests.activities.convert.test_materials import PNG
from tests.api.associations import UNANIMITY, asked, association
from tests.api.stage import FIRST, POLICY, Form, Paper, Stage, problem
from tests.api.test_papers import missing, name_of
from tests.api.world import Account


def letter(stage: Stage, section: str, by: Account | None = None, **more: Any) -> Any:
    """The answer to taking a letter in."""
    query = {"filename": "pismo.png", "number": "12-3/45", "dated": "2026-11-20", **more}
    content = query.pop("content", PNG)
    return stage.call("POST", f"{section}/letters", by or stage.coordinator, params=query, content=content)


def entered(stage: Stage, section: str, voter: Account, verdict: str = "agree", **more: Any) -> str:
    """A letter whose decision was entered; its id."""
    by = more.pop("by", None) or stage.coordinator
    answer = letter(stage, section, by)
    assert answer.status_code == 201, answer.text
    found = str(answer.json()["id"])
    form = {"person_id": voter.id, "revision_id": stage.head(section), "verdict": verdict, **more}
    stage.done("POST", f"/letters/{found}/verdict", by, form)
    return found


def events(stage: Stage, paper: Paper, kind: str) -> list[Form]:
    return [one["event"] for one in stage.items(f"{paper.section}/timeline") if one["type"] == kind]


def test_secretary_of_an_association_enters_the_position_of_its_head(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    found = entered(
        stage, paper.section, body.head, "agree_with_remarks", by=body.secretary, text="Согласны, назовите источник"
    )
    (given,) = events(stage, paper, "verdict_given")
    assert (given["person_id"], given["body_id"], given["letter_id"]) == (body.head.id, body.id, found)
    ballot = stage.read(f"{paper.section}/ballot")
    assert [(one["person_id"], one["letter_id"]) for one in ballot["votes"]] == [(body.head.id, found)]
    assert any(one.startswith("Решение получено письмом и внесено с бумаги:") for one in ballot["explanation"])
    assert "position_entered" in stage.told(body.head, section_id=paper.sections[0])
    (remark,) = stage.items(f"{paper.section}/comments")
    assert (remark["person_id"], remark["body_id"]) == (body.head.id, body.id)
    shown = stage.read(f"/letters/{found}", stage.editor)
    assert (shown["number"], shown["dated"], shown["voter_id"]) == ("12-3/45", "2026-11-20", body.head.id)
    assert stage.call("GET", f"/letters/{found}/file", stage.editor).content.startswith(PNG[:8])
    sheet = f"{paper.section}/papers/agreement-sheet"
    for form in FORMATS:
        said = (body.name, "за объединение: ", name_of(stage, body.head), "письмо № 12-3/45 от 20.11.2026")
        assert missing(stage, sheet, *said, form=form) == []
    assert missing(stage, f"{paper.section}/papers/remarks", body.name, "Согласны, назовите источник") == []


def test_whoever_it_was_entered_for_changes_it_and_paper_never_replaces_their_own_word(stage: Stage) -> None:
    body = association(stage)
    paper = asked(stage, body)
    entered(stage, paper.section, body.head, "agree_with_remarks", text="Уточнить")
    entered(stage, paper.section, body.head, "abstain")  # the letter was read wrongly at first
    body.speak(paper.section, "agree")
    assert [one["verdict"] for one in events(stage, paper, "verdict_given")] == [
        "agree_with_remarks",
        "abstain",
        "agree",
    ]
    assert [one["letter_id"] for one in stage.read(f"{paper.section}/ballot")["votes"]] == [None]
    late = letter(stage, paper.section).json()["id"]
    form = {
        "person_id": body.head.id,
        "revision_id": stage.head(paper.section),
        "verdict": "disagree",
        "text": "Против",
    }
    again = stage.call("POST", f"/letters/{late}/verdict", stage.coordinator, json=form)
    assert problem(again) == (409, "already_voted")


def test_letter_counts_once_and_for_who_votes_in_the_open_round(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=UNANIMITY, reviewers=[stage.reviewer, stage.second])
    section = paper.section
    found = entered(stage, section, stage.reviewer, "abstain")
    spare = letter(stage, section).json()["id"]

    def enter(name: str, voter: Account) -> tuple[int, str]:
        form = {"person_id": voter.id, "revision_id": stage.head(section), "verdict": "agree"}
        return problem(stage.call("POST", f"/letters/{name}/verdict", stage.coordinator, json=form))

    assert enter(found, stage.second) == (409, "letter_used")
    assert enter(spare, stage.approver) == (409, "not_asked_here")
    assert stage.call("GET", f"/letters/{spare}", stage.reviewer).status_code == 404
    assert stage.read(f"/letters/{spare}")["used_at"] is None
    stage.send_back(section)
    assert enter(spare, stage.second) == (409, "round_closed")


@pytest.mark.parametrize("name", ["secretary of another association", "member", "reviewer"])
def test_nobody_else_enters_positions(stage: Stage, name: str) -> None:
    body, other = association(stage), association(stage)
    paper = asked(stage, body, other)
    by = {
        "secretary of another association": other.secretary,
        "member": body.members[0],
        "reviewer": stage.reviewer,
    }[name]
    spare = letter(stage, paper.section).json()["id"]
    form = {"person_id": body.head.id, "revision_id": stage.head(paper.section), "verdict": "agree"}
    assert problem(stage.call("POST", f"/letters/{spare}/verdict", by, json=form)) == (403, "not_allowed")
    assert stage.call("POST", f"/letters/{spare}/verdict", stage.stranger, json=form).status_code == 404
    if name != "secretary of another association":
        assert problem(letter(stage, paper.section, by)) == (403, "not_allowed")


def entering(stage: Stage, found: str, voter: Account, by: Account, verdict: str = "agree") -> Any:
    """The answer to entering a letter."""
    section = stage.read(f"/letters/{found}", by)["section_id"]
    form = {"person_id": voter.id, "revision_id": stage.head(f"/sections/{section}"), "verdict": verdict}
    return stage.call("POST", f"/letters/{found}/verdict", by, json=form)


def test_secretary_of_a_body_of_the_matrix_enters_nobody_but_who_reviews_through_it(stage: Stage) -> None:
    speaks, council = association(stage), association(stage)
    paper = stage.paper(policy=UNANIMITY, reviewers=[stage.reviewer])
    rows = [{"task": "review", "body_id": speaks.id, "as_one": True}, {"task": "review", "body_id": council.id}]
    version = stage.read(paper.path)["version"]
    stage.done("PUT", f"{paper.path}/responsibilities", stage.coordinator, {"rows": rows}, version=version)
    stage.launch(paper)
    stage.hand_in(paper.section)
    found = letter(stage, paper.section, council.secretary).json()["id"]
    for voter in (speaks.head, stage.reviewer):
        assert problem(entering(stage, found, voter, council.secretary)) == (403, "not_allowed")
    assert entering(stage, found, council.members[0], council.secretary).status_code == 201


def test_blind_secretary_is_not_told_whether_the_head_has_spoken(stage: Stage) -> None:
    rules = {**UNANIMITY, "opinions": "own_first"}
    told = []
    for speaks_first in (False, True):
        body = association(stage)
        paper = asked(stage, body, policy=rules)
        others = letter(stage, paper.section).json()["id"]
        found = letter(stage, paper.section, body.secretary).json()["id"]
        if speaks_first:
            body.speak(paper.section, "abstain")
        assert stage.call("GET", f"/letters/{others}", body.secretary).status_code == 404
        answer = entering(stage, found, body.head, body.secretary)
        assert answer.status_code == 201, answer.text
        kept = {name: value for name, value in answer.json().items() if name in ("seq", "phase", "round", "cycle")}
        told.append((kept, stage.call("GET", f"/letters/{found}", body.secretary).status_code))
        verdicts = [one["verdict"] for one in stage.read(f"{paper.section}/ballot")["votes"]]
        assert verdicts == (["abstain"] if speaks_first else ["agree"])
        assert len(events(stage, paper, "letter_set_aside")) == int(speaks_first)
        spare = letter(stage, paper.section).json()["id"]
        late = entering(stage, spare, body.head, stage.coordinator)
        assert late.status_code == (409 if speaks_first else 201)
    assert told[0] == told[1]


def test_paper_never_replaces_an_own_word_that_carried_over(stage: Stage) -> None:
    rules = {**POLICY, "vote": {"kind": "unanimity"}, "carry_over": {"up_to": "typography"}}
    paper = stage.in_phase("review", policy=rules, reviewers=[stage.reviewer, stage.second, stage.member])
    stage.agree(paper.section)
    entered(stage, paper.section, stage.second, "abstain")
    stage.send_back(paper.section)
    stage.hand_in(paper.section, FIRST.replace("раз в год", "**раз** в год"))
    votes = stage.read(f"{paper.section}/ballot")["votes"]
    assert [(one["person_id"], bool(one["letter_id"])) for one in votes] == [
        (stage.reviewer.id, False),
        (stage.second.id, True),
    ]
    found = letter(stage, paper.section).json()["id"]
    assert problem(entering(stage, found, stage.reviewer, stage.coordinator)) == (409, "already_voted")
    assert entering(stage, found, stage.second, stage.coordinator).status_code == 201


def test_hostile_scan_is_not_let_in(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=UNANIMITY)
    wrong = letter(stage, paper.section, filename="pismo.exe", content=b"MZ")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "material_unknown_format")
    bent = letter(stage, paper.section, content=b"<script>")
    assert (bent.status_code, bent.json()["code"]) == (422, "upload_wrong_extension")


def test_letter_of_a_round_with_own_opinions_first_is_seen_after_ones_own(stage: Stage) -> None:
    rules = {**POLICY, "vote": {"kind": "unanimity"}, "opinions": "own_first"}
    paper = stage.in_phase("review", policy=rules, reviewers=[stage.reviewer, stage.second], editors=[stage.editor])
    found = entered(stage, paper.section, stage.reviewer, "abstain")
    for path in (f"/letters/{found}", f"/letters/{found}/file"):
        assert problem(stage.call("GET", path, stage.second)) == (403, "own_opinion_first")
    stage.agree(paper.section, stage.second)
    assert stage.call("GET", f"/letters/{found}", stage.second).status_code == 200
