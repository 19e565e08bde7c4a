"""The inbox as a page: everything that somebody was told, what is new, and marks."""

from playwright.sync_api import expect

from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_inbox_tells_the_newest_first_and_is_marked_as_read(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    editor, reviewer = stage.world.person(), stage.world.person()
    paper = stage.launched(editors=[editor], reviewers=[reviewer])
    stage.hand_in(paper.section, by=editor)
    stage.done("POST", f"{paper.section}/return", stage.coordinator, {"reason": "Мало <b>данных</b>"})
    stage.until(lambda: "returned" in stage.told(editor))
    page = seat(editor, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Сообщения (").click()
    rows = page.locator("ol.told > li")
    expect(rows).to_have_count(len(stage.inbox(editor)))
    first = rows.first
    expect(first).to_contain_text("новое")
    expect(first).to_contain_text("Мало <b>данных</b>")
    expect(first.get_by_role("link")).to_have_attribute("href", paper.section)
    look("/notices", editor)
    look("/notices", editor, language="en")
    first.get_by_role("button", name="Прочитано").click()
    expect(rows.first).not_to_contain_text("новое")
    expect(page.get_by_text("непрочитанн").first).to_be_visible()
    page.get_by_role("button", name="Отметить показанные").click()
    expect(page.get_by_text("Всё прочитано.")).to_be_visible()
    assert {bool(one["read_at"]) for one in stage.inbox(editor)} == {True}


def test_nobody_marks_anothers_notices(seat: Seats, site: Site) -> None:
    stage = site.stage
    editor, other = stage.world.person(), stage.world.person()
    stage.launched(editors=[editor])
    stage.until(lambda: stage.told(editor))
    (notice,) = stage.inbox(editor)
    page = seat(editor, scripts=False)
    page.goto("/notices")
    page.context.clear_cookies()
    page.context.add_cookies([site.cookie(other)])  # type: ignore[list-item]
    page.get_by_role("button", name="Отметить показанные").click()
    assert stage.inbox(editor)[0]["read_at"] is None
    assert notice["read_at"] is None
