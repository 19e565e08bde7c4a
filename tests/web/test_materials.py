"""The folder of a document's materials, and looking for words in everything that belongs to it."""

from playwright.sync_api import expect

from tests.api.stage import Form
from tests.web.browser import Look, Seats
from tests.web.site import Site

NOTE = {"name": "Справка.txt", "mimeType": "text/plain", "buffer": "Землячества и их вожди".encode()}


def test_file_is_put_in_renewed_and_taken_out_without_scripts(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    folder = f"{paper.path}/materials"
    page = seat(stage.reviewer, scripts=False)
    page.goto(paper.path)
    page.get_by_role("link", name="Материалы").click()
    expect(page.get_by_text("Пока ничего нет.")).to_be_visible()
    page.get_by_label("Файл", exact=True).set_input_files(NOTE)
    page.get_by_label("Название").fill("Справка <b>о</b> числах")
    page.get_by_label("К какому разделу").select_option(index=1)
    page.get_by_role("button", name="Положить файл").click()
    expect(page.get_by_role("status")).to_contain_text("Файл лежит в папке")
    row = page.locator(".rows li")
    expect(row).to_contain_text("Справка <b>о</b> числах")
    expect(row).to_contain_text("к разделу «Раздел 1»")
    look(folder, stage.reviewer)
    look(folder, stage.reviewer, language="en")
    address = row.get_by_role("link").get_attribute("href")
    assert page.request.get(f"{site.url}{address}").body() == NOTE["buffer"]
    # Whose it is not sees it, and changes nothing about it.
    other = seat(stage.editor, scripts=False)
    other.goto(folder)
    expect(other.locator(".rows li")).to_contain_text("Справка.txt")
    expect(other.locator(".rows details")).to_have_count(0)
    page.locator(".rows summary").click()
    page.locator(".rows").get_by_label("Файл").set_input_files({**NOTE, "buffer": "Новое".encode()})
    page.get_by_role("button", name="Положить новую версию").click()
    assert page.request.get(f"{site.url}{address}").text() == "Новое"
    page.locator(".rows summary").click()
    page.get_by_role("button", name="Убрать из папки").click()
    expect(page.get_by_text("Пока ничего нет.")).to_be_visible()


def test_hostile_file_is_refused_and_what_was_typed_stays(seat: Seats, site: Site) -> None:
    stage = site.stage
    page = seat(stage.reviewer, scripts=False)
    page.goto(f"{stage.in_phase('review').path}/materials")
    page.get_by_label("Файл", exact=True).set_input_files({**NOTE, "name": "вирус.exe", "buffer": b"MZ"})
    page.get_by_label("Название").fill("Полезная программа")
    page.get_by_role("button", name="Положить файл").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Название")).to_have_value("Полезная программа")


def test_words_are_found_in_texts_comments_and_materials(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    paper = stage.in_phase("review")
    remark: Form = {"revision_id": stage.head(paper.section), "quote": "раз в год", "text": "А вожди землячеств?"}
    stage.world.made(f"{paper.section}/comments", stage.reviewer, remark)
    page = seat(stage.editor, scripts=False)
    page.goto(f"{paper.path}/materials")
    page.get_by_label("Файл", exact=True).set_input_files(NOTE)
    page.get_by_role("button", name="Положить файл").click()
    page.goto(paper.path)
    page.get_by_role("link", name="Поиск в документе").click()
    page.get_by_label("Слова в текстах").fill("землячество")
    page.get_by_role("button", name="Найти").click()
    rows = page.locator(".found li")
    expect(rows).to_have_count(3)
    assert set(rows.locator(".state").all_inner_texts()) == {"текст раздела", "замечание", "материал"}
    assert {one.casefold() for one in rows.locator("mark").all_inner_texts()} == {"землячества", "землячеств"}
    look(f"{paper.path}/search?find=землячество", stage.editor)
    rows.filter(has_text="замечание").get_by_role("link").click()
    expect(page.locator("article:target")).to_contain_text("А вожди землячеств?")
    for asked in ("нетакого", "!!!", "<script>alert(1)</script>"):
        page.goto(f"{paper.path}/search?find={asked}")
        expect(page.get_by_role("status")).to_contain_text("Такого места нет")
    stranger = seat(stage.stranger, scripts=False)
    for address in (f"{paper.path}/search?find=землячество", f"{paper.path}/materials"):
        found = stranger.goto(address)
        assert found is not None
        assert found.status == 404
