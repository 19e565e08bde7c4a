"""Papers over HTTP: what they say of a section and of the whole, who gets them, and the same bytes each time."""

import pytest
from httpx2 import Response

from activities.paper_content import PaperContents
from schemas.papers import FORMATS, KINDS, PaperFormat
from tests.activities.papers.reading import letters, read
from tests.api.associations import asked as of_bodies
from tests.api.associations import association
from tests.api.disputes import disputed, dissented
from tests.api.experts import entered, guest_of, letter_of
from tests.api.stage import POLICY, Form, Paper, Stage, problem
from tests.api.world import Account

OWN_FIRST = {**POLICY, "opinions": "own_first"}


def asked(stage: Stage, path: str, by: Account | None = None, **query: str) -> Response:
    return stage.call("GET", path, by or stage.coordinator, params=query)


def shown(stage: Stage, path: str, form: PaperFormat = "docx") -> str:
    """The letters of a paper without blanks, as another program reads them."""
    answer = asked(stage, path, format=form)
    assert answer.status_code == 200, answer.text
    return letters(read(answer.content, form))


def missing(stage: Stage, path: str, *said: str, form: PaperFormat = "docx") -> list[str]:
    """What of these words does not stand in a paper."""
    found = shown(stage, path, form)
    return [words for words in said if letters(words) not in found]


def judged(stage: Stage, policy: Form = POLICY) -> tuple[Paper, Account]:
    """A section in review by two, of whom one had a remark, agreed with it, and said so."""
    other = stage.world.person()
    paper = stage.in_phase("review", policy=policy, reviewers=[stage.reviewer, other])
    head = str(stage.head(paper.section))
    form = {"revision_id": head, "quote": "Совет", "text": "Какой совет?", "kind": "question"}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)
    form = {"revision_id": head, "verdict": "agree_with_remarks", "text": "уточнить, какой совет"}
    stage.done("POST", f"{paper.section}/verdicts", stage.reviewer, form)
    return paper, other


def name_of(stage: Stage, person: Account) -> str:
    return str(stage.read(f"/people/{person.id}")["name"])


@pytest.mark.parametrize("form", FORMATS)
def test_sheet_tells_who_agreed_with_which_revision_and_remarks(stage: Stage, form: PaperFormat) -> None:
    paper, _ = judged(stage)
    text_hash = str(stage.read(paper.section)["text_hash"])
    said = ("ЛИСТ СОГЛАСОВАНИЯ", name_of(stage, stage.reviewer), "№ 1", text_hash, "с замечаниями", "(№ 1, 2)")
    assert missing(stage, f"{paper.section}/papers/agreement-sheet", *said, form=form) == []


def test_summary_tells_every_remark_with_its_number_and_place(stage: Stage) -> None:
    paper, _ = judged(stage)
    said = ("СВОДКА ЗАМЕЧАНИЙ", "Вопрос: Какой совет?", "уточнить, какой совет", name_of(stage, stage.reviewer))
    assert missing(stage, f"{paper.section}/papers/remarks", *said) == []


def test_record_says_that_nothing_is_disputed(stage: Stage) -> None:
    paper, _ = judged(stage)
    assert missing(stage, f"{paper.section}/papers/disagreements", "Разногласий нет.") == []


def test_deputies_stand_on_the_sheet_with_the_dates_of_their_delegation(stage: Stage) -> None:
    paper, other = judged(stage)
    deputy = stage.world.person()
    form = {"deputy_id": deputy.id, "reason": "в отпуске"}
    stage.done("POST", f"{paper.section}/delegate", other, form)
    stage.agree(paper.section, deputy)
    day = stage.world.today().strftime("%d.%m.%Y")
    said = (f"(за: {name_of(stage, other)})", "Передача полномочий", "передано лично", day)
    assert missing(stage, f"{paper.section}/papers/agreement-sheet", *said) == []


