"""What another site can make a signed-in browser send has no effect, on any route and in any form."""

from collections.abc import Callable

import pytest

from tests.api.stage import Stage, problem
from tests.api.test_openapi import at_absent, operations
from tests.api.world import PASSWORD, World

FORMS = {
    "urlencoded": ("application/x-www-form-urlencoded", b"name=a&title=a"),
    "multipart": (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\na\r\n--b--',
    ),
    "text": ("text/plain", b'{"name": "a"}'),
    "json": ("application/json", b"{}"),
}
SITES = {
    "cross-site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example.org"},
    "same-site": {"Sec-Fetch-Site": "same-site", "Origin": "https://other.example.org"},
    "foreign origin": {"Origin": "https://evil.example.org"},
    "no origin": {},
    "null origin": {"Origin": "null"},
    "origin that begins like ours": {"Origin": "http://127.0.0.1:8080.evil.example.org"},
    "referer only": {"Referer": "http://127.0.0.1:8080/"},
}


@pytest.mark.parametrize("form", FORMS)
def test_writing_routes_all_refuse_what_another_site_sends_with_the_cookie(
    stage: Stage, form: str, count: Callable[..., None]
) -> None:
    kind, content = FORMS[form]
    session = stage.world.person("administrator").token
    before, refused = stage.rows(), 0
    for method, path, operation in operations(stage.world.app.openapi()):
        if method == "GET":
            continue
        for site, headers in SITES.items():
            sent = {"Cookie": f"veche={session}", "Content-Type": kind, **headers}
            answer = stage.call(method, at_absent(path, operation), None, content=content, headers=sent, version=1)
            assert problem(answer) == (403, "cross_site"), (path, site)
            refused += 1
    assert stage.rows() == before
    count("cross-site refusals", refused)


@pytest.mark.parametrize("form", ["urlencoded", "multipart", "text"])
def test_no_other_site_can_sign_a_browser_in(world: World, form: str) -> None:
    account = world.person()
    kind, content = FORMS[form]
    if form == "text":
        content = f'{{"email": "{account.email}", "password": "{PASSWORD}", "cookie": true}}'.encode()
    headers = {"Content-Type": kind, **SITES["cross-site"]}
    answer = world.call("POST", "/sessions", content=content, headers=headers)
    assert answer.status_code in (400, 422)
    assert "set-cookie" not in answer.headers


def test_token_in_the_header_is_of_no_site(world: World) -> None:
    administrator = world.person("administrator")
    for site, headers in SITES.items():
        made = world.call("POST", "/bodies", administrator, json={"name": f"Совет {site}"}, headers=headers)
        assert made.status_code == 201


def test_plain_cookie_does_not_count_where_the_safe_one_is_used(world: World) -> None:
    object.__setattr__(world.house, "public_url", "https://veche.example.org")
    token = world.person().token
    for name, status in (("veche", 401), ("__Host-veche", 200)):
        answer = world.call("GET", "/sessions/current", headers={"Cookie": f"{name}={token}"})
        assert answer.status_code == status
