"""Nobody sets a field that is not theirs: every name known anywhere in the API, sent to every route that writes."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from domain.rights import RIGHTS
from storage.tables import metadata
from tests.api.fields_table import BODY, NARROWER, NOTHING, QUERY, Fields, may_set
from tests.api.stage import Stage, problem
from tests.api.test_openapi import ABSENT, operations
from tests.api.world import Account, World

Place = dict[str, Any]
WITHIN = 5
"""Names sent in each object inside a body; which, is drawn by its place."""


def writing(description: Place) -> Iterator[tuple[str, str, Place]]:
    return (one for one in operations(description) if one[0] != "GET")


def shape(schemas: Place, schema: Place) -> Fields | None:
    """The fields of what a schema describes, None for a plain value."""
    found: Fields = {}
    while "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for kind in ("anyOf", "oneOf", "allOf"):
        for other in schema.get(kind, ()):
            found |= shape(schemas, other) or {}
    if schema.get("type") == "array":
        found |= shape(schemas, schema["items"]) or {}
    found |= {name: shape(schemas, one) for name, one in schema.get("properties", {}).items()}
    return found or None


def test_fields_that_each_operation_takes_are_those_in_the_table(world: World, count: Callable[..., None]) -> None:
    description = world.app.openapi()
    bodies, queries, nothing = {}, {}, set()
    for _, _, operation in writing(description):
        name = operation["operationId"]
        sent = operation.get("requestBody", {}).get("content", {}).get("application/json")
        asked = sorted(one["name"] for one in operation.get("parameters", ()) if one["in"] == "query")
        if sent:
            bodies[name] = shape(description["components"]["schemas"], sent["schema"])
        if asked:
            queries[name] = " ".join(asked)
        if "requestBody" not in operation and not asked:
            nothing.add(name)
    assert bodies == BODY
    assert queries == QUERY
    assert nothing == NOTHING
    cells = sum(len(may_set(name, one.value)) for name in BODY for one in RIGHTS[name].who)
    count("fields that a role may set", cells)


def names_of(description: Place) -> frozenset[str]:
    """Every name that stands for a value anywhere: in what is sent, answered or asked, and in the tables."""
    schemas = description["components"]["schemas"]
    found = {name for schema in schemas.values() for name in schema.get("properties", {})}
    found |= {one["name"] for _, _, each in operations(description) for one in each.get("parameters", ())}
    return frozenset(found | {column.name for table in metadata.tables.values() for column in table.columns})


def stuffed(taken: Fields, names: frozenset[str], at: str = "") -> tuple[Place, set[str]]:
    """A body with every field that it does not take, some of them in each object inside it, and where they stand."""
    others = sorted(names - taken.keys())
    body: Place = dict.fromkeys(Random(at).sample(others, WITHIN) if at else others, "x")
    places = {f"{at}/{name}" for name in body}
    for name, inside in taken.items():
        if inside is not None:
            body[name], more = stuffed(inside, names, f"{at}/{name}")
            places |= more
    return body, places


@pytest.mark.parametrize("role", ["administrator", "member"])
def test_every_other_field_known_anywhere_is_refused_by_every_operation(
    world: World, role: Any, count: Callable[..., None]
) -> None:
    description, account = world.app.openapi(), world.person(role)
    names = names_of(description)
    for method, path, operation in writing(description):
        if operation["operationId"] not in BODY:
            continue
        lists = listed(description, operation)
        body, places = stuffed(BODY[operation["operationId"]], names)
        places = {"/".join(part for part in at_first(place, lists)) for place in places}
        answer = send(world, method, path, operation, account, as_lists(body, "", lists))
        refused = {one["pointer"] for one in answer.json()["errors"] if one["detail"] == "такого поля нет"}
        assert (answer.status_code, places - refused) == (422, set()), operation["operationId"]
        count("fields refused", len(places))


def send(world: World, method: str, path: str, operation: Place, by: Account, body: Any) -> Any:
    places = {
        one["name"]: one["schema"].get("enum", ["2030-06-11" if one["name"] == "day" else ABSENT])[0]
        for one in operation.get("parameters", ())
        if one["in"] == "path"
    }
    return world.call(method, path.format_map(places), by, version=1, json=body)


def listed(description: Place, operation: Place) -> frozenset[str]:
    """Where lists of objects stand in a body, as "/rows"."""
    schemas = description["components"]["schemas"]

    def inside(schema: Place, at: str) -> Iterator[str]:
        while "$ref" in schema:
            schema = schemas[schema["$ref"].rpartition("/")[2]]
        for kind in ("anyOf", "oneOf", "allOf"):
            for other in schema.get(kind, ()):
                yield from inside(other, at)
        if schema.get("type") == "array" and shape(schemas, schema):
            yield at
            yield from inside(schema["items"], at)
        for name, one in schema.get("properties", {}).items():
            yield from inside(one, f"{at}/{name}")

    return frozenset(inside(operation["requestBody"]["content"]["application/json"]["schema"], ""))


def as_lists(body: Any, at: str, lists: frozenset[str]) -> Any:
    """The body with objects put into lists where those belong."""
    if not isinstance(body, dict):
        return body
    filled = {name: as_lists(one, f"{at}/{name}", lists) for name, one in body.items()}
    return [filled] if at in lists else filled


def at_first(place: str, lists: frozenset[str]) -> Iterator[str]:
    """The steps to a place, through the first of each list."""
    at = ""
    for step in place.split("/"):
        yield step
        at = f"{at}/{step}" if step else ""
        if at in lists:
            yield "0"


def test_fields_in_the_address_of_an_upload_or_sent_to_what_takes_none_have_no_effect(stage: Stage) -> None:
    paper = stage.paper()
    names = names_of(stage.world.app.openapi()) - {"filename", "title", "section_id"}
    given = {"person_id": stage.administrator.id, "number": "7", "latest": "7", "version": "7", "withdrawn_at": "2020"}
    asked = "&".join(f"{name}={given.get(name, 'x')}" for name in sorted(names))
    path = f"{paper.path}/materials?filename=a.txt"
    shown = []
    for more in ("", f"&{asked}"):
        made = stage.call("POST", path + more, stage.reviewer, content=b"text").json()
        assert problem(stage.call("POST", f"/materials/{made['id']}/withdraw", stage.member)) == (404, "not_found")
        view = stage.read(f"/materials/{made['id']}", stage.reviewer)
        shown.append({name: value for name, value in view.items() if name not in ("id", "at", "made_at")})
        body = {**dict.fromkeys(names, "x"), **given}
        answer = stage.call("POST", f"/materials/{made['id']}/withdraw", stage.reviewer, json=body if more else None)
        assert answer.is_success, answer.text
    assert shown[0] == shown[1]
    assert shown[0]["person_id"] == stage.reviewer.id


@pytest.mark.parametrize(("operation", "field"), sorted(NARROWER))
def test_field_that_only_some_may_set_is_refused_to_the_others(stage: Stage, operation: str, field: str) -> None:
    paper = stage.in_phase("review")
    other = {"person_id": stage.approver.id, "deputy_id": stage.member.id, "reason": "так надо"}
    days = {"since": "2031-07-01", "until": "2031-07-14"}
    invited = {"email": "gost-polya@example.org", "name": "Гость"}
    body = stage.body("Совет") if field == "bodies" else ""
    sent: dict[tuple[str, str], tuple[str, Account, Place]] = {
        ("invitations.add", "role"): ("/invitations", stage.coordinator, {**invited, "role": "administrator"}),
        ("invitations.add", "bodies"): ("/invitations", stage.coordinator, {**invited, "bodies": [{"body_id": body}]}),
        ("absences.add", "person_id"): ("/absences", stage.member, {"person_id": stage.reviewer.id, **days}),
        ("sections.recuse", "person_id"): (
            f"{paper.section}/recuse", stage.reviewer, {"person_id": stage.approver.id, "reason": "так надо"},
        ),
        ("sections.delegate", "person_id"): (f"{paper.section}/delegate", stage.reviewer, other),
        ("documents.delegate", "person_id"): (f"{paper.path}/delegate", stage.leader, other),
    }  # fmt: skip
    path, by, form = sent[operation, field]
    assert problem(stage.call("POST", path, by, json=form)) == (403, "not_allowed")
