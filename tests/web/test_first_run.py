"""An empty installation leads its administrator from nothing to a launched document, without scripts."""

import re

from playwright.sync_api import Page, expect

from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_administrator_comes_from_nothing_to_work_begun(seat: Seats, site: Site, look: Look) -> None:
    administrator = site.stage.world.person("administrator")
    page = seat(administrator, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Новый документ").click()
    page.get_by_label("Название документа").fill("Положение <b>о совете</b>")
    page.get_by_role("button", name="Начать").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Положение <b>о совете</b>")
    setup = page.url.removeprefix(site.url)
    for name, email in (("Афанасьева Редактор", "afan@example.org"), ("Борисов Эксперт", "boris@example.org")):
        opened(page, "Добавить человека")
        page.get_by_label("Фамилия, имя, отчество").fill(name)
        page.get_by_label("Электронная почта").fill(email)
        page.locator("#form-person").get_by_role("button", name="Добавить").click()
    opened(page, "Добавить раздел")
    page.get_by_label("Название раздела").fill("Цели")
    page.locator("#form-section").get_by_role("button", name="Добавить").click()
    expect(page.get_by_text("Запустить можно, когда")).to_be_visible()
    opened(page, "1. Цели")
    for part, name in (("Пишут", "Афанасьева"), ("Рецензируют", "Борисов"), ("Утверждают раздел", "Борисов")):
        page.locator("#form-staff-1").get_by_role("group", name=part).get_by_label(name).check()
    page.locator("#form-staff-1").get_by_role("button", name="Сохранить").click()
    page.locator("#form-approvers").get_by_label("Борисов").check()
    page.locator("#form-approvers").get_by_role("button", name="Сохранить").click()
    look(setup, administrator)
    look("/documents/new", administrator)
    page.get_by_role("button", name="Запустить работу").click()
    expect(page.get_by_role("status")).to_contain_text("Работа началась")


def test_refused_step_keeps_what_was_typed(seat: Seats, site: Site) -> None:
    page = seat(site.stage.world.person("administrator"), scripts=False)
    page.goto("/documents/new")
    page.get_by_label("Название документа").fill("Д" * 301)
    page.get_by_role("button", name="Начать").click()
    expect(page.get_by_label("Название документа")).to_have_value("Д" * 301)
    expect(page.get_by_text("не длиннее 300 зн.")).to_be_visible()


def test_people_are_found_in_a_long_list_by_typing(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.paper()
    names = [stage.read(f"/people/{stage.world.person().id}")["name"] for _ in range(9)]
    page = seat(stage.coordinator)
    page.goto(f"{paper.path}/setup")
    page.locator("#approvers summary").click()
    leaders = page.get_by_role("group", name="Утверждают документ")
    leaders.get_by_label(names[0], exact=True).check()
    leaders.get_by_label("Найти в этом списке").fill(names[1].upper())
    expect(leaders.get_by_label(names[1], exact=True)).to_be_visible()
    expect(leaders.get_by_label(names[2], exact=True)).to_be_hidden()
    expect(leaders.get_by_label(names[0], exact=True)).to_be_checked()
    expect(leaders.get_by_label(names[0], exact=True)).to_be_visible()
    expect(leaders.get_by_role("status")).to_contain_text("Показано")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/setup$"))
    expect(leaders.get_by_label(names[0], exact=True)).to_be_checked()
    look(f"{paper.path}/setup", stage.coordinator)
    plain = seat(stage.coordinator, scripts=False)
    plain.goto(f"{paper.path}/setup")
    plain.locator("#approvers summary").click()
    expect(plain.locator("#approvers").get_by_label(names[2], exact=True)).to_be_visible()
    expect(plain.get_by_label("Найти в этом списке")).to_have_count(0)


def opened(page: Page, summary: str) -> None:
    details = page.locator("details", has=page.locator("summary", has_text=summary))
    if details.get_attribute("open") is None:
        details.locator("summary").click()
