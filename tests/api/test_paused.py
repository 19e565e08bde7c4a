"""An installation that is held answers reads, says so, and refuses every request that changes anything."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace

from fastapi.routing import iter_route_contexts

from domain.rights import RIGHTS
from schemas.actor import Scope
from storage.incarnation import Pause
from tests.api.stage import problem
from tests.api.world import PASSWORD, World

ABSENT = "00000000-0000-7000-8000-000000000000"
ALLOWED = {"sessions.sign_in", "sessions.sign_out"}
RECORDED_READS = {"people.export"}


def test_paused_installation_refuses_every_request_that_changes_anything(
    world: World, count: Callable[..., None]
) -> None:
    administrator = world.person("administrator")
    world.house = replace(world.house, pause=lambda: Pause("restored"))
    refused = set()
    for context in iter_route_contexts(world.app.routes):
        path = re.sub(r"\{[^}]+\}", ABSENT, str(context.path)).removeprefix("/api/v1")
        for method in context.methods or ():
            answer = world.call(method, path, administrator)
            if problem_code(answer.text) == "paused":
                assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
                refused.add(str(context.operation_id))
    changing = {operation for operation, right in RIGHTS.items() if right.scope is not Scope.READ}
    assert refused == (changing - ALLOWED) | RECORDED_READS
    count("operations refused in a pause", len(refused))


def test_paused_installation_is_read_by_whoever_signs_in(world: World) -> None:
    email = "chitatel@example.org"
    world.person("administrator", email=email)
    world.house = replace(world.house, pause=lambda: Pause("restored"))
    begun = world.call("POST", "/sessions", json={"email": email, "password": PASSWORD})
    assert begun.status_code == 201
    token = begun.json()["token"]
    assert world.call("GET", "/people", token).status_code == 200
    assert problem(world.call("POST", "/bodies", token, json={"name": "Совет"})) == (503, "paused")
    assert world.call("DELETE", "/sessions/current", token).status_code == 204


def test_readiness_says_that_the_installation_is_paused(world: World) -> None:
    assert world.call("GET", "/health/ready").json()["status"] == "ready"
    world.house = replace(world.house, pause=lambda: Pause("cloned"))
    answer = world.call("GET", "/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "paused")


def test_asking_whether_it_is_paused_holds_up_no_other_request(either_world: World) -> None:
    administrator = either_world.person("administrator")
    on_the_loop = []

    def pause() -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            on_the_loop.append(False)
        else:
            on_the_loop.append(True)

    either_world.house = replace(either_world.house, pause=pause)
    assert either_world.call("POST", "/bodies", administrator, json={"name": "Совет"}).status_code == 201
    assert on_the_loop == [either_world.house.database.is_sqlite], "a local file is read on the spot: it never waits"


def problem_code(text: str) -> str:
    found = re.search(r'"code":"(\w+)"', text)
    return found[1] if found else ""
