"""Who gets through to which operation: the whole table of routes and roles, written out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from fastapi.routing import RouteContext, iter_route_contexts

from domain.rights import RIGHTS
from schemas.actor import Scope
from tests.api.world import Account, World, running_world

OK = 0
ROLES = ("anonymous", "member", "coordinator", "administrator", "deactivated", "expired", "revoked", "reader")
"""`reader` is an administrator's API token with the scope read; `expired` and `deactivated` were administrators."""

# fmt: off
TABLE = {  #                        anon  memb  coord admin deact expir revok reader
    "health.live":                 (OK,   OK,   OK,   OK,   OK,   OK,   OK,   OK),
    "health.ready":                (OK,   OK,   OK,   OK,   OK,   OK,   OK,   OK),
    "openapi.read":                (OK,   OK,   OK,   OK,   OK,   OK,   OK,   OK),
    "problems.list":               (OK,   OK,   OK,   OK,   OK,   OK,   OK,   OK),
    "sessions.sign_in":            (OK,   OK,   OK,   OK,   OK,   OK,   OK,   OK),
    "sessions.read":               (401,  OK,   OK,   OK,   401,  401,  401,  OK),
    "sessions.sign_out":           (401,  OK,   OK,   OK,   401,  401,  401,  403),
    "sessions.sign_out_elsewhere": (401,  OK,   OK,   OK,   401,  401,  401,  403),
    "tokens.list":                 (401,  OK,   OK,   OK,   401,  401,  401,  OK),
    "tokens.add":                  (401,  OK,   OK,   OK,   401,  401,  401,  403),
    "tokens.revoke":               (401,  404,  404,  OK,   401,  401,  401,  403),
    "people.list":                 (401,  OK,   OK,   OK,   401,  401,  401,  OK),
    "people.read":                 (401,  OK,   OK,   OK,   401,  401,  401,  OK),
    "people.add":                  (401,  403,  403,  OK,   401,  401,  401,  403),
    "people.update":               (401,  403,  403,  OK,   401,  401,  401,  403),
    "people.update_profile":       (401,  403,  403,  403,  401,  401,  401,  403),
    "people.change_password":      (401,  403,  403,  403,  401,  401,  401,  403),
    "people.reset_password":       (401,  403,  403,  OK,   401,  401,  401,  403),
    "organisations.list":          (401,  OK,   OK,   OK,   401,  401,  401,  OK),
    "organisations.read":          (401,  OK,   OK,   OK,   401,  401,  401,  OK),
    "organisations.add":           (401,  403,  403,  OK,   401,  401,  401,  403),
    "organisations.update":        (401,  403,  403,  OK,   401,  401,  401,  403),
    "bodies.list":                 (401,  OK,   OK,   OK,   401,  401,  401,  OK),
    "bodies.read":                 (401,  OK,   OK,   OK,   401,  401,  401,  OK),
    "bodies.add":                  (401,  403,  403,  OK,   401,  401,  401,  403),
    "bodies.update":               (401,  403,  403,  OK,   401,  401,  401,  403),
    "bodies.list_members":         (401,  OK,   OK,   OK,   401,  401,  401,  OK),
    "bodies.set_member":           (401,  403,  403,  OK,   401,  401,  401,  403),
    "bodies.remove_member":        (401,  403,  403,  OK,   401,  401,  401,  403),
}
# fmt: on


@dataclass(frozen=True)
class Objects:
    """Things of somebody else's that every role tries its rights on."""

    owner: Account
    token_id: str
    organisation_id: str
    body_id: str


def test_routes_are_all_listed_in_the_map(world: World, count: Callable[..., None]) -> None:
    unlisted = [context.path for context in routes(world) if context.operation_id not in RIGHTS]
    count("unlisted routes", len(unlisted))
    assert unlisted == []


def test_scope_is_read_exactly_for_the_operations_that_only_read(world: World) -> None:
    wrong = [
        context.operation_id
        for context in routes(world)
        if (RIGHTS[context.operation_id].scope is Scope.READ) != (context.methods == {"GET"})
    ]
    assert wrong == []


