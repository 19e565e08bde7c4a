"""Who gets through to which operation: the whole table of routes and roles."""

import re
from collections.abc import Callable

import pytest
from fastapi.routing import RouteContext, iter_route_contexts

from domain.rights import RIGHTS
from schemas.actor import Scope
from schemas.ids import new_id
from storage.tables import Edition, EditionFile
from tests.api.rights_requests import Cast, requests
from tests.api.rights_table import ROLES, TABLE
from tests.api.stage import Stage, problem
from tests.api.test_openapi import READING
from tests.api.world import World

ABSENT = "00000000-0000-7000-8000-000000000000"


@pytest.fixture(scope="module")
def cast(stage: Stage) -> Cast:
    return Cast(stage)


def routes(world: World) -> list[RouteContext]:
    contexts = iter_route_contexts(world.app.routes)
    return [context for context in contexts if hasattr(context, "operation_id")]  # the directory leads to the others


def test_routes_are_all_listed_in_the_map_and_in_the_table(world: World, count: Callable[..., None]) -> None:
    operations = {str(context.operation_id) for context in routes(world)}
    count("unlisted routes", len(operations - set(RIGHTS)))
    assert operations == set(RIGHTS) == set(TABLE)


def test_scope_is_read_exactly_for_the_operations_that_only_read(world: World) -> None:
    wrong = [
        context.operation_id
        for context in routes(world)
        if (RIGHTS[str(context.operation_id)].scope is Scope.READ)
        != (context.methods == {"GET"} or context.operation_id in READING)
    ]
    assert wrong == []


def test_requests_of_the_table_go_where_their_operation_is(cast: Cast) -> None:
    places = {str(context.operation_id): context for context in routes(cast.world)}
    assert set(requests(cast.ids)) == set(TABLE)
    for operation, (method, path, _) in requests(cast.ids).items():
        context = places[operation]
        assert method in (context.methods or ())
        assert context.path_regex.match(f"/api/v1{path.partition('?')[0]}"), operation


@pytest.mark.parametrize("operation", TABLE)
def test_operation_lets_in_exactly_those_in_the_table(cast: Cast, operation: str, count: Callable[..., None]) -> None:
    found = {}
    for role in ROLES:
        status = cast.attempt(operation, cast.credential(role, operation)).status_code
        assert status < 500
        found[role] = str(status) if status in (401, 403, 404) else "OK"
    count("routes × roles", len(found))
    assert found == dict(zip(ROLES, TABLE[operation].split(), strict=True))


def with_foreign_ids() -> list[tuple[str, str]]:
    found = [(name, role) for name in TABLE for role in ("member", "stranger")]
    return [(name, role) for name, role in found if TABLE[name].split()[ROLES.index(role)] == "404"]


@pytest.mark.parametrize(("operation", "role"), with_foreign_ids())
def test_foreign_id_is_answered_like_one_that_nobody_has(cast: Cast, operation: str, role: str) -> None:
    by = cast.credential(role, operation)
    foreign = cast.attempt(operation, by)
    absent = cast.attempt(operation, by, **dict.fromkeys(cast.ids, ABSENT))
    assert (foreign.status_code, foreign.json()) == (absent.status_code, absent.json())
    assert foreign.json()["code"] == "not_found"
    assert secret_headers(foreign) == secret_headers(absent)


def secret_headers(answer: object) -> dict[str, str]:
    return dict(answer.headers)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("operation", "place"), [("revisions.compare", "base_id"), ("comments.add", "revision_id")])
def test_foreign_id_inside_a_request_is_answered_like_one_that_nobody_has(
    stage: Stage, cast: Cast, operation: str, place: str
) -> None:
    own = stage.launched(editors=[stage.member], reviewers=[stage.second])
    head = stage.hand_in(own.section, by=stage.member)
    answers = []
    for foreign in (cast.ids["revision"], cast.ids["draft"], ABSENT):
        if operation == "revisions.compare":
            answers.append(stage.call("GET", f"/revisions/{head}/compare?{place}={foreign}", stage.member))
        else:
            form = {place: foreign, "text": "Почему?", "quote": "Совет"}
            answers.append(stage.call("POST", f"{own.section}/comments", stage.member, json=form))
    assert [problem(answer) for answer in answers] == [(404, "not_found")] * 3


@pytest.mark.parametrize("state", ["building", "void"])
def test_edition_that_is_not_published_is_for_participants_only_and_its_files_for_nobody(
    stage: Stage, state: str
) -> None:
    paper = stage.paper()
    edition = Edition(id=new_id(), document_id=paper.id, candidate_hash="", state=state, ordered_at=stage.world.clock())
    with stage.parts.database.write() as session:
        session.add(edition)
        session.flush()
        address = stage.parts.store.put("Ещё не для всех".encode())
        session.add(EditionFile(edition_id=edition.id, name="edition.md", address=address, size=1, media_type="a/b"))
    path, file = f"/editions/{edition.id}", f"/editions/{edition.id}/files/edition.md"
    for by, sees in ((None, False), (stage.member, False), (stage.stranger, False), (stage.editor, True)):
        listed = stage.call("GET", f"{paper.path}/editions", by).json()["items"]
        assert [one["id"] for one in listed] == ([edition.id] if sees else [])
        answer = stage.call("GET", path, by)
        assert answer.status_code == (200 if sees else 404)
        assert not re.search("edition.md", answer.text)
        assert problem(stage.call("GET", file, by)) == (404, "not_found")
