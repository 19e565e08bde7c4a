"""The organisations that people belong to, added and changed by an administrator."""

from playwright.sync_api import expect

from tests.api.stage import numbered
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_administrator_adds_an_organisation_and_changes_it(seat: Seats, site: Site, look: Look) -> None:
    stage = site.stage
    name = numbered("Землячество <i>Приозёрья</i>")
    page = seat(stage.administrator, scripts=False)
    page.goto("/people")
    page.get_by_role("link", name="Организации").click()
    page.get_by_label("Название").fill(name)
    page.get_by_label("Регион").select_option(label="Республика Карелия")
    page.get_by_role("button", name="Добавить организацию").click()
    expect(page.get_by_role("status")).to_contain_text("Организация добавлена")
    row = page.locator(".rows li", has_text=name)
    expect(row).to_contain_text("Республика Карелия")
    row.get_by_role("link", name="Изменить").click()
    row.get_by_label("Вид стороны").select_option(index=1)
    row.get_by_label("Регион").select_option(index=0)
    row.get_by_role("button", name="Сохранить").click()
    expect(row).not_to_contain_text("Карелия")
    expect(row.locator(".state")).to_be_visible()
    look(f"/organisations?find={name.split(' ')[0]}", stage.administrator)
    look("/organisations", stage.administrator, language="en")
    page.get_by_label("Название").fill(name)
    page.get_by_role("button", name="Добавить организацию").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Название")).to_have_value(name)
    reader = seat(stage.editor, scripts=False)
    reader.goto("/organisations")
    expect(reader.locator(".rows li", has_text=name)).to_be_visible()
    expect(reader.locator("main form.form:not(.search)")).to_have_count(0)