class Cast:
    """One installation for the whole table, with somebody in every role."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.keeper = world.person("administrator")
        self.accounts = {role: world.person(role) for role in ("member", "coordinator", "administrator")}
        gone = world.person("administrator")
        world.call("PATCH", f"/people/{gone.id}", self.keeper, version=1, json={"active": False})
        world.clock.advance(days=-8)
        old = world.person("administrator")
        world.clock.advance(days=8)
        revoked = world.api_token(self.accounts["administrator"], "read", "write", "admin")
        revoke_last_token(world, self.accounts["administrator"])
        reader = world.api_token(self.accounts["administrator"], "read")
        self.tokens = {"deactivated": gone.token, "expired": old.token, "revoked": revoked, "reader": reader}
        self.lasting = self.objects()

    def credential(self, role: str) -> str | None:
        """A token of the role's; sessions are fresh, because signing out is among the operations."""
        if role == "anonymous":
            return None
        return self.tokens.get(role) or self.world.sign_in(self.accounts[role].email)

    def objects(self) -> Objects:
        """Fresh ones, because removing them is among the operations."""
        world = self.world
        owner = world.person()
        token_id = made_token(world, owner)
        organisation_id = world.made("/organisations", self.keeper, {"name": "Землячество"})
        body_id = world.made("/bodies", self.keeper, {"name": "Совет"})
        member = f"/bodies/{body_id}/members/{owner.id}"
        assert world.call("PUT", member, self.keeper, json={"office": "секретарь"}).is_success
        return Objects(owner, token_id, organisation_id, body_id)


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with running_world(tmp_path_factory.mktemp("rights")) as world:
        yield Cast(world)


@pytest.mark.parametrize("operation", TABLE)
def test_operation_lets_in_exactly_those_in_the_table(cast: Cast, operation: str, count: Callable[..., None]) -> None:
    found = {}
    for role in ROLES:
        there = cast.lasting if RIGHTS[operation].scope is Scope.READ else cast.objects()
        answer = attempt(cast.world, operation, there, cast.credential(role))
        found[role] = answer if answer in (401, 403, 404) else OK
    count("routes × roles", len(found))
    assert found == dict(zip(ROLES, TABLE[operation], strict=True))


def routes(world: World) -> list[RouteContext]:
    return list(iter_route_contexts(world.app.routes))


def made_token(world: World, owner: Account) -> str:
    world.api_token(owner, "read")
    return str(world.call("GET", "/tokens", owner).json()["items"][-1]["id"])


def revoke_last_token(world: World, owner: Account) -> None:
    last = world.call("GET", "/tokens", owner).json()["items"][-1]["id"]
    assert world.call("DELETE", f"/tokens/{last}", owner).is_success


def attempt(world: World, operation: str, there: Objects, by: str | None) -> int:
    """The status of the operation on what is somebody else's, with a body and headers that are right."""
    method, path, body = request_of(operation, there)
    versioned = {"version": 1} if method == "PATCH" else {}
    return world.call(method, path, by, **versioned, **({"json": body} if body is not None else {})).status_code


def request_of(operation: str, there: Objects) -> tuple[str, str, dict[str, object] | None]:
    person, body = f"/people/{there.owner.id}", f"/bodies/{there.body_id}"
    organisation = f"/organisations/{there.organisation_id}"
    member = f"{body}/members/{there.owner.id}"
    passwords = {"current": "утро вечера мудренее", "new": "тише едешь дальше будешь"}
    return {
        "health.live": ("GET", "/health/live", None),
        "health.ready": ("GET", "/health/ready", None),
        "openapi.read": ("GET", "/openapi.json", None),
        "problems.list": ("GET", "/problems", None),
        "sessions.sign_in": ("POST", "/sessions", {"email": there.owner.email, "password": passwords["current"]}),
        "sessions.read": ("GET", "/sessions/current", None),
        "sessions.sign_out": ("DELETE", "/sessions/current", None),
        "sessions.sign_out_elsewhere": ("DELETE", "/sessions", None),
        "tokens.list": ("GET", "/tokens", None),
        "tokens.add": ("POST", "/tokens", {"name": "Выгрузка", "scopes": ["read"]}),
        "tokens.revoke": ("DELETE", f"/tokens/{there.token_id}", None),
        "people.list": ("GET", "/people", None),
        "people.read": ("GET", person, None),
        "people.add": ("POST", "/people", {"email": f"{there.body_id}@example.org", "name": "Новый"}),
        "people.update": ("PATCH", person, {"position": "эксперт"}),
        "people.update_profile": ("PATCH", f"{person}/profile", {"position": "эксперт"}),
        "people.change_password": ("PUT", f"{person}/password", passwords),
        "people.reset_password": ("POST", f"{person}/password/reset", {"new": passwords["new"]}),
        "organisations.list": ("GET", "/organisations", None),
        "organisations.read": ("GET", organisation, None),
        "organisations.add": ("POST", "/organisations", {"name": "Землячество"}),
        "organisations.update": ("PATCH", organisation, {"name": "Землячества"}),
        "bodies.list": ("GET", "/bodies", None),
        "bodies.read": ("GET", body, None),
        "bodies.add": ("POST", "/bodies", {"name": "Комитет"}),
        "bodies.update": ("PATCH", body, {"name": "Комитет"}),
        "bodies.list_members": ("GET", f"{body}/members", None),
        "bodies.set_member": ("PUT", member, {"office": "эксперт"}),
        "bodies.remove_member": ("DELETE", member, None),
    }[operation]
