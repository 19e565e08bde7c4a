"""The table of rights widened by rule: parts that people have in other documents, tokens, and everything foreign.

What is expected follows from the table and the map of rights, so that a new operation's row is enough.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import Response

from domain.rights import RIGHTS, Relation
from schemas.actor import Scope
from tests.api.examples_on_stage import READY_ON_STAGE
from tests.api.rights_requests import Cast, requests
from tests.api.rights_table import ROLES, TABLE
from tests.api.stage import Stage
from tests.api.test_openapi import example_of, found, operations, required_queries, sent
from tests.api.world import World

ABSENT = "00000000-0000-7000-8000-000000000000"
ELSEWHERE = {
    "coordinator": "stranger",
    "editor": "member",
    "reviewer": "member",
    "approver": "member",
    "leader": "member",
}
"""What a part in one document is worth in another."""
OPEN = frozenset({"person", "organisation", "body", "absence", "edition", "document", "feed"})
"""Things that everybody who is signed in may know of; who has the secret of a feed's address may read it."""


@pytest.fixture(scope="module")
def cast(stage: Stage) -> Cast:
    return Cast(stage)


@pytest.fixture(scope="module")
def elsewhere(stage: Stage) -> Cast:
    """Other people's documents in the same installation."""
    return Cast(Stage(stage.world, stage.worker, stage.parts))


def expected(operation: str, role: str) -> str:
    return TABLE[operation].split()[ROLES.index(role)]


def outcome(answer: Response) -> str:
    assert answer.status_code < 500, answer.text
    return str(answer.status_code) if answer.status_code in (401, 403, 404) else "OK"


@pytest.mark.parametrize("operation", TABLE)
def test_part_in_one_document_is_none_in_another(
    cast: Cast, elsewhere: Cast, operation: str, count: Callable[..., None]
) -> None:
    found = {role: outcome(elsewhere.attempt(operation, cast.credential(role, operation))) for role in ELSEWHERE}
    count("permission cells", len(found))
    assert found == {role: expected(operation, same) for role, same in ELSEWHERE.items()}


# Tokens


def tokens(cast: Cast) -> dict[str, tuple[str, frozenset[Scope]]]:
    """A coordinator's tokens, with what each reaches."""
    by = cast.stage.coordinator
    reach = {"write": ["write"], "read and write": ["read", "write"]}
    return {
        name: (cast.world.api_token(by, *words), frozenset(Scope(word) for word in words))
        for name, words in reach.items()
    }


@pytest.fixture(scope="module")
def scoped(cast: Cast) -> dict[str, tuple[str, frozenset[Scope]]]:
    return tokens(cast)


@pytest.fixture(scope="module")
def expired(cast: Cast) -> str:
    """An API token whose time is over."""
    world = cast.world
    until = world.clock().isoformat()
    world.clock.advance(days=-1)
    token = world.api_token(world.person("administrator"), "read", "write", "admin", expires_at=until)
    world.clock.advance(days=1)
    return token


@pytest.mark.parametrize("operation", TABLE)
def test_token_reaches_as_far_as_its_scopes_and_its_owner(
    cast: Cast,
    scoped: dict[str, tuple[str, frozenset[Scope]]],
    expired: str,
    operation: str,
    count: Callable[..., None],
) -> None:
    right = RIGHTS[operation]
    for name, (token, reach) in scoped.items():
        if operation.startswith(("sessions.", "tokens.")):
            continue  # what they end or show is the session's or the token's own: tests of sessions have them
        allowed = Relation.ANYONE in right.who or right.scope in reach
        assert outcome(cast.attempt(operation, token)) == (expected(operation, "coordinator") if allowed else "403"), (
            name
        )
        count("permission cells", 1)
    spent = outcome(cast.attempt(operation, expired))
    count("permission cells", 1)
    assert spent == expected(operation, "expired")


# One's own


@pytest.mark.parametrize("operation", [name for name in TABLE if Relation.SELF in RIGHTS[name].who])
def test_owner_may_do_with_their_own_what_the_map_says(cast: Cast, operation: str, count: Callable[..., None]) -> None:
    asked = str(requests(cast.ids)[operation])
    owned = operation == "milestones.fulfil" or any(cast.ids[name] in asked for name in ("person", "token", "absence"))
    owned = owned and operation != "disagreements.take_to_leadership"  # who is to decide it is not whose it is
    assert outcome(cast.attempt(operation, cast.owner.token)) == ("OK" if owned else expected(operation, "member"))
    count("permission cells", 1)


# Foreign ids


def positions() -> list[tuple[str, str]]:
    """Every operation with every place of its request in which an id stands that is not open to all."""
    marks = Marks()
    return [
        (operation, name) for operation in TABLE for name in marks.used(requests(marks)[operation]) if name not in OPEN
    ]


class Marks(dict[str, str]):
    """Ids that say what they are ids of."""

    def __missing__(self, name: str) -> str:
        return f"<{name}>"

    def used(self, request: Any) -> list[str]:
        return sorted(set(re.findall(r"<(\w+)>", str(request))))


@pytest.mark.parametrize(("operation", "name"), positions())
def test_foreign_id_in_any_place_is_answered_like_one_that_nobody_has(
    cast: Cast, elsewhere: Cast, operation: str, name: str, count: Callable[..., None]
) -> None:
    """Only this one id is replaced: the others are the asker's own."""
    insiders = ("coordinator", "editor", "reviewer", "approver", "leader")
    role = next((role for role in insiders if expected(operation, role) == "OK"), "member")
    by = cast.credential(role, operation)
    foreign, absent = elsewhere.ids[name], ABSENT
    answers = [cast.attempt(operation, by, **{name: id_}) for id_ in (foreign, absent)]
    assert seen(answers[0], foreign) == seen(answers[1], absent)
    count("foreign ids", 1)


