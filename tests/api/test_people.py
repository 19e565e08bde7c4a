"""People, organisations, bodies and tokens over HTTP: what is read back, who sees what, edits by version."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.world import World

ABSENT = "00000000-0000-7000-8000-000000000000"


def test_person_is_read_back_as_added(world: World) -> None:
    administrator = world.person("administrator")
    organisation_id = world.made("/organisations", administrator, {"name": "Землячество", "kind": "association"})
    form = {
        "email": "Anna@example.org",
        "name": "  Анна  ",
        "position": "секретарь",
        "organisation_id": organisation_id,
        "role": "coordinator",
        "language": "en",
    }
    person_id = world.made("/people", administrator, form)
    answer = world.call("GET", f"/people/{person_id}", administrator)
    assert answer.headers["etag"] == '"1"'
    assert answer.json() == {
        **form,
        "id": person_id,
        "email": "anna@example.org",
        "name": "Анна",
        "active": True,
        "consent": None,
        "erasure_asked_at": None,
        "erased_at": None,
        "version": 1,
    }


def test_address_is_shown_to_its_owner_and_to_those_who_invite(world: World) -> None:
    owner, member = world.person(), world.person()
    coordinator, administrator = world.person("coordinator"), world.person("administrator")
    seen = {
        one.email: world.call("GET", f"/people/{owner.id}", one).json()["email"]
        for one in (owner, member, coordinator, administrator)
    }
    assert seen == {
        owner.email: owner.email,
        member.email: None,
        coordinator.email: owner.email,
        administrator.email: owner.email,
    }
    listed = world.call("GET", "/people", member).json()["items"]
    assert [one["email"] for one in listed] == [None, member.email, None, None]


@pytest.mark.parametrize(
    "field", ["id", "version", "made_at", "password_hash", "role", "active", "email", "organisation_id"]
)
def test_profile_takes_no_field_of_an_administrator(world: World, field: str) -> None:
    person = world.person()
    answer = world.call("PATCH", f"/people/{person.id}/profile", person, version=1, json={field: "administrator"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{field}")


def test_edit_changes_what_was_sent_and_counts_the_version(world: World) -> None:
    administrator = world.person("administrator")
    organisation_id = world.made("/organisations", administrator, {"name": "Землячество"})
    path = f"/people/{world.person().id}"
    first = world.call("PATCH", path, administrator, version=1, json={"organisation_id": organisation_id})
    assert first.json()["version"] == 2
    second = world.call("PATCH", path, administrator, version=2, json={"name": "Новое имя", "role": None})
    assert second.json()["version"] == 3
    read = world.call("GET", path, administrator).json()
    assert (read["name"], read["organisation_id"], read["role"]) == ("Новое имя", organisation_id, "member")
    world.call("PATCH", path, administrator, version=3, json={"organisation_id": None})
    assert world.call("GET", path, administrator).json()["organisation_id"] is None


@pytest.mark.parametrize(("tag", "status"), [('"2"', 412), ('W/"1"', 412), ("*", 412), ("1", 412), ('"1"', 200)])
def test_edit_is_made_from_the_version_that_stands(world: World, tag: str, status: int) -> None:
    administrator = world.person("administrator")
    path = f"/bodies/{world.made('/bodies', administrator, {'name': 'Совет'})}"
    answer = world.call("PATCH", path, administrator, json={"name": "Комитет"}, headers={"If-Match": tag})
    assert answer.status_code == status
    assert world.call("GET", path, administrator).json()["version"] == (2 if status == 200 else 1)


def test_eight_editors_at_once_lose_nothing(world: World) -> None:
    administrator = world.person("administrator")
    path = f"/bodies/{world.made('/bodies', administrator, {'name': 'Совет'})}"

    def edit(number: int) -> int:
        version = world.call("GET", path, administrator).json()["version"]
        form = {"function": f"правка {number}"}
        return world.call("PATCH", path, administrator, version=version, json=form).status_code

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(edit, range(40)))
    assert set(answers) <= {200, 412}
    assert world.call("GET", path, administrator).json()["version"] == 1 + answers.count(200)


def test_members_of_a_body_are_listed_with_their_offices(world: World) -> None:
    administrator, person = world.person("administrator"), world.person()
    body = f"/bodies/{world.made('/bodies', administrator, {'name': 'Совет'})}"
    for office in ("secretary", "chair"):
        world.call("PUT", f"{body}/members/{person.id}", administrator, json={"office": office})
    world.call("PUT", f"{body}/members/{administrator.id}", administrator, json={})
    plain = {"term": 1, "title": "", "deputy_id": None, "since": None, "until": None}
    assert world.call("GET", f"{body}/members", person).json()["items"] == [
        {"person_id": administrator.id, "name": "Участник 1", "office": "member", **plain},
        {"person_id": person.id, "name": "Участник 2", "office": "chair", **plain},
    ]
    world.call("DELETE", f"{body}/members/{administrator.id}", administrator)
    assert len(world.call("GET", f"{body}/members", person).json()["items"]) == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/people/{absent}"),
        ("GET", "/people/not-an-id"),
        ("GET", "/people/%00"),
        ("PATCH", "/people/{absent}"),
        ("POST", "/people/{absent}/password/reset"),
        ("GET", "/organisations/{absent}"),
        ("PATCH", "/organisations/{absent}"),
        ("GET", "/bodies/{absent}"),
        ("PATCH", "/bodies/{absent}"),
        ("PUT", "/bodies/{body}/members/{absent}"),
        ("PUT", "/bodies/{absent}/members/{person}"),
        ("DELETE", "/bodies/{body}/members/{person}"),
        ("DELETE", "/tokens/{absent}"),
    ],
)
def test_what_is_not_there_is_not_found(world: World, method: str, path: str) -> None:
    administrator = world.person("administrator")
    body = world.made("/bodies", administrator, {"name": "Совет"})
    form = {"new": "тише едешь дальше будешь"} if path.endswith("reset") else {}
    place = path.format(absent=ABSENT, body=body, person=administrator.id)
    answer = world.call(method, place, administrator, version=1, **({} if method == "GET" else {"json": form}))  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_token_carries_its_scopes_and_no_more(world: World) -> None:
    administrator = world.person("administrator")
    reads, manages = world.api_token(administrator, "read"), world.api_token(administrator, "admin")
    assert world.call("GET", "/people", reads).status_code == 200
    assert world.call("GET", "/people", manages).json()["code"] == "scope_missing"
    assert world.call("POST", "/bodies", manages, json={"name": "Совет"}).status_code == 201


def test_token_cannot_make_one_that_may_more(world: World) -> None:
    token = world.api_token(world.person(), "admin")
    wider = world.call("POST", "/tokens", token, json={"name": "Шире", "scopes": ["admin", "write"]})
    assert (wider.status_code, wider.json()["scope"]) == (403, "write")


def test_token_ends_at_its_expiry(world: World) -> None:
    person = world.person()
    token = world.api_token(person, "read", expires_at="2026-11-22T15:00:00+03:00")
    world.clock.advance(hours=3, seconds=-1)
    assert world.call("GET", "/people", token).status_code == 200
    world.clock.advance(seconds=1)
    assert world.call("GET", "/people", token).status_code == 401


def test_tokens_are_listed_without_their_secret_and_with_their_last_use(world: World) -> None:
    person, administrator = world.person(), world.person("administrator")
    token = world.api_token(person, "write", "read")
    world.clock.advance(minutes=3)
    world.call("GET", "/people", token)
    listed = world.call("GET", f"/tokens?person_id={person.id}", administrator).json()["items"]
    assert [(one["prefix"], one["scopes"], one["used_at"]) for one in listed] == [
        (token[:16], ["read", "write"], "2026-11-22T09:03:00Z")
    ]
    assert token not in str(listed)


def test_tokens_of_others_are_for_administrators_only(world: World) -> None:
    person, other = world.person(), world.person()
    assert world.call("GET", f"/tokens?person_id={person.id}", other).status_code == 403


@pytest.mark.parametrize("name", ["", "   ", "a\x00b", "a\nb", "a" * 301, "\ud800"])
def test_name_is_one_visible_line(world: World, name: str) -> None:
    content = json.dumps({"name": name}).encode()  # in ASCII, so that half a surrogate pair can be sent
    headers = {"Content-Type": "application/json"}
    answer = world.call("POST", "/bodies", world.person("administrator"), content=content, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/name")
