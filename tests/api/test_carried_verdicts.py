"""Verdicts that carry over to a new revision, and those that are asked for again, over HTTP."""

from typing import Any

import pytest

from tests.api.stage import POLICY, Form, Paper, Stage

FIRST = (
    "Землячества помогают землякам обустроиться в городе и найти работу.\n\n"
    "Совет собирается раз в год и утверждает план работы.\n\n"
    "Отчёт направляется в департамент до конца декабря.\n"
)
TYPOGRAPHY = FIRST.replace("Совет собирается раз в год", "**Совет** собирается раз в год")
WORDING = FIRST.replace("направляется в", "отправляется в")
SUBSTANCE = FIRST.replace("раз в год", "два раза в год")

UNANIMITY: Form = {**POLICY, "vote": {"kind": "unanimity"}}
UP_TO_WORDING: Form = {"up_to": "wording", "wording_limit": {"numerator": 1, "denominator": 5}}


def round_of_three(stage: Stage, rule: Form | None, first: str = FIRST) -> Paper:
    """Three reviewers under unanimity: one agrees, one agrees with remarks, one says nothing."""
    policy = {**UNANIMITY, **({"carry_over": rule} if rule else {})}
    paper = stage.launched(policy=policy, reviewers=[stage.reviewer, stage.member, stage.leader])
    stage.hand_in(paper.section, first)
    stage.agree(paper.section, stage.reviewer)
    verdict = {"revision_id": stage.head(paper.section), "verdict": "agree_with_remarks", "text": "есть замечания"}
    stage.done("POST", f"{paper.section}/verdicts", stage.member, verdict)
    return paper


def revised(stage: Stage, paper: Paper, text: str) -> Form:
    stage.send_back(paper.section)
    stage.hand_in(paper.section, text)
    return stage.read(f"{paper.section}/ballot")


def votes(ballot: Form) -> dict[str, tuple[str, str | None]]:
    return {vote["person_id"]: (vote["verdict"], vote["judged_id"]) for vote in ballot["votes"]}


def reasons(ballot: Form) -> dict[str, tuple[str, str]]:
    return {one["person_id"]: (one["why"], one["change"]) for one in ballot["outdated"]}


CASES: list[Any] = [
    (None, FIRST, "policy", "identical"),
    ({"up_to": "identical"}, FIRST, "", "identical"),
    ({"up_to": "identical"}, TYPOGRAPHY, "change", "typography"),
    ({"up_to": "whitespace"}, TYPOGRAPHY, "change", "typography"),
    ({"up_to": "typography"}, TYPOGRAPHY, "", "typography"),
    ({"up_to": "typography"}, WORDING, "change", "wording"),
    (UP_TO_WORDING, WORDING, "", "wording"),
    ({**UP_TO_WORDING, "wording_limit": {"numerator": 1, "denominator": 100}}, WORDING, "wording_limit", "wording"),
    (UP_TO_WORDING, SUBSTANCE, "change", "substance"),
]


@pytest.mark.parametrize(("rule", "text", "why", "change"), CASES)
def test_kind_of_change_decides_which_verdicts_carry_over(
    stage: Stage, rule: Form | None, text: str, why: str, change: str
) -> None:
    paper = round_of_three(stage, rule)
    judged = stage.head(paper.section)
    ballot = revised(stage, paper, text)
    people = (stage.reviewer.id, stage.member.id)
    if why:
        assert votes(ballot) == {}
        assert reasons(ballot) == dict.fromkeys(people, (why, change))
    else:
        assert votes(ballot) == dict(zip(people, [("agree", judged), ("agree_with_remarks", judged)], strict=True))
        assert reasons(ballot) == {}
    expected = "verdict_carried" if not why else "review_invitation"
    for person in (stage.reviewer, stage.member):
        assert stage.told(person, section_id=paper.sections[0])[-1] == expected
        assert stage.inbox(person)[-1]["facts"]["judged"] == 1
    assert stage.told(stage.leader, section_id=paper.sections[0])[-1] == "review_invitation"
    assert "judged" not in stage.inbox(stage.leader)[-1]["facts"]
    assert stage.read(f"{paper.section}/ballot", stage.reviewer)["changed_since"] == judged
    assert stage.read(f"{paper.section}/ballot", stage.leader)["changed_since"] is None


def test_letter_leads_from_the_revision_that_was_judged_to_the_new_one(stage: Stage) -> None:
    paper = round_of_three(stage, {"up_to": "typography"})
    judged = stage.head(paper.section)
    revised(stage, paper, SUBSTANCE)
    text = stage.inbox(stage.reviewer)[-1]["text"]
    link = f"/api/v1/revisions/{stage.head(paper.section)}/redline?base_id={judged}&format=html"
    assert link in text
    assert "с тех пор затронуто существо текста" in text
    page = stage.call("GET", link.removeprefix("/api/v1"), stage.reviewer)
    assert page.status_code == 200
    assert "два раза" in page.text


