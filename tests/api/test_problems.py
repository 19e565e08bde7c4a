"""Every code about requests and identity, provoked over HTTP, with its sentence in Russian and English."""

import ast
import json
import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from httpx2 import Response

from api.problems import MEDIA_TYPE
from schemas.problems import PROBLEMS
from storage.database import Database
from tests.api import refusals_parts, refusals_texts  # noqa: F401  they note what they provoke
from tests.api.refusals_process import PROVOKED_ON_STAGE
from tests.api.stage import Stage
from tests.api.world import PASSWORD, World

Ask = Callable[[World, str], Response]
"""Provokes a problem and asks for it in the language."""

ABSENT = "00000000-0000-7000-8000-000000000000"
NOT_OVER_HTTP = {
    "alarm_not_pending": "answers the durable timer, which alone sends the command",
    "edition_not_building": "answers the builder of editions, which alone sends the command",
    "patch_damaged": "no route applies a stored diff",
    "anchor_out_of_text": "no route takes a comment's place by numbers",
}
"""Codes that no request can meet, and why."""

Provoked = dict[str, Ask]
PROVOKED: Provoked = {}


def provokes(code: str) -> Callable[[Ask], Ask]:
    def note(ask: Ask) -> Ask:
        PROVOKED[code] = ask
        return ask

    return note


@provokes("not_found")
def _(world: World, language: str) -> Response:
    return world.call("GET", f"/people/{ABSENT}", world.person(), language=language)


@provokes("invalid_request")
def _(world: World, language: str) -> Response:
    form = {"email": "без собаки", "extra/field": 1}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("idempotency_key_missing")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/bodies", world.person("administrator"), key=None, language=language)


@provokes("idempotency_key_invalid")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/bodies", world.person("administrator"), key="a b", language=language)


@provokes("idempotency_key_reused")
def _(world: World, language: str) -> Response:
    administrator = world.person("administrator")
    world.call("POST", "/bodies", administrator, key="k", json={"name": "Совет"})
    return world.call("POST", "/bodies", administrator, key="k", json={"name": "Комитет"}, language=language)


@provokes("version_required")
def _(world: World, language: str) -> Response:
    by = world.person()
    return world.call("PATCH", f"/people/{by.id}/profile", by, json={"name": "Имя"}, language=language)


@provokes("version_outdated")
def _(world: World, language: str) -> Response:
    by = world.person()
    return world.call("PATCH", f"/people/{by.id}/profile", by, version=9, json={"name": "Имя"}, language=language)


@provokes("cursor_invalid")
def _(world: World, language: str) -> Response:
    return world.call("GET", "/people?cursor=%00", world.person(), language=language)


@provokes("method_not_allowed")
def _(world: World, language: str) -> Response:
    return world.call("PUT", "/people", language=language)


@provokes("body_too_large")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/people", content=b"x" * 1_000_001, language=language)


@provokes("request_unreadable")
def _(world: World, language: str) -> Response:
    headers = {"Content-Type": "application/json"}
    broken = b'{"name": "\xff"}'
    return world.call("POST", "/bodies", world.person(), content=broken, headers=headers, language=language)


@provokes("too_busy")
def _(world: World, language: str) -> Response:
    passwords = world.house.passwords
    taken = 0
    while passwords._doors.acquire(blocking=False):
        taken += 1
    try:
        form = {"email": "kto@example.org", "password": PASSWORD}
        return world.call("POST", "/sessions", json=form, language=language)
    finally:
        for _ in range(taken):
            passwords._doors.release()


@provokes("internal")
def _(world: World, language: str) -> Response:
    world.house.attempts._tried = None  # type: ignore[assignment]
    form = {"email": "kto@example.org", "password": PASSWORD}
    return world.call("POST", "/sessions", json=form, language=language)


@provokes("not_ready")
def _(world: World, language: str) -> Response:
    world.house.checks["worker"] = lambda: False  # type: ignore[index]
    return world.call("GET", "/health/ready", language=language)


@provokes("database_unavailable")
def _(world: World, language: str) -> Response:
    by = world.person()
    with world.house.database.writer.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE sessions RENAME TO gone")
        connection.commit()
    return world.call("GET", "/people", by, language=language)


@provokes("sign_in_required")
def _(world: World, language: str) -> Response:
    return world.call("GET", "/people", language=language)


@provokes("credential_invalid")
def _(world: World, language: str) -> Response:
    return world.call("GET", "/people", "veche_ses_unknown", language=language)


@provokes("credentials_refused")
def _(world: World, language: str) -> Response:
    form = {"email": world.person().email, "password": "не тот пароль"}
    return world.call("POST", "/sessions", json=form, language=language)


@provokes("too_many_attempts")
def _(world: World, language: str) -> Response:
    form = {"email": "kto@example.org", "password": "не тот пароль"}
    for _ in range(10):
        world.call("POST", "/sessions", json=form)
    return world.call("POST", "/sessions", json=form, language=language)


@provokes("not_allowed")
def _(world: World, language: str) -> Response:
    return world.call("POST", "/bodies", world.person(), json={"name": "Совет"}, language=language)


@provokes("scope_missing")
def _(world: World, language: str) -> Response:
    token = world.api_token(world.person("administrator"), "read", "write")
    return world.call("POST", "/bodies", token, json={"name": "Совет"}, language=language)


@provokes("cross_site")
def _(world: World, language: str) -> Response:
    headers = {"Cookie": f"veche={world.person('administrator').token}", "Sec-Fetch-Site": "cross-site"}
    return world.call("POST", "/bodies", json={"name": "Совет"}, headers=headers, language=language)


