"""The plan in the browser: written, taken from a file, handed in as a text, and done by whom it binds."""

from playwright.sync_api import Page, expect

from tests.api.plans import milestone, owed
from tests.web.browser import Look, Seats
from tests.web.site import Site

LETTER = "1. Создать рабочую группу - 15.10.2030;\n2. Собрать отчёты - 01.02.2031.\n"


def test_coordinator_writes_the_plan_and_says_why_a_contradiction_stands(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.launched()
    page = seat(stage.coordinator, scripts=False)
    page.goto(paper.path)
    page.get_by_role("link", name="План", exact=True).click()
    expect(page.get_by_text("В плане пока нет пунктов")).to_be_visible()
    add(page, "1", "Создать <b>совет</b>", "до 15 октября 2030 года")
    expect(page.get_by_role("status")).to_contain_text("Пункт добавлен")
    add(page, "2", "Собрать отчёты", "до 1 сентября 2030 года", needs="1")
    rows = page.locator("ol.rows > li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Создать <b>совет</b>")
    expect(rows.last).to_contain_text("Сначала: 1.")
    stands = page.locator("li", has=page.get_by_text("Оставить так и объяснить")).first
    stands.locator("summary").click()
    stands.get_by_label("Почему").fill("Отчёты собирают заранее")
    stands.get_by_role("button").click()
    expect(page.get_by_text("Отчёты собирают заранее")).to_be_visible()
    rows.last.locator("summary").click()
    rows.last.get_by_label("К какому дню").fill("I квартал 2031 года")
    rows.last.get_by_role("button", name="Сохранить").click()
    expect(rows.last).to_contain_text("с 1 января 2031 года по 31 марта 2031 года")
    expect(rows.last).to_contain_text("Сначала: 1.")
    look(f"{paper.path}/plan", stage.coordinator)
    look(f"{paper.path}/plan", stage.coordinator, language="en")
    rows.last.locator("summary").click()
    rows.last.get_by_role("button", name="Убрать из проекта").click()
    expect(rows).to_have_count(1)


def test_plan_is_taken_from_a_file_and_handed_in_by_the_editor(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.launched()
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"{paper.path}/plan")
    letter = {"name": "План.md", "mimeType": "text/markdown", "buffer": LETTER.encode()}
    page.get_by_label("План или письмо с датами").set_input_files(letter)
    page.get_by_role("button", name="Прочитать файл").click()
    expect(page.get_by_label("Создать рабочую группу")).to_be_checked()
    look(page.url.removeprefix(site.url), stage.coordinator)
    page.get_by_label("Создать рабочую группу").uncheck()
    page.get_by_role("button", name="Взять пункты в план").click()
    expect(page.locator("ol.rows > li")).to_have_count(1)
    expect(page.get_by_text("План.md: 1 пункт, 0 дат")).to_be_visible()
    editor = seat(stage.editor, scripts=False)
    editor.goto(f"{paper.path}/plan")
    expect(editor.get_by_text("Собрать отчёты")).to_be_visible()
    expect(editor.get_by_role("button", name="Добавить пункт")).to_have_count(0)
    editor.get_by_role("button", name="Сдать план как текст раздела").click()
    expect(editor.get_by_role("status")).to_contain_text("План сдан")
    assert stage.phase(paper.section) == "review"


def test_letter_is_noted_as_another_source_of_dates(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = stage.launched()
    milestone(stage, paper, "Собрать годовые отчёты землячеств", "15.10.2030")
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"{paper.path}/plan")
    said = "Годовые отчёты землячеств нужно собрать до 1 февраля 2031 года.".encode()
    page.get_by_label("План или письмо с датами").set_input_files(
        {"name": "Письмо.md", "mimeType": "text/markdown", "buffer": said}
    )
    page.get_by_role("button", name="Прочитать файл").click()
    page.get_by_role("button", name="Записать даты как другой источник").click()
    expect(page.locator("main")).to_contain_text("Письмо.md")
    expect(page.locator("summary", has_text="Оставить так и объяснить")).to_be_visible()


def test_who_owes_a_milestone_comes_from_the_list_and_says_what_shows_that_it_is_done(
    seat: Seats, site: Site, look: Look
) -> None:
    stage = site.stage
    someone = stage.world.person()
    paper, made = owed(stage, person_id=someone.id)
    page = seat(someone, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Исполнить по плану").click()
    expect(page).to_have_url(f"{site.url}{paper.path}/plan#milestone-{made}")
    row = page.locator(f"#milestone-{made}")
    row.get_by_text("Отметить исполненным").first.click()
    look(f"{paper.path}/plan", someone)
    row.get_by_label("Чем это подтверждается").fill("ок")
    row.get_by_role("button").click()
    expect(row.get_by_label("Чем это подтверждается")).to_have_value("ок")
    row.get_by_label("Чем это подтверждается").fill("Протокол № 3 от 15 октября 2030 года")
    row.get_by_role("button").click()
    expect(row).to_contain_text("Подтверждение: Протокол № 3")
    expect(row).to_contain_text("исполнено")
    expect(row.locator("details")).to_have_count(0)
    # Who owes nothing of it sees how it stands, and acts on nothing.
    other = seat(stage.reviewer, scripts=False)
    other.goto(f"{paper.path}/plan")
    expect(other.locator(f"#milestone-{made}")).to_contain_text("исполнено")
    expect(other.locator("main form")).to_have_count(0)


def test_coordinator_calls_off_what_is_in_force_and_writes_the_next_plan_beside_it(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper, made = owed(stage)
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"{paper.path}/plan")
    row = page.locator(f"#milestone-{made}")
    row.locator("summary", has_text="Отменить").click()
    row.get_by_label("Почему").fill("Отчёты больше не нужны")
    row.get_by_role("button", name="Отменить").click()
    expect(row).to_contain_text("Причина: Отчёты больше не нужны")
    add(page, "2", "Провести съезд", "декабрь 2030 года")
    expect(page.get_by_text("Проект ниже отличается от действующего плана")).to_be_visible()


def add(page: Page, number: str, title: str, words: str, needs: str = "") -> None:
    """Fill the form for a new milestone in, and send it."""
    card = page.locator("section.card", has=page.get_by_role("heading", name="Добавить пункт"))
    card.get_by_label("Номер", exact=False).first.fill(number)
    card.get_by_label("Что должно быть сделано").fill(title)
    card.get_by_label("К какому дню").fill(words)
    if needs:
        card.get_by_label("Что нужно сначала").fill(needs)
    card.get_by_role("button").click()
