"""Disagreements by clicks: upheld beside the text, both wordings on one page, settled, decided or dissented."""

import re

from playwright.sync_api import Page, expect

from tests.api.disputes import QUOTE, WANTED, declined, disputed
from tests.api.stage import Stage
from tests.web.browser import PHONE, Look, Seats
from tests.web.hostile import WHOLE
from tests.web.site import Site


def opened(page: Page, step: str) -> None:
    page.locator("summary", has_text=step).click()


def taken(stage: Stage, disagreement: str) -> None:
    form = {"decider_id": stage.leader.id, "reason": "не договорились"}
    stage.done("POST", f"/disagreements/{disagreement}/leadership", stage.coordinator, form)


def test_upheld_remark_gets_a_page_and_stands_on_the_bar(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    comment = declined(stage, paper)
    page = seat(stage.reviewer, scripts=False, width=PHONE)
    page.goto(paper.section)
    opened(page, "Настаивать на замечании")
    page.get_by_label("Почему ответ не устраивает").fill("Чаще собираются <b>все</b>")
    expect(page.get_by_label("Как, по-вашему, написать")).to_have_value(WANTED)
    page.get_by_role("button", name="Настаивать на замечании").click()
    expect(page.get_by_role("status")).to_contain_text("это разногласие")
    expect(page.get_by_role("region", name="В тексте сейчас")).to_contain_text(QUOTE)
    expect(page.get_by_role("region", name="Предлагает")).to_contain_text(WANTED)
    expect(page.get_by_text("Чаще собираются <b>все</b>")).to_be_visible()
    stage.agree(paper.section)
    page = seat(stage.editor, scripts=False, width=PHONE)
    page.goto(paper.section)
    expect(page.locator("#standing .lacking")).to_contain_text("1 неулаженное разногласие")
    expect(page.locator(f"#thread-{comment}")).to_contain_text("разногласие")
    page.get_by_role("link", name="Уладить разногласие").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Разногласие")
    page.goto("/")
    page.locator(f"a[href='{page_of(stage, paper.section)}']").click()
    expect(page.get_by_role("heading", name="Две формулировки")).to_be_visible()


def page_of(stage: Stage, section: str) -> str:
    return f"/disagreements/{stage.items(f'{section}/disagreements')[0]['id']}"


def test_parties_meet_and_settle_it_with_a_text(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    path = f"/disagreements/{disputed(stage, paper)}"
    page = seat(stage.coordinator, scripts=False)
    page.goto(path)
    opened(page, "Назначить совещание")
    form = page.locator("#form-call")
    form.get_by_label("Когда").fill("2090-03-02T10:00")
    form.get_by_label("Где").fill("Кабинет 5")
    form.get_by_role("checkbox").first.check()
    form.get_by_role("button").click()
    expect(page.get_by_text("2 марта 2090 года в 10:00")).to_be_visible()
    look(path, stage.coordinator)
    opened(page, "Записать итоги совещания")
    form = page.locator("#form-record")
    expect(form.get_by_label("Где")).to_have_value("Кабинет 5")
    form.get_by_label("Что решили").fill("Посмотреть отчёты")
    form.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("ещё впереди")  # the meeting lies ahead, nothing typed is lost
    expect(form.get_by_label("Что решили")).to_have_value("Посмотреть отчёты")
    form.get_by_label("Когда").fill("2026-01-12T10:00")
    form.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("Итоги совещания записаны")
    opened(page, "Предложить текст")
    page.get_by_label("Как написать").fill("раз в полгода")
    page.get_by_role("button", name="Отправить сторонам").click()
    for by in (stage.editor, stage.reviewer):
        page = seat(by, scripts=False, width=PHONE)
        page.goto(path)
        page.get_by_role("button", name="Согласиться с этим текстом").click()
    expect(page.get_by_role("region", name="Чем закончилось")).to_contain_text("раз в полгода")
    assert stage.phase(paper.section) == "drafting"
    look(path, stage.editor, language="en")
    expect(page.get_by_role("button", name="Внести в текст")).to_have_count(0)  # the author writes no text
    page = seat(stage.editor, scripts=False)
    for _ in range(2):  # again it changes nothing
        page.goto(path)
        page.get_by_role("button", name="Внести в текст").click()
        expect(page.get_by_role("status").first).to_contain_text("Согласованные слова внесены")
    expect(page.get_by_label("Текст", exact=True)).to_have_value(re.compile("Совет собирается раз в полгода"))


def test_leadership_decides_and_the_dissent_stands_where_the_text_is_signed(
    seat: Seats, site: Site, look: Look
) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    path = f"/disagreements/{disputed(stage, paper, wording=WHOLE)}"
    stage.agree(paper.section)
    page = seat(stage.editor, scripts=False)
    page.goto(path)
    opened(page, "Передать руководству")
    page.locator(f"input[name=decider_id][value='{stage.leader.id}']").check()
    page.get_by_label("Почему").fill("Стороны не договорились")
    page.get_by_role("button", name="Передать руководству").click()
    assert stage.phase(paper.section) == "sign_off"
    page = seat(stage.approver, scripts=False)
    page.goto(f"{paper.section}/signing")
    page.locator("#disputed + ul a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Разногласие")
    look(path, stage.leader)
    page = seat(stage.leader, scripts=False)
    page.goto(path)
    page.get_by_label("написать иначе").check()
    page.get_by_label("Почему решено так").fill("Так вернее")
    page.get_by_role("button", name="Записать решение").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("записать особое мнение автора").check()
    page.get_by_role("button", name="Записать решение").click()
    expect(page.get_by_role("region", name="Чем закончилось")).to_contain_text("Так вернее")
    look(f"{paper.section}/disagreements", stage.reviewer)
    look(f"{paper.section}/disagreements", stage.reviewer, language="en")


def test_author_has_their_dissent_recorded(seat: Seats, site: Site) -> None:
    stage = site.stage
    path = f"/disagreements/{disputed(stage, stage.in_phase('review'))}"
    page = seat(stage.reviewer, scripts=False)
    page.goto(path)
    opened(page, "Остаться при особом мнении")
    page.get_by_label("Ваше особое мнение").fill("Остаюсь при своём")
    page.get_by_role("button", name="Остаться при особом мнении").click()
    expect(page.get_by_role("region", name="Чем закончилось")).to_contain_text("Остаюсь при своём")


def test_page_of_a_disagreement_is_for_those_who_take_part(seat: Seats, site: Site) -> None:
    stage = site.stage
    path = f"/disagreements/{disputed(stage, stage.in_phase('review'))}"
    answer = seat(stage.stranger, scripts=False).goto(path)
    assert answer is not None
    assert answer.status == 404
