"""Disagreements over HTTP: upheld, met about, settled, decided, recorded as dissent and published."""

from datetime import timedelta
from typing import Any

import pytest

from schemas.actor import Actor
from services.deadlines.waiting import list_waiting
from tests.activities.papers.reading import letters, read
from tests.api.disputes import QUOTE, WANTED, declined, disputed
from tests.api.stage import POLICY, Form, Paper, Stage, problem
from tests.api.test_papers import name_of
from tests.api.world import Account

WHY = {"reason": "не договорились"}


def one(stage: Stage, disagreement: str) -> Form:
    return stage.read(f"/disagreements/{disagreement}")


def do(stage: Stage, disagreement: str, act: str, by: Any, form: Form) -> Form:
    return stage.done("POST", f"/disagreements/{disagreement}/{act}", by, form)


def taken(stage: Stage, disagreement: str) -> None:
    do(stage, disagreement, "leadership", stage.coordinator, {"decider_id": stage.leader.id, **WHY})


def awaited(stage: Stage, by: Account, paper: Paper) -> list[str]:
    """What of a section's disagreements waits for somebody."""
    found = list_waiting(stage.world.house, actor=Actor(id=by.id, role="member", today=stage.world.today()))
    return [one.what for one in found if one.disagreement_id and one.section_id == paper.sections[0]]


def missing(stage: Stage, paper: Paper, *said: str) -> list[str]:
    """What of these words does not stand in the record of disagreements."""
    answer = stage.call("GET", f"{paper.section}/papers/disagreements", stage.coordinator)
    found = letters(read(answer.content, "docx"))
    return [words for words in said if letters(words) not in found]


def test_upheld_remark_shows_both_wordings_and_holds_the_section(stage: Stage) -> None:
    paper = stage.in_phase("review")
    made = disputed(stage, paper)
    shown = one(stage, made)
    both = {"quote": QUOTE, "standing": QUOTE, "proposed": WANTED, "state": "open", "opened_by": "upheld"}
    assert {name: shown[name] for name in both} == both
    assert (shown["reason"], shown["answer"]["answer"]) == ("Чаще собираются все", "declined")
    assert set(shown["waits_for"]) == {stage.reviewer.id, stage.editor.id, stage.second.id, stage.coordinator.id}
    stage.agree(paper.section)
    ballot = stage.read(f"{paper.section}/ballot")
    assert (stage.phase(paper.section), ballot["data"]["waiting_for"]) == ("review", "settlement")
    assert any("Не улажено 1 разногласие" in said for said in ballot["explanation"])
    assert "disagreement_opened" in stage.told(stage.editor, section_id=paper.sections[0])
    for path in (paper.section, paper.path):
        assert [found["id"] for found in stage.items(f"{path}/disagreements")] == [made]


def test_wording_that_the_author_gives_stands_beside_the_present_words(stage: Stage) -> None:
    paper = stage.in_phase("review")
    made = disputed(stage, paper, wording="раз в месяц")
    stage.send_back(paper.section)
    stage.hand_in(paper.section, "Землячества помогают.\n\nСовет собирается раз в год, как всегда.\n")
    stage.until(lambda: one(stage, made)["standing"])
    assert (one(stage, made)["standing"], one(stage, made)["proposed"]) == (QUOTE, "раз в месяц")


def test_remark_after_approval_is_referred_to_no_meeting(stage: Stage) -> None:
    paper = stage.in_phase("approved")
    form = {"revision_id": stage.head(paper.section), "text": "Поздно", "quote": "раз в год"}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    refused = stage.call("POST", f"/comments/{comment}/answer", stage.editor, json={"answer": "referred"})
    assert problem(refused) == (409, "wrong_phase")
    stage.done("POST", f"/comments/{comment}/answer", stage.editor, {"answer": "noted"})
    assert stage.items(f"{paper.section}/disagreements", stage.editor) == []


