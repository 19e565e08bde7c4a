"""Walking through lists by the Link header."""

import re

import pytest

from tests.api.world import Account, World


@pytest.fixture
def administrator(world: World) -> Account:
    administrator = world.person("administrator")
    for number in range(7):
        world.made("/organisations", administrator, {"name": f"Землячество {number}"})
    return administrator


def walk(world: World, by: Account, path: str) -> list[list[str]]:
    pages, following = [], path
    while following:
        answer = world.call("GET", following, by)
        pages.append([one["name"] for one in answer.json()["items"]])
        link = re.fullmatch(r'<(?P<to>[^>]+)>; rel="next"', answer.headers.get("link", ""))
        following = link["to"].removeprefix("/api/v1") if link else ""
    return pages


@pytest.mark.parametrize(("limit", "sizes"), [(1, [1] * 7), (3, [3, 3, 1]), (7, [7]), (200, [7])])
def test_walk_meets_everything_once_in_order(
    world: World, administrator: Account, limit: int, sizes: list[int]
) -> None:
    pages = walk(world, administrator, f"/organisations?limit={limit}")
    assert [len(page) for page in pages] == sizes
    assert [name for page in pages for name in page] == [f"Землячество {number}" for number in range(7)]


def test_what_is_added_during_a_walk_is_met_at_its_end(world: World, administrator: Account) -> None:
    first = world.call("GET", "/organisations?limit=5", administrator)
    world.made("/organisations", administrator, {"name": "Землячество 7"})
    following = first.headers["link"].partition(">")[0].removeprefix("</api/v1")
    rest = world.call("GET", following, administrator).json()["items"]
    assert [one["name"] for one in rest] == ["Землячество 5", "Землячество 6", "Землячество 7"]


def test_link_keeps_the_other_parameters(world: World, administrator: Account) -> None:
    member = world.person()
    for _ in range(2):
        world.api_token(member, "read")
    link = world.call("GET", f"/tokens?limit=1&person_id={member.id}", administrator).headers["link"]
    assert link.startswith(f"</api/v1/tokens?limit=1&person_id={member.id}&cursor=")


@pytest.mark.parametrize("cursor", ["", "%20", "a", "AA==", "_w", "я", "a" * 301, "AAAA"])
def test_cursor_that_was_not_given_out_is_refused(world: World, administrator: Account, cursor: str) -> None:
    answer = world.call("GET", f"/organisations?cursor={cursor}", administrator)
    assert (answer.status_code, answer.json()["code"]) == (422, "cursor_invalid")


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "1e1"])
def test_limit_out_of_bounds_is_refused(world: World, administrator: Account, limit: str) -> None:
    answer = world.call("GET", f"/organisations?limit={limit}", administrator)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
