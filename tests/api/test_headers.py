"""The security headers: on the answer of every route, to anybody, and on every kind of refusal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import Response

from tests.api.stage import Stage
from tests.api.test_openapi import at_absent, operations
from tests.api.world import World

SECURITY = {
    "content-security-policy": "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ABSENT = "00000000-0000-7000-8000-000000000000"


def assert_guarded(answer: Response, **other: str) -> None:
    expected = {**SECURITY, **{name.replace("_", "-"): value for name, value in other.items()}}
    assert {name: answer.headers.get(name) for name in expected} == expected
    assert [name for name in answer.headers if name.startswith("access-control-")] == []
    assert "server" not in answer.headers


def test_every_route_guards_its_answers(world: World, count: Callable[..., None]) -> None:
    administrator = world.person("administrator")
    answers = 0
    for method, path, operation in operations(world.app.openapi()):
        for by in (None, administrator, "veche_ses_unknown"):
            answer = world.call(method, at_absent(path, operation), by, version=1)
            assert answer.status_code < 500, path
            assert_guarded(answer)
            answers += 1
        if operation["operationId"].startswith("sessions."):
            administrator = world.person("administrator")
    count("guarded answers", answers)


JSON = {"Content-Type": "application/json"}
PREFLIGHT = {"Origin": "https://evil.example.org", "Access-Control-Request-Method": "POST"}


def broken(world: World) -> Response:
    world.house = replace(world.house, passwords=None)  # type: ignore[arg-type]
    return world.call("POST", "/sessions", json={"email": "a@example.org", "password": "любой"})


REFUSALS: dict[str, tuple[int, Callable[[World], Response]]] = {
    "no such path": (404, lambda world: world.call("GET", "/nowhere")),
    "no such method": (405, lambda world: world.call("DELETE", "/people")),
    "preflight": (405, lambda world: world.call("OPTIONS", "/people", headers=PREFLIGHT)),
    "too large": (413, lambda world: world.call("POST", "/bodies", content=b" " * 1_000_001)),
    "no JSON": (400, lambda world: world.call("POST", "/sessions", content=b"{", headers=JSON)),
    "no form": (422, lambda world: world.call("POST", "/sessions", content=b"[]", headers=JSON)),
    "other host": (421, lambda world: world.call("GET", "/people", headers={"Host": "evil.example.org"})),
    "not signed in": (401, lambda world: world.call("GET", "/people")),
    "mishap": (500, broken),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_every_refusal_is_guarded(world: World, name: str) -> None:
    status, ask = REFUSALS[name]
    answer = ask(world)
    assert answer.status_code in (status, 422 if status == 400 else status)
    assert_guarded(answer)


def test_files_are_in_a_sandbox_and_may_be_kept_by_who_asked(stage: Stage) -> None:
    paper, edition = stage.published
    head = stage.head(paper.section)
    for path in (f"/revisions/{head}/text", f"/revisions/{head}/original", f"/editions/{edition}/files/edition.html"):
        answer = stage.call("GET", path, stage.editor)
        changed: dict[str, Any] = {
            "content_security_policy": f"{SECURITY['content-security-policy']}; sandbox",
            "cache_control": "private, no-cache",
        }
        assert_guarded(answer, **changed)
        assert answer.headers["content-disposition"].startswith("attachment;")
        again = stage.call("GET", path, stage.editor, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
        assert_guarded(again, **changed)


@pytest.mark.parametrize(
    ("public_url", "expected"), [("https://veche.example.org", "max-age=31536000"), ("http://veche.example.org", None)]
)
def test_browser_is_kept_to_https_where_that_is_the_address(
    world: World, public_url: str, expected: str | None
) -> None:
    world.house = replace(world.house, public_url=public_url)
    for path in ("/health/live", "/nowhere", "/people"):
        assert world.call("GET", path).headers.get("strict-transport-security") == expected
