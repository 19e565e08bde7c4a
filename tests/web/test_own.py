"""One's own settings: language, notices, password, tokens, data."""

from playwright.sync_api import expect

from tests.api.world import PASSWORD
from tests.web.browser import Look, Seats
from tests.web.site import Site

NEW = "тише едешь дальше будешь"


def test_person_chooses_how_they_are_told(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    person = stage.world.person()
    page = seat(person, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Мои настройки").click()
    page.get_by_role("group", name="Письмом на").get_by_label("раз в неделю").check()
    page.get_by_label("О том, у чего есть срок").uncheck()
    page.locator("summary", has_text="Часы").click()
    page.get_by_label("По каким часам вы живёте").select_option("Asia/Vladivostok")
    page.get_by_label("Сводка приходит в").fill("08:15")
    page.get_by_label("Не беспокоить с").fill("22:00")
    page.get_by_label("Не беспокоить до").fill("07:30")
    page.locator("#form-channels").get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("status")).to_contain_text("Сохранено")
    kept = stage.read(f"/people/{person.id}/channels", person)
    email = next(one for one in kept["channels"] if one["kind"] == "email")
    assert (kept["zone"], kept["digest_at"], kept["quiet"]) == (
        *("Asia/Vladivostok", "08:15:00"),
        {"since": "22:00:00", "until": "07:30:00"},
    )
    assert (email["enabled"], email["rhythm"], email["urgent_at_once"]) == (True, "weekly", False)
    look("/me", person)
    look("/me", person, language="en")


def test_person_changes_language_and_it_stays(seat: Seats, site: Site) -> None:
    person = site.stage.world.person()
    page = seat(person, scripts=False)
    page.goto("/me")
    page.get_by_label("Язык писем и страниц").select_option("en")
    page.locator("#form-profile").get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My settings")
    assert site.stage.read(f"/people/{person.id}", person)["language"] == "en"


def test_person_changes_their_password(seat: Seats, site: Site) -> None:
    stage = site.stage
    person = stage.world.person()
    page = seat(person, scripts=False)
    page.goto("/me")
    page.locator("summary", has_text="Сменить пароль").click()
    page.get_by_label("Нынешний пароль").fill(PASSWORD)
    page.get_by_label("Новый пароль").fill(NEW)
    page.get_by_role("button", name="Сменить пароль").click()
    expect(page.get_by_role("status")).to_contain_text("Пароль сменён")
    assert stage.world.sign_in(person.email, NEW)


def test_token_is_shown_once_works_and_is_revoked(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    person = stage.world.person()
    page = seat(person, scripts=False)
    page.goto("/me")
    page.locator("summary", has_text="Сделать ключ").click()
    page.get_by_label("Для чего он").fill("Выгрузка <script>для сайта</script>")
    page.get_by_role("button", name="Сделать ключ").click()
    token = page.get_by_label("Новый ключ").input_value()
    assert stage.call("GET", f"/people/{person.id}", token).status_code == 200
    page.goto("/me")
    row = page.get_by_role("listitem").filter(has_text="Выгрузка <script>")
    expect(row).to_contain_text("читать")
    row.get_by_role("button", name="Отозвать").click()
    expect(page.get_by_role("status")).to_contain_text("Ключ отозван")
    assert stage.call("GET", f"/people/{person.id}", token).status_code == 401
