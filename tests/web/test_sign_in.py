"""Signing in and out by clicks, and what stands where somebody was not signed in."""

import pytest
from playwright.sync_api import expect

from tests.api.world import PASSWORD
from tests.web.browser import Look, Seats
from tests.web.site import Site


def test_person_signs_in_goes_on_to_what_they_came_for_and_signs_out(seat: Seats, site: Site) -> None:
    page = seat(scripts=False)
    page.goto("/documents")
    assert page.url.endswith("/sign-in?next=/documents")
    page.get_by_label("Электронная почта").fill(site.stage.editor.email)
    page.get_by_label("Пароль").fill("не тот пароль")
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("alert")).to_contain_text("Не получилось")
    expect(page.get_by_label("Электронная почта")).to_have_value(site.stage.editor.email)
    expect(page.get_by_label("Пароль")).to_have_value("")
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    expect(page).to_have_url(f"{site.url}/documents")
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("status")).to_contain_text("Вы вышли")
    page.goto("/documents")
    assert page.url.endswith("/sign-in?next=/documents")


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?next=/documents", "/sign-in/link", "/no/such/page"])
def test_page_of_nobody_is_accessible(seat: Seats, look: Look, path: str) -> None:
    look(path)