@pytest.mark.parametrize("said", ["comment", "reply"])
def test_verdict_of_who_commented_on_a_touched_passage_never_carries_over(stage: Stage, said: str) -> None:
    paper = round_of_three(stage, UP_TO_WORDING)
    head = stage.head(paper.section)
    form = {"revision_id": head, "text": "Куда именно?", "quote": "в департамент"}
    untouched = {"revision_id": head, "text": "Когда?", "quote": "раз в год"}
    stage.world.made(f"{paper.section}/comments", stage.reviewer, untouched)
    author = stage.member if said == "comment" else stage.coordinator
    comment = stage.world.made(f"{paper.section}/comments", author, form)
    if said == "reply":
        stage.world.made(f"/comments/{comment}/replies", stage.member, {"text": "И мне неясно"})
    ballot = revised(stage, paper, WORDING)
    assert votes(ballot) == {stage.reviewer.id: ("agree", head)}
    assert reasons(ballot) == {stage.member.id: ("own_comment", "wording")}


def test_small_changes_that_add_up_are_held_against_the_revision_that_was_judged(stage: Stage) -> None:
    rule = {"up_to": "wording", "wording_limit": {"numerator": 1, "denominator": 20}}
    paper = round_of_three(stage, rule)
    judged = stage.head(paper.section)
    ballot = revised(stage, paper, WORDING)
    assert votes(ballot) == {stage.reviewer.id: ("agree", judged), stage.member.id: ("agree_with_remarks", judged)}
    ballot = revised(stage, paper, WORDING.replace("помогают", "содействуют"))
    assert reasons(ballot) == dict.fromkeys((stage.reviewer.id, stage.member.id), ("wording_limit", "wording"))
    assert {one["judged_id"] for one in ballot["outdated"]} == {judged}


def test_who_is_asked_again_and_answers_is_no_longer_outdated(stage: Stage) -> None:
    paper = round_of_three(stage, {"up_to": "typography"})
    revised(stage, paper, SUBSTANCE)
    stage.agree(paper.section, stage.reviewer)
    ballot = stage.read(f"{paper.section}/ballot", stage.reviewer)
    assert votes(ballot) == {stage.reviewer.id: ("agree", None)}
    assert reasons(ballot) == {stage.member.id: ("change", "substance")}
    assert ballot["changed_since"] is None


def test_carried_verdict_may_be_changed_until_the_close_and_each_change_is_kept(stage: Stage) -> None:
    paper = round_of_three(stage, {"up_to": "typography"})
    judged = stage.head(paper.section)
    revised(stage, paper, TYPOGRAPHY)
    for verdict in ("abstain", "agree"):
        form = {"revision_id": stage.head(paper.section), "verdict": verdict, "text": "передумал"}
        stage.done("POST", f"{paper.section}/verdicts", stage.member, form)
    events = stage.items(f"{paper.section}/timeline")
    given = [
        (event["event"]["revision_id"], event["event"]["verdict"])
        for event in events
        if event["type"] == "verdict_given" and event["event"]["person_id"] == stage.member.id
    ]
    head = stage.head(paper.section)
    assert given == [(judged, "agree_with_remarks"), (head, "abstain"), (head, "agree")]
    assert votes(stage.read(f"{paper.section}/ballot"))[stage.member.id] == ("agree", None)


def test_round_in_which_every_verdict_carried_over_in_favour_goes_on_to_sign_off(stage: Stage) -> None:
    rule = {**POLICY, "carry_over": {"up_to": "typography"}}
    paper = stage.in_phase("sign_off", policy=rule)
    judged = stage.head(paper.section)
    form = {"revision_id": judged, "reason": "выделите совет"}
    stage.done("POST", f"{paper.section}/decline", stage.approver, form)
    stage.hand_in(paper.section, "Землячества помогают землякам обустроиться.\n\n**Совет** собирается раз в год.\n")
    assert stage.phase(paper.section) == "sign_off"
    assert stage.told(stage.reviewer, section_id=paper.sections[0]) == ["review_invitation", "verdict_carried"]
    stage.sign(paper.section)
    assert stage.phase(paper.section) == "approved"


def test_disagreement_that_carried_over_leaves_the_round_open_for_who_thinks_again(stage: Stage) -> None:
    paper = stage.launched(policy={**POLICY, "carry_over": {"up_to": "typography"}})
    stage.hand_in(paper.section, FIRST)
    form = {"revision_id": stage.head(paper.section), "verdict": "disagree", "text": "неясно"}
    stage.done("POST", f"{paper.section}/verdicts", stage.reviewer, form)
    stage.hand_in(paper.section, TYPOGRAPHY)
    assert stage.phase(paper.section) == "review"
    stage.answer(paper.section)
    assert stage.phase(paper.section) == "review"
    stage.agree(paper.section)
    assert stage.phase(paper.section) == "sign_off"