def seen(answer: Response, id_: str) -> tuple[int, bytes, dict[str, str]]:
    """An answer without the id itself; its length follows from the body."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("content-length", "etag")}
    return answer.status_code, answer.content.replace(id_.encode(), b"ID"), headers


ID_FIELD = re.compile(r".*(_id|_ids|_hash)|bases|approvers|editors|reviewers|leaves|joins|signers|voters|needs")
OPEN_FIELDS = frozenset(
    {"person_id", "organisation_id", "body_id", "parent_id", "deputy_id", "approvers", "editors", "reviewers"}
    | {"leaves", "joins", "coordinator_id", "voters", "decider_id"}
)
"""Fields for people, organisations and bodies, which everybody who is signed in may look up."""
NO_ADDRESSES = frozenset({"text_hash", "needs", "signers", "settlement_id"})
"""Words that one must have before oneself, as a hash or an id; numbers and words of one's own plan; how many sign."""
FOREIGN = {"revision_id": "revision", "base_id": "revision", "section_id": "section", "bases": "section"}
"""What stands in the other fields, by name of the cast's ids."""


HIDDEN = {
    "sections.add": ("bases",),
    "sections.update": ("bases",),
    "sections.verdict": ("revision_id",),
    "sections.take_back": ("revision_id",),
    "sections.sign": ("revision_id",),
    "sections.decline": ("revision_id",),
    "documents.sign": ("candidate_hash",),
    "documents.decline": ("candidate_hash",),
    "contributions.add": ("revision_id",),
    "letters.enter": ("revision_id",),
    "comments.add": ("revision_id",),
    "comments.reattach": ("revision_id",),
    "reviews.add_remark": ("revision_id",),
    "reviews.change_remark": ("revision_id",),
    "reviews.send": ("revision_id",),
    "readings.apply": ("revision_id",),
    "plans.lay": ("section_id",),
    "bases.mark_seen": ("revision_id",),
}
"""The fields of forms in which an id or a hash of something hidden stands."""


def test_fields_for_ids_are_all_open_or_tried_with_foreign_ones(world: World) -> None:
    description = world.app.openapi()
    unknown = {
        f"{operation['operationId']}: {field}"
        for method, _, operation in operations(description)
        if method != "GET" and "application/json" in operation.get("requestBody", {}).get("content", {})
        for field in example_of(description, operation)
        if ID_FIELD.fullmatch(field) and field not in OPEN_FIELDS | NO_ADDRESSES
        if field not in HIDDEN.get(operation["operationId"], ())
    }
    assert unknown == set()


@pytest.mark.parametrize(("operation", "field"), [(name, field) for name, fields in HIDDEN.items() for field in fields])
def test_foreign_id_in_a_form_is_answered_like_one_that_nobody_has(
    stage: Stage, elsewhere: Cast, operation: str, field: str, count: Callable[..., None]
) -> None:
    method, path, described = found(stage.world, operation)
    ready = READY_ON_STAGE[operation](stage)
    candidate = f"/documents/{elsewhere.ids['signing']}/candidate"
    if field == "candidate_hash":
        foreign = str(elsewhere.stage.read(candidate)["hash"])
    else:
        foreign = elsewhere.ids[FOREIGN[field]]
    absent = "0" * 64 if field.endswith("_hash") else ABSENT
    answers = []
    for id_ in (foreign, absent):
        value = [id_] if isinstance(ready.ids[field], list) else id_
        request = sent(example_of(stage.world.app.openapi(), described), {**ready.ids, field: value})
        request["params"] = {one["name"]: one["schema"]["examples"][0] for one in required_queries(described)}
        place = path.format_map(ready.places)
        answers.append(seen(stage.call(method, place, ready.by, version=ready.version, **request), id_))
    assert answers[0] == answers[1]
    assert answers[0][0] in (404, 409, 422)
    count("foreign ids", 1)


# Fields that are nobody's to send

SERVERS_OWN = (
    "role", "status", "author", "author_id", "version", "signed_at", "signatures", "phase", "number", "made_at",
    "is_admin", "permissions", "head_id", "document", "published_at",
)  # fmt: skip


def filled(schema: dict[str, Any]) -> str:
    """What may stand in a path by its form."""
    if "enum" in schema:
        return str(schema["enum"][0])
    return "2190-07-04" if schema.get("format") == "date" else ABSENT


def test_forms_take_no_field_that_is_the_servers_own(world: World, count: Callable[..., None]) -> None:
    description = world.app.openapi()
    administrator = world.person("administrator")
    taken = []
    for method, path, operation in operations(description):
        content = operation.get("requestBody", {}).get("content", {})
        if method == "GET" or "application/json" not in content:
            continue
        example = example_of(description, operation)
        schema = content["application/json"]["schema"]
        own = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["properties"]
        inside = [one for one in operation.get("parameters", ()) if one["in"] == "path"]
        place = path.format_map({one["name"]: filled(one["schema"]) for one in inside})
        foreign = [field for field in SERVERS_OWN if field not in own]
        form = {**example, **dict.fromkeys(foreign, "administrator")}
        answer = world.call(method, place, administrator, json=form, version=1)
        assert answer.status_code == 422, operation["operationId"]
        refused = {error["pointer"] for error in answer.json()["errors"]}
        taken += [(operation["operationId"], field) for field in foreign if f"/{field}" not in refused]
        count("fields refused", len(foreign))
    assert taken == []