def test_outside_expert_stands_on_the_sheet_without_a_vote_and_in_the_summary(stage: Stage) -> None:
    paper, _ = judged(stage)
    by = entered(stage, letter_of(stage, guest_of(stage, paper, name="Нина Приглашённая")))
    for said in ({"verdict": "disagree", "text": "Так нельзя"}, {"verdict": "agree", "text": "Теперь можно"}):
        assert stage.call("POST", "/guest/verdict", by, json=said).is_success
    found = shown(stage, f"{paper.section}/papers/agreement-sheet")
    mine = letters("Нина Приглашённая внешний эксперт, без права голоса согласовано без замечаний № 1")
    assert (mine in found, found.count(letters("внешний эксперт"))) == (True, 1)
    assert missing(stage, f"{paper.section}/papers/remarks", "Нина Приглашённая", "Теперь можно") == []
    assert missing(stage, f"{paper.path}/papers/agreement-sheet", "внешний эксперт, без права голоса") == []


def test_whole_document_has_all_sections_and_leadership_on_its_sheet(stage: Stage) -> None:
    paper = stage.launched(2)
    for section in paper.sections:
        stage.approve(f"/sections/{section}")
    stage.sign_whole(paper.path)
    said = ("1. Раздел 1", "2. Раздел 2", "Документ в целом", name_of(stage, stage.leader), "утверждено")
    assert missing(stage, f"{paper.path}/papers/agreement-sheet", *said) == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_paper_asked_for_twice_is_the_same_file(stage: Stage, kind: str, form: str) -> None:
    paper = stage.in_phase("sign_off")
    path = f"{paper.section}/papers/{kind}"
    first, again = (asked(stage, path, format=form) for _ in range(2))
    assert first.content == again.content
    known = stage.call(
        "GET", path, stage.coordinator, params={"format": form}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize("kind", KINDS)
def test_papers_tell_nobody_what_others_think_before_they_said_what_they_think(stage: Stage, kind: str) -> None:
    paper, other = judged(stage, OWN_FIRST)
    paths = [f"{paper.section}/papers/{kind}", f"{paper.path}/papers/{kind}"]
    for path in paths:
        for person in (other, stage.approver, stage.leader, stage.administrator):
            assert problem(asked(stage, path, person)) == (403, "own_opinion_first")
        for person in (stage.editor, stage.coordinator, stage.reviewer):
            assert asked(stage, path, person).status_code == 200
    stage.send_back(paper.section)
    for path in paths:
        assert asked(stage, path, other).status_code == 200


def test_every_numbered_remark_is_answered_and_notes_with_decisions_have_no_number(stage: Stage) -> None:
    paper, other = judged(stage)
    head = str(stage.head(paper.section))
    stage.answer(paper.section)
    form = {"revision_id": head, "verdict": "agree", "text": "хороший раздел"}
    stage.done("POST", f"{paper.section}/verdicts", other, form)
    stage.done("POST", f"{paper.section}/decline", stage.approver, {"revision_id": head, "reason": "рано утверждать"})
    with stage.world.house.database.read() as session:
        made = PaperContents(session, paper.path.rsplit("/", 1)[-1], stage.world.house.texts).gather("remarks")
    assert [(one.number, one.answer) for one in made.remarks] == [(1, "noted"), (2, "noted")]
    assert [(one.decision, one.text) for one in made.reasons] == [
        ("agree", "хороший раздел"),
        ("declined", "рано утверждать"),
    ]
    said = ("Всего замечаний и предложений: 2. Принято к сведению: 2.", "Основания решений", "хороший раздел")
    assert missing(stage, f"{paper.section}/papers/remarks", *said) == []


def test_remark_that_came_after_approval_has_no_number_and_is_told_below(stage: Stage) -> None:
    paper = stage.in_phase("approved")
    form = {"revision_id": stage.head(paper.section), "quote": "Совет", "text": "Опоздал"}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)
    with stage.world.house.database.read() as session:
        made = PaperContents(session, paper.path.rsplit("/", 1)[-1], stage.world.house.texts).gather("remarks")
    assert (made.remarks, [(one.decision, one.text) for one in made.reasons]) == ((), [("late", "Опоздал")])
    assert missing(stage, f"{paper.path}/papers/remarks", "поступило после утверждения", "Опоздал") == []


