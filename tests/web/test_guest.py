"""An outside expert at their page: from the letter's link to the verdict, on a phone and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.api.experts import guest_of, letter_of
from tests.web.browser import LAPTOP, PHONE, Look, Seats, assert_accessible
from tests.web.site import Site


def test_expert_opens_comments_and_decides_without_scripts(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    token = letter_of(stage, guest_of(stage, paper))
    page = seat(scripts=False, width=PHONE)
    page.goto(f"/links/{token}")
    page.get_by_label("Согласен на обработку персональных данных").check()
    page.get_by_role("button", name="Открыть текст").click()
    assert token not in page.url
    assert {cookie["path"] for cookie in page.context.cookies() if cookie["name"] == "veche_guest"} == {
        page.url.removeprefix(site.url)
    }
    page.get_by_role("link", name="Написать замечание к абзацу 2").click()
    page.get_by_label("Слова, о которых речь").fill("раз в год")
    page.get_by_label("Что вы хотите сказать").fill("<b>Почему</b> так редко?")
    page.get_by_role("button", name="Отправить замечание").click()
    expect(page.get_by_role("article")).to_contain_text("<b>Почему</b> так редко?")
    page.get_by_label("не согласую").check()
    page.get_by_role("button", name="Отправить решение").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Пояснение").fill("Собираться надо чаще")
    page.get_by_role("button", name="Отправить решение").click()
    expect(page.get_by_role("status")).to_contain_text("заключение записано")
    (opinion,) = stage.items(f"{paper.section}/outside-opinions")
    assert opinion["verdict"] == "disagree"
    other = seat(scripts=False)
    other.goto(f"/links/{token}")
    expect(other.get_by_role("heading", level=1)).to_have_text("Ссылка уже открыта")
    other.goto(page.url)
    expect(other.get_by_text("Такой ссылки нет")).to_be_visible()


def test_expert_reads_the_answers_and_says_what_they_make_of_them(seat: Seats, site: Site, pictures: Path) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    page = seat(width=PHONE)
    page.goto(f"/links/{letter_of(stage, guest_of(stage, paper))}")
    page.get_by_label("Согласен на обработку персональных данных").check()
    page.get_by_role("button", name="Открыть текст").click()
    for text in ("Чаще надо", "Кто собирает?"):
        page.get_by_role("link", name="Написать замечание к абзацу 2").click()
        page.get_by_label("Слова, о которых речь").fill("раз в год")
        page.get_by_label("Что вы хотите сказать").fill(text)
        page.get_by_role("button", name="Отправить замечание").click()
    for comment in stage.items(f"{paper.section}/comments"):
        stage.done("POST", f"/comments/{comment['id']}/decline", stage.editor, {"reason": "Так решено на совете"})
    page.reload()
    assert_accessible(page)
    page.screenshot(path=pictures / "guest-answered.png", full_page=True)
    often, who = (page.get_by_role("article").filter(has_text=text) for text in ("Чаще надо", "Кто собирает?"))
    who.get_by_role("button", name="Ответ устраивает").click()
    expect(page.get_by_role("status")).to_contain_text("вопрос закрыт")
    often.locator("summary").click()
    often.get_by_label("Почему ответ не устраивает").fill("Раз в год слишком редко")
    often.get_by_role("button").last.click()
    expect(page.get_by_role("status")).to_contain_text("вы настаиваете")
    states = {one["text"]: one["state"] for one in stage.items(f"{paper.section}/comments")}
    assert states == {"Чаще надо": "upheld", "Кто собирает?": "resolved"}


@pytest.mark.parametrize(("width", "dark", "language"), [(PHONE, True, "ru"), (LAPTOP, False, "en")])
def test_experts_pages_are_accessible(
    seat: Seats, site: Site, pictures: Path, width: int, dark: bool, language: str
) -> None:
    stage = site.stage
    token = letter_of(stage, guest_of(stage, stage.in_phase("review")))
    page = seat(width=width, dark=dark, language=language)
    page.goto(f"/links/{token}")
    assert_accessible(page)
    page.get_by_role("checkbox").check()
    page.locator("#form-open button").click()
    assert_accessible(page)
    page.screenshot(path=pictures / f"guest-{width}-{language}.png", full_page=True)


def test_coordinator_asks_an_expert_in_and_takes_it_back(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    page = seat(stage.coordinator, scripts=False)
    page.goto(paper.section)
    page.locator("details.more > summary").click()
    page.get_by_role("link", name="Внешние эксперты").click()
    page.get_by_label("Фамилия, имя, отчество").fill("Нина Внешняя")
    page.get_by_label("Электронная почта").fill("nina-na-stranitse@example.org")
    page.get_by_role("button", name="Отправить приглашение").click()
    expect(page.get_by_role("status")).to_contain_text("Письмо со ссылкой уходит")
    look(f"{paper.section}/guests", stage.coordinator)
    page.get_by_role("button", name="Отозвать").click()
    expect(page.get_by_text("отозвано", exact=True)).to_be_visible()
