"""The vote whether to begin, by clicks: opened, voted on from the list of what waits, settled."""

from playwright.sync_api import expect

from tests.api.plans import proposed
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_vote_is_opened_given_and_decides(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    voter = stage.world.person()
    name = stage.read(f"/people/{voter.id}")["name"]
    paper = stage.paper()
    page = seat(stage.coordinator, scripts=False)
    page.goto(f"{paper.path}/setup")
    page.get_by_role("link", name="Вынести начало работы на голосование").click()
    look(f"{paper.path}/proposal", stage.coordinator)
    page.locator(f'input[name="voters"][value="{voter.id}"]').check()
    page.get_by_label("Сколько дней").fill("400")
    page.get_by_role("button", name="Начать голосование").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator(f'input[name="voters"][value="{voter.id}"]')).to_be_checked()
    page.get_by_label("Сколько дней").fill("7")
    page.get_by_role("button", name="Начать голосование").click()
    expect(page.get_by_text("идёт голосование")).to_be_visible()
    expect(page.get_by_text(f"{name}: ещё нет голоса")).to_be_visible()

    page = seat(voter, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Решить, начинать ли работу").click()
    look(f"{paper.path}/proposal", voter)
    look(f"{paper.path}/proposal", voter, language="en")
    page.get_by_label("против").check()
    page.get_by_role("button", name="Проголосовать").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("против")).to_be_checked()
    page.get_by_label("за: начать").check()
    page.get_by_role("button", name="Проголосовать").click()
    expect(page.get_by_text("решено начать").first).to_be_visible()
    expect(page.get_by_role("button", name="Проголосовать")).to_have_count(0)
    assert stage.read(f"{paper.path}/proposal")["state"] == "begun"
    page.goto(paper.path)
    page.get_by_role("link", name="Как решили начать работу").click()
    expect(page.get_by_text("решено начать").first).to_be_visible()


def test_coordinator_settles_a_vote_and_others_see_no_such_form(seat: Seats, site: Site) -> None:
    stage = site.stage
    paper = proposed(stage, stage.reviewer, stage.editor)
    page = seat(stage.editor, scripts=False)
    page.goto(f"{paper.path}/proposal")
    expect(page.get_by_text("Решение координатора")).to_have_count(0)
    page = seat(stage.coordinator, scripts=False)
    page.goto(paper.path)
    page.get_by_role("link", name="К голосованию").click()
    page.locator("summary", has_text="Решить").click()
    expect(page.get_by_label("начать работу")).to_have_count(0)
    page.get_by_label("не начинать").check()
    page.get_by_label("Почему").fill("Нет <i>денег</i>")
    page.get_by_role("button", name="Решить").click()
    expect(page.get_by_text("решено не начинать").first).to_be_visible()
    expect(page.locator("blockquote").first).to_have_text("Нет <i>денег</i>")
    expect(page.get_by_role("heading", name="Голосовать ещё раз")).to_be_visible()


def test_stranger_finds_no_vote(seat: Seats, site: Site) -> None:
    paper = proposed(site.stage)
    answer = seat(site.stage.stranger).goto(f"{paper.path}/proposal")
    assert answer is not None
    assert answer.status == 404