def test_who_declined_stands_on_the_sheet_with_reasons_and_the_signature_before_is_void(stage: Stage) -> None:
    second = stage.world.person()
    paper = stage.in_phase("sign_off", approvers=[stage.approver, second])
    stage.sign(paper.section)
    form = {"revision_id": stage.head(paper.section), "reason": "нет расчёта"}
    stage.done("POST", f"{paper.section}/decline", second, form)
    said = (name_of(stage, second), "отказано в подписании", "нет расчёта", "подпись не действует")
    assert missing(stage, f"{paper.section}/papers/agreement-sheet", *said) == []
    assert missing(stage, f"{paper.section}/papers/agreement-sheet", "утверждено") == ["утверждено"]


def test_leader_who_declined_stands_on_the_sheet_of_the_whole_with_reasons(stage: Stage) -> None:
    paper = stage.launched()
    stage.approve(paper.section)
    form = {"candidate_hash": stage.candidate(paper.path)["hash"], "reason": "не хватает раздела"}
    stage.done("POST", f"{paper.path}/decline", stage.leader, form)
    said = (name_of(stage, stage.leader), "отказано в подписании", "не хватает раздела")
    assert missing(stage, f"{paper.path}/papers/agreement-sheet", *said) == []


@pytest.mark.parametrize("kind", KINDS)
def test_paper_is_the_same_file_whatever_people_are_called_later(stage: Stage, kind: str) -> None:
    paper, other = judged(stage)
    disputed(stage, paper)
    stage.agree(paper.section, other)
    before = {path: asked(stage, f"{path}/papers/{kind}").content for path in (paper.section, paper.path)}
    called = name_of(stage, stage.reviewer)
    people = (stage.reviewer, other, stage.editor, stage.coordinator)
    names = {one.id: name_of(stage, one) for one in people}
    for one in people:
        call(stage, one, f"Новое Имя {kind} {one.id[-4:]}", "директор")
    assert {path: asked(stage, f"{path}/papers/{kind}").content for path in before} == before
    form = {"revision_id": stage.head(paper.section), "verdict": "agree", "text": "передумал"}
    stage.done("POST", f"{paper.section}/verdicts", stage.reviewer, form)
    assert name_of(stage, stage.reviewer) != called
    shown_as = name_of(stage, stage.reviewer) if kind == "agreement-sheet" else called
    assert missing(stage, f"{paper.section}/papers/{kind}", shown_as) == []
    for one in people:
        call(stage, one, names[one.id], "")


def call(stage: Stage, person: Account, name: str, position: str) -> None:
    """Name somebody otherwise; whom other tests share is given their own name back."""
    path = f"/people/{person.id}"
    form = {"name": name, "position": position}
    stage.done("PATCH", path, stage.administrator, form, version=stage.read(path)["version"])


def test_paper_of_what_has_not_begun_is_not_there(stage: Stage) -> None:
    paper = stage.paper()
    assert problem(asked(stage, f"{paper.section}/papers/remarks")) == (404, "not_found")
    assert problem(asked(stage, f"{paper.path}/papers/remarks")) == (404, "not_found")


@pytest.mark.parametrize(("kind", "form", "status"), [("minutes", "docx", 404), ("remarks", "odt", 422)])
def test_paper_of_another_kind_or_form_is_refused(stage: Stage, kind: str, form: str, status: int) -> None:
    paper = stage.paper()
    assert asked(stage, f"{paper.section}/papers/{kind}", format=form).status_code == status


def test_plain_agreement_with_a_later_revision_is_without_remarks(stage: Stage) -> None:
    paper, _ = judged(stage)
    stage.answer(paper.section)
    stage.send_back(paper.section)
    stage.hand_in(paper.section, "Совет землячества собирается раз в год.\n")
    stage.agree(paper.section)
    sheet = shown(stage, f"{paper.section}/papers/agreement-sheet")
    assert letters("согласовано без замечаний № 2") in sheet


