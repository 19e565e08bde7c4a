"""The description of the API is exact: ids, required headers, and examples that work when they are sent."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from domain.rights import RIGHTS, Relation
from tests.api.examples import READY
from tests.api.examples_on_stage import READY_ON_STAGE
from tests.api.world import World

READING = {"policies.preview", "documents.rehearse"}
"""What is asked by POST because the question is long: nothing is written."""
BY_ITS_OWN_NAME = {"mail.receive"}
"""A letter's Message-ID makes its repetition the same act."""
ABSENT = "00000000-0000-7000-8000-000000000000"


def test_description_is_openapi_3_1_and_names_no_operation_outside_the_map(world: World) -> None:
    description = world.call("GET", "/openapi.json").json()
    assert description["openapi"].startswith("3.1.")
    assert {operation["operationId"] for _, _, operation in operations(description)} <= set(RIGHTS)


def test_bodies_all_have_an_example_and_a_world_to_send_it_in(world: World, count: Callable[..., None]) -> None:
    description = world.app.openapi()
    with_body = {
        operation["operationId"]: example_of(description, operation)
        for _, _, operation in operations(description)
        if "requestBody" in operation
    }
    assert [name for name, example in with_body.items() if example is None] == []
    assert set(with_body) == set(READY) | set(READY_ON_STAGE)
    count("examples", len(with_body))


@pytest.mark.parametrize("operation_id", READY)
def test_example_is_carried_out(world: World, operation_id: str) -> None:
    method, path, operation = found(world, operation_id)
    ready = READY[operation_id](world)
    answer = world.call(
        method,
        path.format_map(ready.places),
        ready.by,
        version=ready.version,
        json=example_of(world.app.openapi(), operation) | ready.form,
    )
    assert answer.is_success, answer.text


def test_operations_that_take_a_body_all_say_so(world: World) -> None:
    description = world.app.openapi()
    silent = [
        operation["operationId"]
        for _, _, operation in operations(description)
        if "x-body-limit" in operation and "requestBody" not in operation
    ]
    assert silent == []


def test_writing_operations_all_refuse_without_an_idempotency_key(world: World) -> None:
    administrator = world.person("administrator")
    answers = {}
    for method, path, operation in operations(world.app.openapi()):
        if method != "GET" and operation["operationId"] not in READING | BY_ITS_OWN_NAME:
            names = [parameter["name"] for parameter in operation["parameters"] if parameter["required"]]
            assert "idempotency-key" in names, operation["operationId"]
            answer = world.call(method, at_absent(path, operation), administrator, key=None, version=1)
            answers[operation["operationId"]] = answer.json()["code"]
    assert {name: code for name, code in answers.items() if code != "idempotency_key_missing"} == {}


def test_lists_all_take_a_limit_and_a_cursor(world: World) -> None:
    for _, path, operation in operations(world.app.openapi()):
        name = operation["operationId"]
        if name.partition(".")[2].startswith("list"):
            assert {"limit", "cursor"} <= {one["name"] for one in operation["parameters"]}, path


def test_operations_that_need_a_sign_in_say_so_and_refuse_anonymous_callers(world: World) -> None:
    for method, path, operation in operations(world.app.openapi()):
        open_to_anyone = Relation.ANYONE in RIGHTS[operation["operationId"]].who
        assert ("security" in operation) != open_to_anyone, path
        if not open_to_anyone:
            answer = world.call(method, at_absent(path, operation), version=1)
            assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_required"), path


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path below the prefix, and operation."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path.removeprefix("/api/v1"), operation


def found(world: World, operation_id: str) -> tuple[str, str, dict[str, Any]]:
    return next(one for one in operations(world.app.openapi()) if one[2]["operationId"] == operation_id)


def example_of(description: dict[str, Any], operation: dict[str, Any]) -> Any:
    """The example of the body: a form as JSON, or the text of a file."""
    content = operation["requestBody"]["content"]
    if "application/json" not in content:
        return next(iter(content.values())).get("example")
    return form_of(description, operation).get("examples", [None])[0]


def form_of(description: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    """The schema of a JSON body."""
    schema: dict[str, Any] = operation["requestBody"]["content"]["application/json"]["schema"]
    named = schema.get("$ref", "").rpartition("/")[2]
    return description["components"]["schemas"][named] if named else schema


def required_queries(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in operation["parameters"] if one["in"] == "query" and one["required"]]


def sent(example: Any, ids: dict[str, Any]) -> dict[str, Any]:
    """The example as a request, with `ids` in place of exactly the ids and hashes in it."""
    if isinstance(example, str):
        return {"content": example.encode()}
    assert {name for name, value in example.items() if is_id(value)} == set(ids)
    return {"json": {**example, **ids}}


def is_id(value: Any) -> bool:
    one = next(iter(value), None) if isinstance(value, list) else value
    if isinstance(one, dict):
        return any(is_id(inner) for inner in one.values())
    return isinstance(one, str) and re.fullmatch(r"[0-9a-f-]{36}|[0-9a-f]{64}", one) is not None


def at_absent(path: str, operation: dict[str, Any]) -> str:
    return path.format_map({one["name"]: ABSENT for one in operation.get("parameters", ()) if one["in"] == "path"})
