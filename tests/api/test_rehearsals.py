"""Rehearsals over HTTP: of documents before their launch and under way, with the people and days that there are."""

from typing import Any

from tests.api.disputes import declined
from tests.api.plans import milestone
from tests.api.stage import POLICY, Form, Paper, Stage, problem

START = "2027-03-01T10:00:00+03:00"
NEVER = {"acts": "never"}
LONG = {**POLICY, "uphold_within": {"working_days": 2}}


def rehearsed(stage: Stage, paper: Paper, form: Form | None = None, language: str = "ru") -> dict[str, Any]:
    """What the coordinator is told."""
    sent = {"json": form or {}, "key": None, "headers": {"Accept-Language": language}}
    answer = stage.call("POST", f"{paper.path}/rehearsal", stage.coordinator, **sent)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_rehearsal_before_the_launch_tells_when_everything_would_end(stage: Stage) -> None:
    paper = stage.paper(2)
    late = {"person_id": stage.approver.id, "acts": "late", "working_days": 5}
    told = rehearsed(stage, paper, {"starts_at": START, "people": [late]})
    assert [(one["section_id"], one["slips"], one["phases"][2]["late"]) for one in told["sections"]] == [
        (section, 5, 5) for section in paper.sections
    ]
    assert told["whole"]["slips"] == 5
    assert {one["section_id"] for one in told["holding_up"]} == set(paper.sections)
    assert "опаздывает на 5 рабочих дней" in told["text"]
    assert "Новая редакция меняет существо: прежние решения на неё не переносятся" in told["text"]


def test_rehearsal_writes_nothing(stage: Stage) -> None:
    paper = stage.paper()
    stage.until(stage.quiet)
    before = stage.rows()
    rehearsed(stage, paper, {"everybody": NEVER})
    assert stage.rows() == before


def test_rehearsal_under_way_plans_what_the_ledger_has_planned(stage: Stage) -> None:
    paper = stage.in_phase("review")
    real = [
        (one["phase"], one["alarm_id"], one["planned_at"])
        for one in stage.items(f"{paper.path}/ledger")
        if one["state"] == "planned"
    ]
    told = rehearsed(stage, paper, {"everybody": NEVER})
    first = [(one["phase"], one["alarm_id"], one["planned_at"]) for one in told["ledger"] if one["phase"] == "review"]
    assert real
    assert first == sorted(real, key=lambda row: row[2])
    assert told["sections"][0]["phases"][0]["phase"] == "review"


def held(stage: Stage, remarks: int = 2) -> Paper:
    """A section whose vote is done and whose remarks wait for their answers."""
    paper = stage.in_phase("review")
    for number in range(remarks):
        form = {"revision_id": stage.head(paper.section), "text": f"Почему? {number}", "quote": "раз в год"}
        stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)
    stage.agree(paper.section)
    return paper


def test_rehearsal_supposes_that_editors_answer_what_holds_a_round(stage: Stage) -> None:
    told = rehearsed(stage, held(stage))
    acts = [(one["what"], one["person_id"]) for one in told["acts"]]
    assert acts[:2] == [("answer_remarks", stage.editor.id), ("sign", stage.approver.id)]
    assert stage.editor.id in told["sections"][0]["phases"][0]["last"]


def test_rehearsal_names_who_holds_a_round_up_by_never_answering(stage: Stage) -> None:
    told = rehearsed(stage, held(stage), {"everybody": NEVER})
    (review,) = told["sections"][0]["phases"]
    assert (review["ended_at"], stage.editor.id in review["awaited"]) == (None, True)
    assert len(told["ledger"]) < 50


def unanswered_before_signers(stage: Stage) -> Paper:
    """A section that lies before its signer with an unanswered question, under rules with a term to uphold."""
    paper = stage.in_phase("sign_off", policy=LONG)
    form = {"revision_id": stage.head(paper.section), "text": "Какой совет?", "quote": "Совет", "kind": "question"}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)
    return paper


def test_rehearsal_stands_before_the_signers_where_editors_never_answer(stage: Stage) -> None:
    people = [{"person_id": editor.id, **NEVER} for editor in (stage.editor, stage.second)]
    told = rehearsed(stage, unanswered_before_signers(stage), {"people": people})
    (phase,) = told["sections"][0]["phases"]
    assert (phase["ended_at"], phase["by"]) == (None, "answers")
    assert stage.editor.id in phase["awaited"]
    assert stage.approver.id not in phase["awaited"]
    assert told["acts"] == []
    (held,) = [one for one in told["holding_up"] if one["section_id"]]
    assert (held["because"], held["people"]) == ("never", phase["awaited"])
    assert "(ждут их ответов на замечания)" in told["text"]


def test_rehearsal_has_editors_answer_before_the_signers_sign_as_they_are_stated_to(stage: Stage) -> None:
    paper = unanswered_before_signers(stage)
    told = rehearsed(stage, paper)
    assert [one["what"] for one in told["acts"]][:2] == ["answer_remarks", "sign"]
    (phase,) = told["sections"][0]["phases"]
    assert told["acts"][0]["at"] < told["acts"][1]["at"] < phase["ended_at"]
    assert (phase["by"], phase["last"]) == ("term", [stage.reviewer.id])
    assert all(stage.approver.id not in one["people"] for one in told["holding_up"])
    assert "истёк срок, в который авторы" in told["text"]
    late = [{"person_id": one.id, "acts": "late", "working_days": 5} for one in (stage.editor, stage.second)]
    slow = rehearsed(stage, paper, {"people": late})
    assert slow["sections"][0]["slips"] >= 5
    assert slow["acts"][0]["at"] > told["sections"][0]["phases"][0]["ended_at"]