def test_referred_remark_waits_for_its_meeting(stage: Stage) -> None:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": QUOTE}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    made = stage.done("POST", f"/comments/{comment}/answer", stage.editor, {"answer": "referred"})["disagreement_id"]
    assert one(stage, made)["opened_by"] == "referred"
    meeting = {"at": "2090-03-02T10:00:00+03:00", "place": "Кабинет 5", "participants": [stage.reviewer.id]}
    do(stage, made, "meetings", stage.coordinator, meeting)
    assert (
        one(stage, made)["state"],
        "meeting_called" in stage.told(stage.reviewer, section_id=paper.sections[0]),
    ) == (
        "meeting",
        True,
    )
    held = {**meeting, "at": "2026-01-12T10:00:00+03:00", "minutes": "Решили смотреть отчёты"}
    do(stage, made, "meetings", stage.editor, held)
    (met,) = one(stage, made)["meetings"]
    assert (met["minutes"], met["place"], met["participants"]) == (held["minutes"], "Кабинет 5", [stage.reviewer.id])
    stage.done("POST", f"/comments/{comment}/resolve", stage.reviewer)
    assert one(stage, made)["state"] == "lifted"


def test_settlement_that_both_parties_accept_sends_the_text_back_with_its_words(stage: Stage) -> None:
    paper = stage.in_phase("review")
    made = disputed(stage, paper)
    do(stage, made, "settlement", stage.coordinator, {"text": "раз в полгода"})
    proposed = one(stage, made)["settlement"]
    assert (proposed["text"], proposed["accepted"]) == ("раз в полгода", [])
    accept = {"settlement_id": proposed["id"]}
    do(stage, made, "settlement/accept", stage.editor, accept)
    assert (awaited(stage, stage.reviewer, paper), awaited(stage, stage.editor, paper)) == (["settlement"], [])
    do(stage, made, "settlement/accept", stage.reviewer, accept)
    shown = one(stage, made)
    assert (shown["state"], shown["wording"], shown["changes"]) == ("settled", "раз в полгода", True)
    assert stage.phase(paper.section) == "drafting"
    assert missing(stage, paper, "Урегулировано", "раз в полгода") == []


@pytest.mark.parametrize(("handed_in", "stands"), [("раз в год", False), ("«Раз в полугодие»", True)])
def test_words_that_settled_it_are_looked_for_in_the_text_that_is_signed(
    stage: Stage, handed_in: str, stands: bool
) -> None:
    paper = stage.in_phase("review")
    made = disputed(stage, paper)
    do(stage, made, "settlement", stage.coordinator, {"text": "раз в полугодие"})
    accept = {"settlement_id": one(stage, made)["settlement"]["id"]}
    for party in (stage.editor, stage.reviewer):
        do(stage, made, "settlement/accept", party, accept)
    stage.hand_in(paper.section, f"Землячества помогают.\n\nСовет собирается {handed_in}.\n")
    assert one(stage, made)["in_text"] is stands
    stage.agree(paper.section)
    lying = stage.read(f"{paper.section}/signing", stage.approver)["disputed"]
    assert [(told["id"], told["outcome"]) for told in lying] == ([] if stands else [(made, "not_in_text")])


def test_taken_to_leadership_it_is_decided_before_the_section_is_approved(stage: Stage) -> None:
    paper = stage.in_phase("review")
    made = disputed(stage, paper)
    stage.agree(paper.section)
    assert awaited(stage, stage.reviewer, paper) == ["disagreement"]
    taken(stage, made)
    assert (stage.phase(paper.section), one(stage, made)["waits_for"]) == ("sign_off", [stage.leader.id])
    assert (awaited(stage, stage.leader, paper), awaited(stage, stage.reviewer, paper)) == (["ruling"], [])
    stage.sign(paper.section)
    assert stage.phase(paper.section) == "sign_off"
    form = {"decision": "dissent", "reason": "Оставляем как есть"}
    other = stage.call("POST", f"/disagreements/{made}/decision", stage.approver, json=form)
    assert problem(other) == (403, "not_the_decider")
    assert do(stage, made, "decision", stage.leader, form)["phase"] == "approved"
    assert "disagreement_closed" in stage.told(stage.reviewer, section_id=paper.sections[0])
    assert missing(stage, paper, QUOTE, WANTED, "Особое мнение", "Оставляем как есть") == []


