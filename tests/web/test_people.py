"""People, bodies, invitations and absences."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.api.stage import numbered
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_administrator_adds_somebody_and_changes_their_account(seat: Seats, site: Site, look: Look) -> None:
    administrator = site.stage.administrator
    page = seat(administrator, scripts=False)
    page.goto("/people")
    page.get_by_text("Добавить человека").click()
    name = numbered("Новикова <i>Анна</i>")
    page.get_by_label("Фамилия, имя, отчество").fill(name)
    page.get_by_label("Электронная почта").fill(address_of(name))
    page.get_by_label("Должность").fill("Секретарь")
    page.get_by_role("button", name="Добавить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.get_by_text("Изменить", exact=True).click()
    page.get_by_label("Должность").fill("")
    page.get_by_label("Роль", exact=True).select_option("coordinator")
    page.locator("#form-account").get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Координатор.", exact=True)).to_be_visible()
    own = page.url.removeprefix(site.url)
    look(own, administrator)
    look("/people", administrator)
    look("/people", site.stage.member, language="en")
    page.locator("summary", has_text="Закрыть учётную запись").click()
    page.get_by_role("button", name="Закрыть учётную запись").click()
    expect(page.get_by_text("учётная запись закрыта")).to_be_visible()


def test_absence_is_noted_with_a_deputy_and_ended(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    away, deputy = stage.world.person(), stage.world.person()
    page = seat(away, scripts=False)
    page.goto(f"/people/{away.id}")
    page.locator("summary", has_text="Записать отсутствие").click()
    today = stage.world.today()
    page.get_by_label("Первый день").fill(today.isoformat())
    page.get_by_label("Последний день").fill((today + timedelta(days=5)).isoformat())
    page.get_by_label("Заместитель").select_option(deputy.id)
    page.get_by_role("button", name="Записать отсутствие").click()
    shown = page.locator("#absences + ul li")
    expect(shown).to_contain_text(f"{stage.read(f'/people/{deputy.id}')['name']} ")
    look(f"/people/{away.id}", away)
    page.get_by_role("button", name="Прекратить").click()
    expect(shown).to_contain_text("прекращено")


def test_member_sees_no_absences_and_no_forms_of_others(seat: Seats, site: Site) -> None:
    page = seat(site.stage.member, scripts=False)
    page.goto(f"/people/{site.stage.editor.id}")
    expect(page.get_by_role("heading", name="Отсутствия")).to_have_count(0)
    expect(page.get_by_role("heading", name="Учётная запись")).to_have_count(0)
    answer = page.goto("/invitations")
    assert answer is not None
    assert answer.status == 403


def test_coordinator_invites_and_takes_it_back(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    page = seat(stage.coordinator, scripts=False)
    page.goto("/people")
    page.get_by_role("link", name="Приглашения").click()
    name = numbered("Гостев Пётр")
    fill_invitation(page, name, address_of(name))
    row = page.get_by_role("listitem").filter(has_text=name)
    expect(row).to_contain_text(re.compile("письмо (отправл|не ушло)"))
    look("/invitations", stage.administrator)
    look("/invitations", stage.coordinator, language="en")
    row.get_by_role("button", name="Отозвать").click()
    expect(row).to_contain_text("отозвано")


def test_administrator_makes_a_body_with_members(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    page = seat(stage.administrator, scripts=False)
    page.goto("/bodies")
    add = page.locator("summary", has_text="Добавить орган")
    add.click()
    name = numbered("Экспертный совет")
    page.get_by_label("Название").fill(name)
    page.get_by_label("Вид").select_option("expert_council")
    page.get_by_label("Чем занимается").fill("Рецензирует разделы")
    page.get_by_role("button", name="Добавить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.locator("summary", has_text="Включить в состав").click()
    member = page.locator("#form-member")
    member.get_by_label("Кто", exact=True).select_option(stage.reviewer.id)
    member.get_by_label("Должность в органе").select_option("chair")
    member.get_by_role("button", name="Сохранить").click()
    person = str(stage.read(f"/people/{stage.reviewer.id}")["name"])
    row = page.get_by_role("row").filter(has_text=person)
    expect(row).to_be_visible()
    look(page.url.removeprefix(site.url), stage.administrator)
    look("/bodies", stage.member)
    row.get_by_role("button", name="Вывести из состава").click()
    expect(page.get_by_text("В нём пока никого нет.")).to_be_visible()


def fill_invitation(page: Page, name: str, email: str) -> None:
    page.wait_for_url("**/invitations")
    if page.locator("#form-invitation").is_hidden():
        page.locator("summary", has_text="Пригласить человека").click()
    page.get_by_label("Фамилия, имя, отчество").fill(name)
    page.get_by_label("Электронная почта").fill(email)
    page.get_by_role("button", name="Отправить приглашение").click()


def address_of(name: str) -> str:
    """An address that nobody else has."""
    return f"person{re.sub(r'[^0-9]', '', name)}@people.example.org"
