"""What administrators do by clicks beside accounts: lists of people, outlines, calendar, erasure; and looking up."""

from datetime import timedelta

from playwright.sync_api import expect

from tests.api.stage import POLICY, numbered
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_list_of_people_is_previewed_and_added(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    name = numbered("Ветрова Ольга <b>")
    rows = ["ФИО;Почта;Телефон", f"{name};{numbered('vetrova').replace(' ', '-')}@example.org;123", "Без Почты;нет;1"]
    page = seat(stage.administrator, scripts=False)
    page.goto("/people")
    page.get_by_role("link", name="Люди из файла").click()
    look("/people/imports", stage.administrator)
    page.get_by_label("Список").set_input_files(
        {"name": "люди.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    )
    page.get_by_role("button", name="Прочитать").click()
    expect(page.get_by_text("новых: 1")).to_be_visible()
    expect(page.get_by_text("с ошибками: 1")).to_be_visible()
    expect(page.get_by_text("Не взяты столбцы: Телефон.")).to_be_visible()
    here = page.url.removeprefix(site.url)
    look(here, stage.administrator)
    look(here, stage.administrator, language="en")
    page.get_by_role("button", name="Добавить людей").click()
    expect(page.get_by_text("Добавлено людей: 1")).to_be_visible()
    look(here, stage.administrator)
    page.goto("/people")
    page.get_by_role("searchbox").fill(name.replace("Ветрова", "ВЕТРОВА"))
    page.get_by_role("button", name="Найти").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("link", name=name)).to_be_visible()
    page.get_by_role("searchbox").fill("нетникого")
    page.get_by_role("button", name="Найти").click()
    expect(page.get_by_text("Никого не нашлось.")).to_be_visible()
    look("/people?find=нетникого", stage.member)


def test_file_that_is_no_list_is_refused_on_its_form(seat: Seats, site: Site) -> None:
    page = seat(site.stage.administrator, scripts=False)
    page.goto("/people/imports")
    page.get_by_label("Список").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"x;y\n1;2"})
    page.get_by_role("button", name="Прочитать").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Список")).to_be_visible()


def test_document_is_made_of_an_outline(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    page = seat(stage.coordinator, scripts=False)
    page.goto("/documents/new")
    look("/documents/new", stage.coordinator)
    text = "# Программа <i>\n\n## Цели\n\nКуда идём.\n\n## Лишнее\n\n## Сроки\n"
    page.get_by_label("Файл с планом").set_input_files(
        {"name": "план.md", "mimeType": "text/markdown", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Прочитать").click()
    here = page.url.removeprefix(site.url)
    look(here, stage.coordinator)
    look(here, stage.coordinator, language="en")
    page.get_by_label("Лишнее").uncheck()
    page.get_by_label("Название документа").fill("Программа")
    page.get_by_role("button", name="Создать документ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Программа")
    expect(page.locator("summary", has_text="1. Цели")).to_be_visible()
    expect(page.locator("summary", has_text="Лишнее")).to_have_count(0)
    page.goto(here)
    expect(page.get_by_text("уже создан")).to_be_visible()


def test_calendar_is_changed_and_a_deadline_counted_anew(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.paper(policy={**POLICY, "drafting": {"limit": {"working_days": 20}}})
    stage.launch(paper)
    before = stage.read(paper.section)["deadline"]
    day = stage.world.today() + timedelta(days=7 if stage.world.today().weekday() < 5 else 9)
    page = seat(stage.administrator, scripts=False)
    page.goto("/desk")
    page.get_by_role("link", name="Рабочие дни").click()
    page.locator("summary", has_text="Решить о дне").click()
    page.get_by_label("День", exact=True).fill(day.isoformat())
    page.get_by_label("Причина").fill("Общий <b>выходной</b>")
    page.get_by_role("button", name="Решить о дне").click()
    expect(page.get_by_text("Общий <b>выходной</b>")).to_be_visible()
    here = f"/calendar/working-days?year={day.year}"
    try:
        look(here, stage.administrator)
        look(here, stage.member, language="en")
        page = seat(stage.coordinator, scripts=False)
        page.goto(here)
        expect(page.get_by_text("Решить о дне")).to_have_count(0)
        own = page.locator("#affected ~ ol > li").filter(has=page.locator(f'a[href="{paper.section}"]'))
        own.locator("summary").click()
        own.get_by_label("Причина").fill("Новый календарь")
        own.get_by_role("button", name="Пересчитать срок").click()
        expect(own).to_have_count(0)
        assert stage.read(paper.section)["deadline"]["at"] > before["at"]
    finally:
        page = seat(stage.administrator, scripts=False)
        page.goto(here)
        page.locator("summary", has_text="Считать как в общем календаре").click()
        page.locator("#own ~ ul").first.get_by_label("Причина").fill("Отменено")
        page.get_by_role("button", name="Считать как в общем календаре").click()
        expect(page.get_by_text("Таких дней в этом году нет.")).to_be_visible()


def test_person_is_erased_only_when_the_account_is_closed(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    person = stage.world.person()
    name = stage.read(f"/people/{person.id}")["name"]
    page = seat(stage.administrator, scripts=False)
    page.goto(f"/people/{person.id}")
    expect(page.get_by_role("button", name="Удалить данные")).to_have_count(0)
    stage.done("PATCH", f"/people/{person.id}", stage.administrator, {"active": False}, version=1)
    page.reload()
    page.locator("summary", has_text="Удалить данные человека").click()
    page.get_by_label("Основание").fill("Заявление")
    page.get_by_label("Понимаю").check()
    look(f"/people/{person.id}", stage.administrator)
    page.get_by_role("button", name="Удалить данные человека").click()
    expect(page.get_by_text("Что остаётся и почему")).to_be_visible()
    expect(page.get_by_text(name)).to_have_count(0)
    assert stage.read(f"/people/{person.id}")["name"] != name


def test_body_is_found_by_part_of_its_name(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    name = numbered("Учёный совет")
    stage.world.made("/bodies", stage.administrator, {"name": name, "function": "Даёт заключение"})
    stage.world.made("/bodies", stage.administrator, {"name": numbered("Другая группа"), "function": "Пишет"})
    page = seat(stage.member, scripts=False)
    page.goto("/bodies")
    page.get_by_role("searchbox").fill(f"ученый {name.split()[-1]} заключ")
    page.get_by_role("button", name="Найти").click()
    expect(page.locator("main > ul > li, main ul.rows > li")).to_have_count(1)
    expect(page.get_by_role("link", name=name)).to_be_visible()
    look("/bodies?find=совет", stage.member)
