"""Every code there is, provoked over HTTP, with its sentence in Russian and English."""

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
from tests.api import (  # noqa: F401  they note what they provoke
    refusals_bodies,
    refusals_channels,
    refusals_documents,
    refusals_guests,
    refusals_parts,
    refusals_plans,
    refusals_positions,
    refusals_remarks,
    refusals_returned,
    refusals_texts,
)
from tests.api.refusals_identity import PROVOKED
from tests.api.refusals_process import PROVOKED_ON_STAGE
from tests.api.stage import Stage
from tests.api.world import PASSWORD, World


def test_codes_are_all_provoked(count: Callable[..., None]) -> None:
    provoked = set(PROVOKED) | set(PROVOKED_ON_STAGE)
    count("codes", len(provoked))
    assert provoked == set(PROBLEMS)


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
    assert len(raised) > 80, "the scan looks at the wrong place"


def assert_told(answer: Response, code: str, language: str) -> None:
    problem, told = PROBLEMS[code], answer.json()
    assert (answer.status_code, told["code"]) == (problem.status, code), answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert (told["type"], told["status"]) == (f"/problems/{code}", problem.status)
    assert answer.headers["content-language"] == language
    sentence = problem.ru if language == "ru" else problem.en
    pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(sentence))
    of_section = r"(?:(?:Раздел «.+»|Section “.+”)\. )?"
    assert re.fullmatch(of_section + pattern, told["detail"], re.DOTALL), told["detail"]
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


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("ru", "Д" * 301, "не длиннее 300 зн."),
        ("ru", " ", "не короче 1 зн."),
        ("en", "Д" * 301, "String should have at most 300 characters"),
        ("en", "\u3164", "String should have at least 1 characters"),
    ],
)
def test_lengths_of_a_text_are_told_in_characters(world: World, language: str, name: str, said: str) -> None:
    asks = world.person("administrator")
    told = world.call("POST", "/documents", asks, language=language, json={"title": name}).json()
    assert {error["pointer"]: error["detail"] for error in told["errors"]}["/title"] == said


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
    with caplog.at_level(logging.ERROR, "veche.edge"):
        told = PROVOKED["internal"](world, "en").json()
    assert sorted(told) == ["code", "detail", "incident", "status", "title", "type"]
    assert told["incident"] in caplog.text
    assert "signin.py" in caplog.text
    assert PASSWORD not in caplog.text


def test_registry_is_listed_to_anyone(world: World) -> None:
    listed, page = set(), "/problems?limit=200"
    while page:
        answer = world.call("GET", page)
        listed |= {one["code"] for one in answer.json()["items"]}
        page = answer.links.get("next", {}).get("url", "").removeprefix("/api/v1")
    assert listed == set(PROBLEMS)


def test_database_that_is_away_is_said_on_readiness(world: World, tmp_path: Path) -> None:
    object.__setattr__(world.house, "database", Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}"))
    told = world.call("GET", "/health/ready").json()
    assert told["checks"][0] == {"name": "database", "ok": False, "vital": True}
    assert told["code"] == "not_ready"