def away(stage: Stage, person: Account, deputy: Account) -> str:
    """Where an absence from today on stands."""
    today = stage.world.today()
    days = {"since": str(today), "until": str(today + timedelta(days=3))}
    form = {"person_id": person.id, "deputy_id": deputy.id, **days}
    return f"/absences/{stage.done('POST', '/absences', stage.administrator, form)['id']}"


@pytest.mark.parametrize("first", ["taken", "away"])
def test_deputy_decides_in_the_place_of_a_leader_who_is_away(stage: Stage, first: str) -> None:
    leader, deputy = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", leaders=[leader])
    made = disputed(stage, paper)
    path = f"/disagreements/{made}"
    assert stage.call("GET", path, deputy).status_code == 404
    if first == "away":
        away(stage, leader, deputy)
    do(stage, made, "leadership", stage.coordinator, {"decider_id": leader.id, **WHY})
    if first == "taken":
        assert (one(stage, made)["deputy_id"], awaited(stage, leader, paper)) == (None, ["ruling"])
        away(stage, leader, deputy)
    shown = stage.read(path, deputy)
    assert (shown["decider_id"], shown["deputy_id"], shown["waits_for"]) == (leader.id, deputy.id, [deputy.id])
    assert (awaited(stage, deputy, paper), awaited(stage, leader, paper)) == (["ruling"], [])
    assert "decision_on_disagreement" in stage.told(deputy, section_id=paper.sections[0])
    form = {"decision": "dissent", "reason": "Оставляем как есть"}
    assert problem(stage.call("POST", f"{path}/decision", stage.member, json=form))[0] == 404
    do(stage, made, "decision", deputy, form)
    assert (one(stage, made)["state"], one(stage, made)["deputy_id"]) == ("dissent", deputy.id)
    assert missing(stage, paper, f"{name_of(stage, deputy)} (за: {name_of(stage, leader)})") == []


def test_decision_is_the_leaders_again_once_they_are_back(stage: Stage) -> None:
    leader, deputy = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", leaders=[leader])
    made = disputed(stage, paper)
    absence = away(stage, leader, deputy)
    do(stage, made, "leadership", stage.coordinator, {"decider_id": leader.id, **WHY})
    stage.done("POST", f"{absence}/end", stage.administrator)
    assert (one(stage, made)["deputy_id"], awaited(stage, leader, paper)) == (None, ["ruling"])
    form = {"decision": "standing", "reason": "Оставляем"}
    late = stage.call("POST", f"/disagreements/{made}/decision", deputy, json=form)
    assert problem(late) == (403, "not_allowed")
    do(stage, made, "decision", leader, form)


@pytest.mark.parametrize("who", ["party", "blind"])
def test_party_or_who_has_to_speak_first_stands_in_for_no_decider(stage: Stage, who: str) -> None:
    leader = stage.world.person()
    rules = {**POLICY, "vote": {"kind": "unanimity"}, "opinions": "own_first"}
    paper = stage.in_phase("review", leaders=[leader], policy=rules, reviewers=[stage.reviewer, stage.member])
    made = disputed(stage, paper)
    away(stage, leader, {"party": stage.editor, "blind": stage.member}[who])
    do(stage, made, "leadership", stage.coordinator, {"decider_id": leader.id, **WHY})
    assert one(stage, made)["deputy_id"] is None
    if who == "blind":
        assert stage.call("GET", f"/disagreements/{made}", stage.member).status_code == 404


