"""The list of documents, the page of one, and its whole text."""

import zipfile

from playwright.sync_api import expect

from tests.api.stage import FIRST, Stage
from tests.web.browser import Look, Seats
from tests.web.site import Site

HEADED = f"## Цели\n\n{FIRST}\n\n### Подробнее\n\nЗдесь всё.\n"


def test_document_shows_where_each_section_is_and_who_has_not_answered(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.launched(sections=3)
    first, second, _third = (f"/sections/{one}" for one in paper.sections)
    stage.approve(first)
    stage.hand_in(second)
    page = seat(stage.leader, scripts=False)
    page.goto("/documents")
    page.locator(f"a[href='{paper.path}']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Стратегия")
    expect(page.get_by_text("Утверждено разделов: 1 из 3")).to_be_visible()
    rows = page.get_by_role("table").first.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("утверждено")
    expect(rows.nth(2)).to_contain_text("рецензирование")
    expect(rows.nth(2)).to_contain_text(name_of(stage, stage.reviewer.id))
    expect(rows.nth(3)).to_contain_text(name_of(stage, stage.editor.id))
    silent = page.locator("#silent + ul li")
    expect(silent.filter(has_text=name_of(stage, stage.reviewer.id))).to_contain_text("раздел 2, дать отзыв")
    expect(page.get_by_role("img", name="План и исполнение")).to_be_visible()
    look(paper.path, stage.leader)
    look(paper.path, stage.leader, language="en")


def test_reader_sees_which_texts_they_have_read(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    page = seat(stage.reviewer)
    page.goto(paper.path)
    row = page.locator("tr", has=page.get_by_role("link", name="1. Раздел 1"))
    expect(row).to_contain_text("вы ещё не открывали")
    page.goto(paper.section)
    page.goto(paper.path)
    expect(row).to_contain_text("вы читали эту редакцию")
    stage.send_back(paper.section)
    stage.hand_in(paper.section, "Совсем другой текст.\n")
    page.goto(paper.path)
    expect(row).to_contain_text("изменился после вашего чтения")


def test_document_says_what_is_at_risk(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.undecided()
    page = seat(stage.coordinator, scripts=False)
    page.goto(paper.path)
    risks = page.get_by_role("region", name="Что под угрозой")
    expect(risks).to_contain_text("ждёт решения координатора")
    look(paper.path, stage.coordinator)
    risks.get_by_role("link").first.click()
    expect(page).to_have_url(f"{site.url}{paper.section}")
    page.goto(stage.launched().path)
    expect(risks).to_have_count(0)


def test_whole_text_is_one_page(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.launched(sections=2)
    stage.hand_in(paper.section, HEADED)
    page = seat(stage.leader, scripts=False)
    page.goto(f"{paper.path}/text")
    expect(page.get_by_text("Совет собирается раз в год.")).to_be_visible()
    expect(page.get_by_role("heading", name="Цели", level=3)).to_be_visible()
    expect(page.get_by_text("Текста пока нет.")).to_be_visible()
    look(f"{paper.path}/text", stage.leader)


def test_stranger_is_told_that_there_is_no_such_page(seat: Seats, site: Site, look: Look) -> None:
    paper = site.stage.paper()
    page = seat(site.stage.member)
    answer = page.goto(paper.path)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Такой страницы нет")


def name_of(stage: Stage, person_id: str) -> str:
    return str(stage.read(f"/people/{person_id}")["name"])


def test_all_of_a_document_is_taken_as_one_file(seat: Seats, site: Site) -> None:
    paper = site.stage.in_phase("review")
    page = seat(site.stage.editor)
    page.goto(paper.path)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Скачать всё одним файлом").click()
    with zipfile.ZipFile(taken.value.path()) as packed:
        assert {"manifest.json", "sections/01/text.docx", "papers/remarks.xlsx"} <= set(packed.namelist())
