"""What the matrix of responsibility gives: who may read, write, judge and sign, and from when on."""

from dataclasses import dataclass

import pytest

from tests.api.stage import FIRST, Form, Paper, Stage, problem
from tests.api.test_responsibilities import matrix
from tests.api.world import CONFIRMED, Account


@dataclass
class Council:
    """A body with somebody in it, somebody whose term is over, and somebody whose term has yet to begin."""

    id: str
    member: Account
    former: Account
    coming: Account


def council(stage: Stage) -> Council:
    member, former, coming = (stage.world.person() for _ in range(3))
    body = stage.body("Совет")
    for person, term in ((member, {}), (former, {"until": "2020-12-31"}), (coming, {"since": "2090-01-01"})):
        stage.done("PUT", f"/bodies/{body}/members/{person.id}", stage.administrator, term)
    return Council(body, member, former, coming)


def unstaffed(stage: Stage) -> Paper:
    """A document in whose section nobody is named."""
    form = {"title": "Стратегия", "approvers": [stage.leader.id]}
    document = stage.world.made("/documents", stage.coordinator, form)
    section = stage.world.made(f"/documents/{document}/sections", stage.coordinator, {"title": "Раздел"})
    return Paper(document, (section,))


def answers(task: str, body: Council) -> Form:
    return {"task": task, "body_id": body.id}


def launched(stage: Stage) -> tuple[Paper, Council, Council, Council]:
    """A document whose parts come from the matrix only: who drafts, who reviews, who signs."""
    paper = unstaffed(stage)
    writers, experts, heads = (council(stage) for _ in range(3))
    rows = [answers("drafting", writers), answers("review", experts), answers("sign_off", heads)]
    assert matrix(stage, paper, *rows).is_success
    stage.launch(paper)
    return paper, writers, experts, heads


def test_section_is_not_staffed_where_neither_list_nor_matrix_names_anybody(stage: Stage) -> None:
    paper, experts = unstaffed(stage), council(stage)
    path = f"{paper.path}/launch"
    assert problem(stage.call("POST", path, stage.coordinator)) == (409, "section_not_staffed")
    assert matrix(stage, paper, *(answers(task, experts) for task in ("drafting", "review"))).is_success
    assert problem(stage.call("POST", path, stage.coordinator)) == (409, "section_not_staffed")


def test_members_of_bodies_draft_review_and_sign_as_the_matrix_says(stage: Stage) -> None:
    paper, writers, experts, heads = launched(stage)
    for body in (writers, experts, heads):
        assert stage.call("GET", paper.section, body.member).is_success
        for outsider in (body.former, body.coming):
            assert problem(stage.call("GET", paper.section, outsider)) == (404, "not_found")
            assert problem(stage.submit(paper.section, by=outsider)) == (404, "not_found")
    assert problem(stage.submit(paper.section, by=experts.member)) == (403, "not_an_editor")
    stage.hand_in(paper.section, by=writers.member)
    ballot = stage.read(f"{paper.section}/ballot")
    assert ballot["voters"] == [experts.member.id]
    verdict = {"revision_id": stage.head(paper.section), "verdict": "agree"}
    for person, refusal in (
        (writers.member, (403, "not_a_voter")),
        (experts.former, (404, "not_found")),
        (experts.coming, (404, "not_found")),
    ):
        assert problem(stage.call("POST", f"{paper.section}/verdicts", person, json=verdict)) == refusal
    stage.agree(paper.section, by=experts.member)
    shown = stage.read(paper.section)
    signature = {"revision_id": shown["head_id"], "text_hash": shown["text_hash"], **CONFIRMED}
    for person, refusal in ((experts.member, (403, "not_a_signer")), (heads.former, (404, "not_found"))):
        assert problem(stage.call("POST", f"{paper.section}/signatures", person, json=signature)) == refusal
    stage.sign(paper.section, by=heads.member)
    assert stage.phase(paper.section) == "approved"


def test_change_of_the_matrix_acts_from_the_next_phase(stage: Stage) -> None:
    paper, writers, experts, heads = launched(stage)
    stage.hand_in(paper.section, by=writers.member)
    others = council(stage)
    rows = [answers("drafting", writers), answers("review", others), answers("sign_off", heads)]
    assert matrix(stage, paper, *rows).is_success
    assert stage.read(f"{paper.section}/ballot")["voters"] == [experts.member.id]
    verdict = {"revision_id": stage.head(paper.section), "verdict": "agree"}
    late = stage.call("POST", f"{paper.section}/verdicts", others.member, json=verdict)
    assert problem(late) == (403, "not_a_voter")
    stage.send_back(paper.section)
    stage.hand_in(paper.section, f"{FIRST}\nЕщё.\n", by=writers.member)
    assert stage.read(f"{paper.section}/ballot")["voters"] == [others.member.id]
    stage.agree(paper.section, by=others.member)
    assert stage.phase(paper.section) == "sign_off"


@pytest.mark.parametrize("whole", [True, False])
def test_person_named_in_the_matrix_answers_for_that_section_only(stage: Stage, whole: bool) -> None:
    paper, person = stage.paper(2), stage.world.person()
    row: Form = {"task": "drafting", "person_id": person.id}
    assert matrix(stage, paper, row if whole else row | {"section_id": paper.sections[1]}).is_success
    stage.launch(paper)
    here, there = (stage.submit(f"/sections/{section}", by=person) for section in reversed(paper.sections))
    assert here.status_code == 201
    assert there.status_code == 201 if whole else problem(there) == (403, "not_an_editor")


def test_information_lets_read_and_nothing_else(stage: Stage) -> None:
    paper, person = stage.paper(), stage.world.person()
    assert matrix(stage, paper, {"task": "information", "person_id": person.id}).is_success
    stage.launch(paper)
    assert stage.call("GET", paper.section, person).is_success
    assert problem(stage.submit(paper.section, by=person)) == (403, "not_an_editor")