def test_papers_of_a_text_say_the_same_when_it_is_published_and_the_next_cycle_begins_anew(stage: Stage) -> None:
    paper, other = judged(stage)
    stage.answer(paper.section)
    stage.agree(paper.section, other)
    stage.sign(paper.section)
    stage.publish(paper.path)
    said = (f"{paper.section}/papers/remarks", "Вопрос: Какой совет?")
    assert missing(stage, *said) == []
    assert missing(stage, f"{paper.section}/papers/agreement-sheet", "с замечаниями", "(№ 1, 2)") == []
    stage.done("POST", f"{paper.section}/reopen", stage.coordinator, {"reason": "новое издание"})
    assert missing(stage, *said) == [said[1]]


def test_record_of_the_next_cycle_repeats_no_dissent_of_the_one_before(stage: Stage) -> None:
    paper, _ = dissented(stage)
    record = f"{paper.section}/papers/disagreements"
    assert missing(stage, record, "раз в квартал") == []
    stage.publish(paper.path)
    assert missing(stage, record, "раз в квартал") == []
    stage.done("POST", f"{paper.section}/reopen", stage.coordinator, {"reason": "новое издание"})
    assert missing(stage, record, "раз в квартал") == ["раз в квартал"]


def test_what_says_nothing_of_agreement_leaves_a_paper_as_it_is(stage: Stage) -> None:
    paper = stage.in_phase("approved")

    def sheet() -> bytes:
        return asked(stage, f"{paper.section}/papers/agreement-sheet", format="docx").content

    before = sheet()
    version = stage.read(paper.section)["version"]
    stage.done("PATCH", paper.section, stage.coordinator, {"brief": "Новое задание"}, version=version)
    read_back = stage.call("POST", f"{paper.section}/readings?filename=a.md", stage.reviewer, content=b"text")
    assert read_back.is_success, read_back.text
    assert sheet() == before


def test_record_names_the_body_whose_remark_is_disputed_and_its_proposal_is_taken(stage: Stage) -> None:
    body = association(stage)
    paper = of_bodies(stage, body, policy=POLICY, reviewers=[stage.reviewer, stage.member])
    said = [
        body.say(paper.section, body.members[0], "Чаще надо", kind="remark", quote="раз в год"),
        body.say(
            paper.section, body.members[0], "Чаще", kind="proposal", quote="раз в год", replacement="раз в квартал"
        ),
    ]
    body.speak(paper.section, "agree_with_remarks", official=said, text="но чаще")
    kinds = {one["kind"]: one["id"] for one in stage.items(f"{paper.section}/comments") if one["quote"]}
    stage.done("POST", f"/comments/{kinds['proposal']}/take", stage.editor)
    stage.done("POST", f"/comments/{kinds['remark']}/answer", stage.editor, {"answer": "declined", "text": "нет"})
    stage.done("POST", f"/comments/{kinds['remark']}/uphold", body.head, {"reason": "настаиваем"})
    assert missing(stage, f"{paper.section}/papers/disagreements", body.name) == []


def test_record_says_where_the_words_that_were_agreed_on_do_not_stand_in_the_text(stage: Stage) -> None:
    paper = stage.in_phase("review")
    dispute = f"/disagreements/{disputed(stage, paper)}"
    stage.done("POST", f"{dispute}/settlement", stage.editor, {"text": "раз в полгода"})
    offered = stage.read(dispute)["settlement"]["id"]
    stage.done("POST", f"{dispute}/settlement/accept", stage.reviewer, {"settlement_id": offered})
    record, lacks = f"{paper.section}/papers/disagreements", "В этой редакции таких слов нет"
    for text, there in (("Совет собирается раз в век.", False), ("Совет собирается раз в полгода.", True)):
        stage.hand_in(paper.section, f"# Цели\n\n{text}\n")
        assert (missing(stage, record, lacks) == [lacks]) == there
        if not there:
            stage.done("POST", f"{paper.section}/return", stage.coordinator, {"reason": "слова потеряны"})
