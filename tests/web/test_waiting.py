"""The first page: what waits for somebody, for how long, and why; and nothing when all is done."""

from playwright.sync_api import expect

from tests.api.stage import POLICY
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_reviewer_sees_what_waits_and_why_and_nothing_when_it_is_done(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    reviewer = stage.world.person()
    paper = stage.in_phase("review", reviewers=[reviewer])
    page = seat(reviewer, scripts=False)
    page.goto("/")
    row = page.get_by_role("listitem").filter(has_text="Прочитать и дать отзыв")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("раздел 1 «Раздел 1»")
    expect(row).to_contain_text("по московскому времени")
    expect(row).to_contain_text("Вы — эксперт по разделу")
    expect(row).to_contain_text("Ждёт с")
    expect(row).to_contain_text("Чтения примерно на 1 минуту")
    expect(row).to_contain_text(str(stage.read(f"/people/{stage.coordinator.id}")["name"]))
    expect(row.get_by_role("link", name="Прочитать")).to_have_attribute("href", paper.section)
    look("/", reviewer)
    stage.agree(paper.section, reviewer)
    page.reload()
    expect(page.get_by_text("Всё сделано.")).to_be_visible()


def test_editors_see_the_remarks_that_a_round_waits_for_and_reviewers_see_nothing(seat: Seats, site: Site) -> None:
    stage = site.stage
    editor, reviewer = stage.world.person(), stage.world.person()
    paper = stage.launched(editors=[editor], reviewers=[reviewer])
    stage.hand_in(paper.section, by=editor)
    form = {"revision_id": stage.head(paper.section), "verdict": "agree_with_remarks", "text": "Нужен источник"}
    stage.done("POST", f"{paper.section}/verdicts", reviewer, form)
    page = seat(editor, scripts=False)
    page.goto("/")
    row = page.get_by_role("listitem").filter(has_text="Ответить на замечания (1 замечание без ответа)")
    expect(row).to_contain_text("Вы — редактор раздела")
    expect(row).to_contain_text("Ждёт с")
    expect(row).to_contain_text("по московскому времени")
    page = seat(reviewer, scripts=False)
    page.goto("/")
    expect(page.get_by_text("Всё сделано.")).to_be_visible()
    stage.answer(paper.section, editor)
    page = seat(editor, scripts=False)
    page.goto("/")
    expect(page.get_by_text("Всё сделано.")).to_be_visible()


def test_editor_sees_whom_others_wait_for_and_reviewers_how_far_the_others_are(seat: Seats, site: Site) -> None:
    stage = site.stage
    editor, first, second = (stage.world.person() for _ in range(3))
    paper = stage.launched(editors=[editor], reviewers=[first, second])
    stage.hand_in(paper.section, by=editor)
    stage.agree(paper.section, first)
    page = seat(editor, scripts=False)
    page.goto("/")
    page.get_by_text("Жду других").click()
    waiting = page.get_by_role("listitem").filter(has_text="раздел 1 «Раздел 1»")
    expect(waiting).to_contain_text(str(stage.read(f"/people/{second.id}")["name"]))
    expect(waiting).not_to_contain_text(str(stage.read(f"/people/{first.id}")["name"]))
    page = seat(second, scripts=False)
    page.goto("/")
    expect(page.get_by_role("listitem").filter(has_text="Прочитать и дать отзыв")).to_contain_text("ответили 1 из 2")


def test_own_opinion_comes_before_how_far_the_others_are(seat: Seats, site: Site) -> None:
    stage = site.stage
    first, second = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", policy={**POLICY, "opinions": "own_first"}, reviewers=[first, second])
    stage.agree(paper.section, first)
    page = seat(second, scripts=False)
    page.goto("/")
    expect(page.get_by_role("listitem").filter(has_text="Прочитать и дать отзыв")).not_to_contain_text("из 2")


def test_coordinator_is_told_of_a_round_that_only_they_can_end(seat: Seats, site: Site) -> None:
    site.stage.undecided()
    page = seat(site.stage.coordinator)
    page.goto("/")
    overdue = page.get_by_role("region", name="Просрочено")
    expect(overdue.get_by_text("Решить вместо голосования").first).to_be_visible()


def test_calendar_is_made_and_read(seat: Seats, site: Site) -> None:
    page = seat(site.stage.world.person(), scripts=False)
    page.goto("/")
    page.get_by_role("button", name="Получить адрес календаря").click()
    address = page.get_by_label("Адрес календаря").input_value()
    path = address[address.index("/api/") :]
    assert page.request.get(path).text().startswith("BEGIN:VCALENDAR")


def test_nobody_is_led_to_sign_in(seat: Seats, site: Site) -> None:
    page = seat()
    page.goto("/")
    assert page.url == f"{site.url}/sign-in?next=/"


def test_menu_says_how_much_waits_and_keeps_up(seat: Seats, site: Site) -> None:
    stage = site.stage
    someone = stage.world.person()
    page = seat(someone)
    page.goto("/documents")
    badge = page.locator("#waits")
    expect(badge).to_be_hidden()
    paper = stage.in_phase("review", reviewers=[someone])
    expect(badge).to_have_text("1", timeout=10_000)
    assert page.get_by_role("link", name="Что ждёт меня 1").is_visible()
    page.goto(paper.section)
    expect(badge).to_have_text("1")
    stage.agree(paper.section, someone)
    expect(badge).to_be_hidden(timeout=10_000)