def test_rehearsal_approves_nothing_past_a_remark_that_came_after_the_last_signature(stage: Stage) -> None:
    paper = stage.in_phase("review", policy=LONG)
    declined(stage, paper)
    stage.agree(paper.section)
    stage.sign(paper.section)
    form = {"revision_id": stage.head(paper.section), "text": "Какой совет?", "quote": "Совет", "kind": "question"}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)
    told = rehearsed(stage, paper, {"everybody": NEVER})
    assert (told["sections"][0]["stands_in"], told["acts"]) == ("sign_off", [])
    assert stage.editor.id in told["sections"][0]["awaited"]
    assert [one["what"] for one in rehearsed(stage, paper)["acts"]][:1] == ["answer_remarks"]


def test_rehearsal_of_what_is_approved_begins_with_the_signing(stage: Stage) -> None:
    paper = stage.in_phase("approved")
    stage.candidate(paper.path)
    told = rehearsed(stage, paper)
    assert told["sections"][0]["phases"] == []
    assert [one["what"] for one in told["acts"]] == ["sign_document"]
    never = rehearsed(stage, paper, {"people": [{"person_id": stage.leader.id, **NEVER}]})
    assert [(one["because"], one["phase"], one["people"]) for one in never["holding_up"]] == [
        ("never", "signing", [stage.leader.id])
    ]


def test_rehearsal_knows_absences_and_their_deputies(stage: Stage) -> None:
    approver, deputy = stage.world.person(), stage.world.person()
    paper = stage.paper(approvers=[approver])
    absence = {"person_id": approver.id, "since": "2027-03-02", "until": "2027-12-31", "deputy_id": deputy.id}
    stage.world.made("/absences", stage.administrator, absence)
    told = rehearsed(stage, paper, {"starts_at": START})
    signed = [(one["person_id"], one["instead_of"]) for one in told["acts"] if one["what"] == "sign"]
    assert signed == [(deputy.id, approver.id)]
    assert deputy.id in [person for one in told["told"] if one["kind"] == "deputy_called" for person in one["people"]]


def test_rehearsal_holds_the_plan_against_what_would_be_done(stage: Stage) -> None:
    paper = stage.paper(2)
    milestone(stage, paper, "Собрать отчёты", "15.04.2027")
    milestone(stage, paper, "Съезд", "15.10.2030")
    told = rehearsed(stage, paper, {"starts_at": START, "people": [{"person_id": stage.reviewer.id, **NEVER}]})
    found = [(one["title"], one["approved"], one["approved_in_time"], one["sections"]) for one in told["milestones"]]
    assert [one[0] for one in found] == ["Собрать отчёты", "Съезд"]
    assert found[1][2:] == (2, 2)
    assert "Съезд, 15 октября 2030 года" in told["text"]


def test_rehearsal_is_told_in_english_too(stage: Stage) -> None:
    told = rehearsed(stage, stage.paper(), {"starts_at": START}, "en")
    assert "no later than with everybody in time" in told["text"]


def test_rehearsal_is_refused_as_the_launch_would_be(stage: Stage) -> None:
    unmet = stage.paper(policy={**POLICY, "sign": {"needed": 2}})
    assert _refused(stage, unmet, {}) == (422, "policy_unreachable")
    empty = Paper(stage.world.made("/documents", stage.coordinator, {"title": "Пустой"}), ())
    assert _refused(stage, empty, {}) == (409, "document_without_sections")


def test_rehearsal_names_who_is_not_there_and_does_not_launch_twice(stage: Stage) -> None:
    assert _refused(stage, stage.paper(), {"people": [{"person_id": "nobody", **NEVER}]}) == (422, "person_unknown")
    assert _refused(stage, stage.launched(), {"starts_at": START}) == (409, "wrong_phase")


def test_rehearsal_tells_of_whom_it_was_named_though_they_have_no_part(stage: Stage) -> None:
    paper, stranger = stage.paper(), stage.world.person()
    late = {"acts": "late", "working_days": 5}
    people = [{"person_id": one.id, **late} for one in (stranger, stage.reviewer, stage.leader, stage.coordinator)]
    told = rehearsed(stage, paper, {"starts_at": START, "people": people})
    assert told["without_part"] == [stranger.id]
    name = stage.read(f"/people/{stranger.id}")["name"]
    assert f"В документе не участвует, и на сроки это не влияет: {name}." in told["text"]
    plain = rehearsed(stage, paper, {"starts_at": START, "people": people[1:]})
    assert (plain["without_part"], "не участвует" in plain["text"]) == ([], False)


def _refused(stage: Stage, paper: Paper, form: Form) -> tuple[int, str]:
    return problem(stage.call("POST", f"{paper.path}/rehearsal", stage.coordinator, json=form, key=None))
