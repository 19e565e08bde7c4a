"""Forms of pages: sent twice they act once, refused they keep what was typed, and only our own pages may send them."""

import pytest
from fastapi import APIRouter
from httpx2 import Response
from playwright.sync_api import expect
from starlette.testclient import TestClient

from schemas.ids import new_id
from tests.api.world import PASSWORD, Account, World
from tests.web.browser import Seats
from tests.web.site import Site
from web.application import pages
from web.pages import FAMILIES

OWN = {"Sec-Fetch-Site": "same-origin"}
HOSTILE = "\"><img src=x onerror=document.title='hacked'><script>document.title='hacked'</script>"


@pytest.fixture
def client(world: World) -> TestClient:
    return TestClient(pages(world.house), base_url=world.house.public_url, follow_redirects=False)


def post(client: TestClient, path: str, by: Account | None, headers: dict[str, str], **fields: str) -> Response:
    cookies = {"Cookie": f"veche={by.token}"} if by else {}
    form = {"key": new_id(), "form": "f", "back": "/sign-in", **fields}
    return client.post(path, data=form, headers={**headers, **cookies})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OWN, 422),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_pages_sign_anybody_in(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert post(client, "/sign-in", None, headers, email="нет адреса", password="пароль").status_code == status


def test_every_form_asks_where_it_was_sent_from_and_for_its_key(world: World, client: TestClient) -> None:
    person, paths = world.person(), posts()
    assert len(paths) >= 5
    for path in paths:
        assert post(client, path, person, {"Sec-Fetch-Site": "cross-site"}).status_code == 403, path
        assert post(client, path, person, OWN, key="", back="").status_code == 400, path


def posts() -> list[str]:
    routers: list[APIRouter] = list(FAMILIES)
    found = [(route.path, route.methods) for router in routers for route in router.routes]  # type: ignore[attr-defined]
    paths = [path for path, methods in found if "POST" in methods and path != "/language"]
    return [path.replace("{token}", "no-such-token").replace("{document_id}", new_id()) for path in paths]


def test_form_sent_twice_acts_once(world: World, client: TestClient) -> None:
    person = world.person()
    form = {"key": new_id(), "form": "calendar", "back": "/"}
    headers = {**OWN, "Cookie": f"veche={person.token}"}
    first, second = (client.post("/calendar", data=form, headers=headers) for _ in range(2))
    assert first.status_code == second.status_code == 200
    address = first.text.partition("/api/v1/feeds/")[2][:50]
    assert address
    assert second.text.partition("/api/v1/feeds/")[2][:50] == address


@pytest.mark.parametrize("following", ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org"])
def test_signing_in_leads_to_our_own_pages_only(world: World, client: TestClient, following: str) -> None:
    person = world.person()
    answer = post(client, "/sign-in", None, OWN, email=person.email, password=PASSWORD, next=following)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_pages_carry_their_policy(client: TestClient) -> None:
    for path in ("/sign-in", "/no/such/page", "/static/0/veche.css"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_style_is_kept_for_good_under_its_own_name_only(client: TestClient) -> None:
    address = client.get("/sign-in").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    style = client.get(address)
    assert style.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert style.headers["content-encoding"] == "gzip"
    assert client.get("/static/0/veche.css").headers["cache-control"] == "no-cache"
    assert client.get("/static/0/../../application.py").status_code == 404


def test_refused_form_is_shown_again_with_what_was_typed_and_nothing_of_it_runs(seat: Seats, site: Site) -> None:
    page = seat()
    page.goto("/sign-in/link")
    page.evaluate("document.querySelector('form.form').noValidate = true")
    page.get_by_label("Электронная почта").fill(HOSTILE)
    page.get_by_role("button", name="Прислать ссылку").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Электронная почта")).to_have_value(HOSTILE)
    expect(page.get_by_label("Электронная почта")).to_have_attribute("aria-invalid", "true")
    assert "hacked" not in page.title()


def test_what_was_typed_is_not_lost_where_the_session_is_over(seat: Seats, site: Site) -> None:
    page = seat(site.stage.world.person(), scripts=False)
    page.goto("/")
    page.context.clear_cookies()
    page.get_by_role("button", name="Получить адрес календаря").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Вы не вошли, но написанное цело")
    page.context.add_cookies([site.cookie(site.stage.world.person())])  # type: ignore[list-item]
    page.get_by_role("button", name="Отправить ещё раз").click()
    expect(page.get_by_label("Адрес календаря")).to_be_visible()


def test_what_was_typed_is_shown_as_text_where_the_session_is_over(client: TestClient) -> None:
    answer = post(client, "/sign-out", None, OWN, words=HOSTILE, back="/documents")
    assert answer.status_code == 401
    assert "&lt;img src=x" in answer.text
    assert "<img src=x" not in answer.text


def test_person_reads_in_the_language_they_chose(seat: Seats, site: Site) -> None:
    page = seat(site.stage.member)
    page.goto("/documents")
    page.get_by_role("button", name="In English").click()
    expect(page).to_have_url(f"{site.url}/documents")
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")
    expect(page.locator("html")).to_have_attribute("lang", "en")
