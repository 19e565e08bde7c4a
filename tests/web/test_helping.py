"""Asking the coordinator for more time from the list of what waits, and reminding who has not answered."""

from playwright.sync_api import expect

from tests.api.stage import Stage
from tests.api.world import Account
from tests.web.browser import Look, Seats
from tests.web.site import Site


def name_of(stage: Stage, account: Account) -> str:
    return str(stage.read(f"/people/{account.id}")["name"])


def test_reviewer_asks_for_time_and_the_coordinator_finds_the_form(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    reviewer, coordinator = stage.world.person(), stage.coordinator
    paper = stage.in_phase("review", reviewers=[reviewer])
    page = seat(reviewer, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Не успеваю или это не моё").click()
    look(f"{paper.section}/help", reviewer)
    look(f"{paper.section}/help", reviewer, language="en")
    page.get_by_label("Мне нужно больше времени").check()
    page.get_by_label("Почему").first.fill("Болею, успею <b>к пятнице</b>")
    page.get_by_role("button", name="Отправить координатору").click()
    expect(page.get_by_role("status")).to_contain_text("Координатор получил вашу просьбу")
    page.goto(f"{paper.section}/help")
    page.get_by_label("Это дело не моё").check()
    page.get_by_label("Почему").first.fill("Передумал")
    page.get_by_role("button", name="Отправить координатору").click()
    expect(page.get_by_role("alert")).to_contain_text("сегодня уже писали")
    expect(page.get_by_label("Почему").first).to_have_value("Передумал")
    page = seat(coordinator, scripts=False)
    page.goto("/notices")
    page.get_by_role("link", name="Просят больше времени").first.click()
    expect(page.get_by_text(f"{name_of(stage, reviewer)}: нужно больше времени")).to_be_visible()
    expect(page.get_by_text("Болею, успею <b>к пятнице</b>")).to_be_visible()
    expect(page.get_by_label("Новый последний день")).to_be_visible()
    look(f"/desk{paper.section}", coordinator)


def test_who_owes_nothing_is_told_so(seat: Seats, site: Site) -> None:
    paper = site.stage.in_phase("review")
    page = seat(site.stage.approver, scripts=False)
    page.goto(f"{paper.section}/help")
    expect(page.get_by_text("Сейчас от вас в этом разделе ничего не ждут")).to_be_visible()
    expect(page.get_by_role("button", name="Отправить координатору")).to_have_count(0)


def test_reviewer_hands_over_to_a_deputy(seat: Seats, site: Site) -> None:
    stage = site.stage
    reviewer, deputy = stage.world.person(), stage.world.person()
    paper = stage.in_phase("review", reviewers=[reviewer])
    page = seat(reviewer, scripts=False)
    page.goto(f"{paper.section}/help")
    page.get_by_text("Передать дело другому до конца этапа").first.click()
    form = page.locator("#form-deputy")
    form.get_by_label("Кому").select_option(deputy.id)
    form.get_by_label("Почему").fill("Еду в экспедицию")
    form.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("вместо вас действует другой")
    page = seat(deputy, scripts=False)
    page.goto("/")
    expect(page.get_by_role("listitem").filter(has_text="Прочитать и дать отзыв")).to_have_count(1)


def test_coordinator_reminds_from_document_section_and_desk_once_a_day(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    people = [stage.world.person() for _ in range(3)]
    paper = stage.in_phase("review", reviewers=people)
    page = seat(stage.coordinator, scripts=False)
    for person, path in zip(people, (paper.path, paper.section, f"/desk{paper.section}"), strict=True):
        page.goto(path)
        place = page.get_by_role("listitem").filter(has_text=name_of(stage, person)) if path == paper.path else page
        if path == paper.section:
            page.get_by_text("Кого ждём и что будет дальше").click()
        place.get_by_text("Напомнить").first.click()
        about = "раздел 1, дать отзыв" if path == paper.path else name_of(stage, person)
        place.get_by_role("button", name=f"Напомнить: {about}").click()
        expect(page.get_by_role("status")).to_contain_text("Напоминание отправлено")
        assert page.url.endswith(path)
        assert stage.told(person, section_id=paper.sections[0]).count("review_reminder") == 1
    page.goto(f"/desk{paper.section}")
    page.get_by_text("Напомнить").first.click()
    expect(page.get_by_text("сегодня напомнили")).to_have_count(3)
    look(paper.path, stage.coordinator)
    look(paper.section, stage.coordinator)
    page = seat(people[0], scripts=False)
    page.goto(paper.path)
    expect(page.get_by_text("Напомнить")).to_have_count(0)