@provokes("not_a_session")
def _(world: World, language: str) -> Response:
    token = world.api_token(world.person(), "admin")
    return world.call("DELETE", "/sessions/current", token, language=language)


@provokes("password_too_short")
def _(world: World, language: str) -> Response:
    form = {"email": "kto@example.org", "name": "Кто", "password": "коротко"}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("password_too_common")
def _(world: World, language: str) -> Response:
    form = {"email": "kto@example.org", "name": "Кто", "password": "Пароль12345"}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("email_taken")
def _(world: World, language: str) -> Response:
    form = {"email": world.person().email.upper(), "name": "Двойник"}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("last_administrator")
def _(world: World, language: str) -> Response:
    by = world.person("administrator")
    return world.call("PATCH", f"/people/{by.id}", by, version=1, json={"role": "member"}, language=language)


@provokes("organisation_unknown")
def _(world: World, language: str) -> Response:
    form = {"email": "kto@example.org", "name": "Кто", "organisation_id": ABSENT}
    return world.call("POST", "/people", world.person("administrator"), json=form, language=language)


@provokes("expiry_in_past")
def _(world: World, language: str) -> Response:
    form = {"name": "Старый", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"}
    return world.call("POST", "/tokens", world.person(), json=form, language=language)


def test_codes_are_all_provoked(count: Callable[..., None]) -> None:
    provoked = set(PROVOKED) | set(PROVOKED_ON_STAGE)
    count("codes", len(provoked))
    assert provoked | set(NOT_OVER_HTTP) == set(PROBLEMS)


def test_codes_in_the_source_are_all_registered() -> None:
    raised = {
        node.args[0].value
        for folder in ("domain", "storage", "activities", "services", "api", "app")
        for file in (Path(__file__).parents[2] / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"
        if isinstance(node.args[0], ast.Constant)
    }
    assert raised - set(PROBLEMS) == set()
    assert len(raised) > 90


def assert_told(answer: Response, code: str, language: str) -> None:
    problem, told = PROBLEMS[code], answer.json()
    assert (answer.status_code, told["code"]) == (problem.status, code), answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert (told["type"], told["status"]) == (f"/problems/{code}", problem.status)
    assert answer.headers["content-language"] == language
    sentence = problem.ru if language == "ru" else problem.en
    pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(sentence))
    assert re.fullmatch(pattern, told["detail"], re.DOTALL), told["detail"]
    assert not {"{", "}", "None"} & set(re.findall(r"[{}]|None", told["detail"]))


@pytest.mark.parametrize("code", PROVOKED)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_problem_is_told_in_its_registered_form(world: World, code: str, language: str) -> None:
    assert_told(PROVOKED[code](world, language), code, language)


@pytest.mark.parametrize("code", PROVOKED_ON_STAGE)
def test_problem_of_a_document_is_told_in_its_registered_form(stage: Stage, code: str) -> None:
    ask = PROVOKED_ON_STAGE[code](stage)
    for language in ("ru", "en"):
        assert_told(ask(language), code, language)


def test_unknown_address_is_a_problem_too(world: World) -> None:
    answer = world.client.get("/nowhere")
    assert (answer.status_code, answer.headers["content-type"]) == (404, MEDIA_TYPE)


@pytest.mark.parametrize(
    ("wish", "language"),
    [("", "ru"), ("de", "ru"), ("en-GB", "en"), ("ru;q=0.1, en", "en"), ("en;q=0, ru", "ru"), ("en;q=x", "ru")],
)
def test_language_is_the_best_that_is_spoken(world: World, wish: str, language: str) -> None:
    assert world.call("GET", "/people", language=wish).headers["content-language"] == language


def test_invalid_fields_are_pointed_at_without_repeating_what_was_sent(world: World) -> None:
    told = PROVOKED["invalid_request"](world, "ru").json()
    assert {error["pointer"]: error["in"] for error in told["errors"]} == {
        "/email": "body",
        "/name": "body",
        "/extra~1field": "body",
    }
    assert "без собаки" not in json.dumps(told, ensure_ascii=False)
    assert {error["pointer"]: error["detail"] for error in told["errors"]}["/name"] == "поле обязательно"


def test_invalid_parameter_is_named(world: World) -> None:
    told = world.call("GET", "/people?limit=201", world.person()).json()
    assert told["errors"] == [{"in": "query", "name": "limit", "detail": "не больше 200"}]


def test_body_that_is_no_json_is_an_invalid_request(world: World) -> None:
    headers = {"Content-Type": "application/json"}
    told = world.call("POST", "/bodies", world.person("administrator"), content=b"{", headers=headers).json()
    assert (told["code"], told["errors"][0]["pointer"], told["errors"][0]["detail"]) == (
        "invalid_request",
        "",
        "это не JSON",
    )


def test_mishap_is_logged_by_place_and_told_by_number_only(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "veche.api"):
        told = PROVOKED["internal"](world, "en").json()
    assert sorted(told) == ["code", "detail", "incident", "status", "title", "type"]
    assert told["incident"] in caplog.text
    assert "attempts.py" in caplog.text
    assert PASSWORD not in caplog.text


def test_registry_is_listed_to_anyone(world: World) -> None:
    listed = world.call("GET", "/problems").json()["items"]
    assert {one["code"] for one in listed} == set(PROBLEMS)


def test_database_that_is_away_is_said_on_readiness(world: World, tmp_path: Path) -> None:
    object.__setattr__(world.house, "database", Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}"))
    told = world.call("GET", "/health/ready").json()
    assert told["checks"][0] == {"name": "database", "ok": False}
    assert told["code"] == "not_ready"
