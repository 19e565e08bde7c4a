"""Pages that are open keep themselves up to date, and take nothing out of anybody's hands."""

from playwright.sync_api import expect

from tests.api.stage import FIRST, POLICY, Form, Paper, Stage
from tests.web.browser import Seats
from tests.web.site import Site

PATIENCE = 60_000


def remark(stage: Stage, paper: Paper, text: str, quote: str = "раз в год") -> None:
    form: Form = {"revision_id": stage.head(paper.section), "quote": quote, "text": text}
    stage.done("POST", f"{paper.section}/comments", stage.reviewer, form)


def test_section_shows_what_others_say_and_keeps_what_is_being_typed(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    remark(stage, paper, "Чаще")
    page = seat(stage.editor)
    page.goto(paper.section)
    remark(stage, paper, "Какой совет?", quote="Землячества")
    expect(page.get_by_text("Какой совет?")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Ответить", exact=True).nth(1).click()
    reply = page.get_by_label("Ваш ответ").nth(1)
    reply.fill("Недописанный от")
    remark(stage, paper, "И ещё", quote="Совет")
    line = page.locator("#news")
    expect(line).to_contain_text("Появилось новое", timeout=PATIENCE)
    expect(reply).to_be_focused()
    expect(page.get_by_text("И ещё")).to_have_count(0)
    page.keyboard.type("вет")
    line.get_by_role("button", name="Показать").click()
    expect(page.get_by_text("И ещё")).to_be_visible()
    expect(page.locator("details[open] textarea").locator("visible=true")).to_have_value("Недописанный ответ")
    expect(line).to_have_count(0)


def test_choice_outlives_a_new_revision_but_for_the_verdict_on_the_old_one(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    page = seat(stage.reviewer)
    page.goto(f"{paper.section}?remark=1")
    page.get_by_label("Вопрос", exact=True).check()
    page.get_by_text("Ваше решение").click()
    page.get_by_label("не согласую").check()
    page.reload()
    expect(page.get_by_label("не согласую")).to_be_checked()
    stage.send_back(paper.section)
    stage.hand_in(paper.section, FIRST.replace("раз в год", "дважды в год"))
    page.locator("#news").get_by_role("button", name="Показать").click(timeout=PATIENCE)
    expect(page.get_by_text("дважды в год").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label("Вопрос", exact=True)).to_be_checked()
    expect(page.get_by_label("не согласую")).not_to_be_checked()


def test_waiting_list_and_document_follow_what_happens(seat: Seats, site: Site) -> None:
    stage = site.stage
    reviewer = stage.world.person()
    paper = stage.launched(reviewers=[reviewer])
    waiting, document = seat(reviewer), seat(stage.leader)
    waiting.goto("/")
    document.goto(paper.path)
    expect(waiting.get_by_text("Всё сделано.")).to_be_visible()
    stage.hand_in(paper.section)
    expect(document.get_by_role("row").nth(1)).to_contain_text("рецензирование", timeout=PATIENCE)
    expect(waiting.get_by_text("Прочитать и дать отзыв")).to_be_visible(timeout=PATIENCE)
    stage.agree(paper.section, reviewer)
    expect(waiting.get_by_text("Всё сделано.")).to_be_visible(timeout=PATIENCE)


def test_stream_tells_nobody_that_others_have_said_what_is_hidden_from_them(seat: Seats, site: Site) -> None:
    stage = site.stage
    both = [stage.reviewer, stage.member]
    paper = stage.in_phase("review", reviewers=both, policy={**POLICY, "opinions": "own_first"})
    page = seat(stage.member)
    page.goto(paper.section)
    before = page.locator("#main").get_attribute("data-news")
    remark(stage, paper, "Чаще")
    page.reload()
    assert page.locator("#main").get_attribute("data-news") == before
    editor = seat(stage.editor)
    editor.goto(paper.section)
    known = editor.locator("#main").get_attribute("data-news")
    remark(stage, paper, "Ещё чаще")
    editor.reload()
    assert editor.locator("#main").get_attribute("data-news") != known


def test_stream_is_for_those_only_who_may_read(seat: Seats, site: Site) -> None:
    paper = site.stage.in_phase("review")
    page = seat(site.stage.member)
    for path in (f"{paper.section}/news", f"{paper.path}/news"):
        assert page.request.get(path).status == 404, path
    assert page.context.request.get("/news", headers={"Cookie": "veche=no"}, max_redirects=0).status == 303