@pytest.mark.parametrize(
    ("said", "decided"), [({}, (422, "wording_required")), ({"wording": "раз в месяц"}, (200, ""))]
)
def test_question_is_decided_for_its_author_only_where_they_gave_words(
    stage: Stage, said: Form, decided: tuple[int, str]
) -> None:
    paper = stage.in_phase("review")
    form = {"revision_id": stage.head(paper.section), "text": "Почему?", "quote": QUOTE, "kind": "question"}
    comment = stage.world.made(f"{paper.section}/comments", stage.reviewer, form)
    stage.done("POST", f"/comments/{comment}/answer", stage.editor, {"answer": "noted"})
    upheld = stage.done("POST", f"/comments/{comment}/uphold", stage.reviewer, {"reason": "не ответили", **said})
    taken(stage, upheld["disagreement_id"])
    path = f"/disagreements/{upheld['disagreement_id']}/decision"
    answer = stage.call("POST", path, stage.leader, json={"decision": "proposed", "reason": "автор прав"})
    assert (answer.status_code, answer.json().get("code", "")) == decided


@pytest.mark.parametrize("published", [True, False])
def test_recorded_dissent_is_published_with_the_text_where_the_rules_say_so(stage: Stage, published: bool) -> None:
    paper = stage.in_phase("review", policy={**POLICY, "publish_dissent": published})
    made = disputed(stage, paper)
    do(stage, made, "dissent", stage.reviewer, {"reason": "остаюсь при своём"})
    stage.agree(paper.section)
    stage.sign(paper.section)
    edition = stage.publish(paper.path)
    files = {file["name"] for file in stage.read(f"/editions/{edition}")["files"]}
    assert ("disagreements.pdf" in files) == published
    text = letters(read(stage.call("GET", f"/editions/{edition}/files/edition.docx", None).content, "docx"))
    assert (letters("Особые мнения") in text, letters("остаюсь при своём") in text) == (published, published)


def test_stranger_to_a_document_learns_of_no_disagreement(stage: Stage) -> None:
    made = disputed(stage, stage.in_phase("review"))
    assert problem(stage.call("GET", f"/disagreements/{made}", stage.stranger)) == (404, "not_found")


def test_remark_is_upheld_by_its_author_alone(stage: Stage) -> None:
    comment = declined(stage, stage.in_phase("review"))
    for other in (stage.editor, stage.coordinator):
        refused = stage.call("POST", f"/comments/{comment}/uphold", other, json=WHY)
        assert problem(refused) == (403, "not_allowed")


def test_rehearsal_supposes_that_what_holds_a_section_is_settled(stage: Stage) -> None:
    paper = stage.in_phase("review")
    disputed(stage, paper)
    stage.agree(paper.section)
    told = stage.call("POST", f"{paper.path}/rehearsal", stage.coordinator, json={}, key=None).json()
    acts = [one["what"] for one in told["acts"]]
    assert (acts[0], "sign" in acts) == ("settle_disagreements", True)


def test_ballot_says_that_leaderships_decision_sent_the_text_back_from_sign_off(stage: Stage) -> None:
    paper = stage.in_phase("review")
    made = disputed(stage, paper)
    taken = {"decider_id": stage.leader.id, "reason": "не договорились"}
    stage.done("POST", f"/disagreements/{made}/leadership", stage.editor, taken)
    stage.agree(paper.section)
    assert stage.phase(paper.section) == "sign_off"
    stage.done("POST", f"/disagreements/{made}/decision", stage.leader, {"decision": "proposed", "reason": "так"})
    ballot = stage.read(f"{paper.section}/ballot")
    assert ballot["data"]["decided"]["what"] == "disagreement_closed"
    assert any("разногласие закончилось тем, что текст изменится" in said for said in ballot["explanation"])


@pytest.mark.parametrize("phase", ["sign_off", "approved"])
def test_title_stays_what_is_signed(stage: Stage, phase: str) -> None:
    paper = stage.in_phase(phase)
    version = stage.read(paper.section)["version"]
    refused = stage.call("PATCH", paper.section, stage.coordinator, json={"title": "Другой"}, version=version)
    assert problem(refused) == (409, "wrong_phase")
