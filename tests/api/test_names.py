"""Names of bodies and organisations over HTTP: each is borne by one of them, however it is written."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.stage import problem
from tests.api.test_people_import import confirm, upload
from tests.api.world import World

KINDS = [("/bodies", "body_exists"), ("/organisations", "organisation_exists")]
WRITINGS = [
    *("Союз «Чёрное озеро»", "союз «Чёрное озеро»", 'Союз "Черное озеро"', "Союз  „Чёрное\u00a0озеро“"),
    *("СОЮЗ ЧЁРНОЕ ОЗЕРО", " Союз ‘Черное озеро’ "),
]


@pytest.mark.parametrize(("path", "code"), KINDS)
def test_second_of_one_name_is_refused_and_told_which_there_is(world: World, path: str, code: str) -> None:
    administrator = world.person("administrator")
    made = world.made(path, administrator, {"name": WRITINGS[0]})
    for writing in WRITINGS:
        refused = world.call("POST", path, administrator, json={"name": writing})
        assert problem(refused) == (409, code)
        assert (refused.json()["id"], refused.json()["name"]) == (made, WRITINGS[0])
        assert f"«{WRITINGS[0]}» ({made})" in refused.json()["detail"]
    other = world.made(path, administrator, {"name": "Союз «Чёрное озеро-2»"})
    renamed = world.call("PATCH", f"{path}/{other}", administrator, version=1, json={"name": WRITINGS[2]})
    assert problem(renamed) == (409, code)
    assert world.call("GET", f"{path}/{other}", administrator).json()["version"] == 1
    own = world.call("PATCH", f"{path}/{made}", administrator, version=1, json={"name": WRITINGS[2]})
    assert own.is_success, own.text


@pytest.mark.parametrize(("path", "code"), KINDS)
def test_name_that_was_given_up_is_free_again(world: World, path: str, code: str) -> None:
    administrator = world.person("administrator")
    made = world.made(path, administrator, {"name": "Совет"})
    assert world.call("PATCH", f"{path}/{made}", administrator, version=1, json={"name": "Правление"}).is_success
    world.made(path, administrator, {"name": "Совет"})
    back = world.call("PATCH", f"{path}/{made}", administrator, version=2, json={"name": "совет"})
    assert problem(back) == (409, code)


def test_body_and_organisation_may_have_one_name(world: World) -> None:
    administrator = world.person("administrator")
    for path, _ in KINDS:
        world.made(path, administrator, {"name": "Совет"})


@pytest.mark.parametrize(("path", "code"), KINDS)
def test_of_many_at_once_one_gets_the_name(either_world: World, path: str, code: str) -> None:
    administrator = either_world.person("administrator")

    def ask(writing: str) -> tuple[int, str]:
        answer = either_world.call("POST", path, administrator, json={"name": writing})
        return (201, "") if answer.status_code == 201 else problem(answer)

    with ThreadPoolExecutor(len(WRITINGS)) as threads:
        answers = sorted(threads.map(ask, WRITINGS))
    assert answers == [(201, ""), *((409, code) for _ in WRITINGS[1:])]


def test_list_of_people_finds_the_organisation_however_it_is_written(world: World) -> None:
    administrator = world.person("administrator")
    there = world.made("/organisations", administrator, {"name": WRITINGS[0]})
    written = "".join(f"Житель {n};p{n}@example.org;{name}\n" for n, name in enumerate([*WRITINGS, "Новый «Союз»"]))
    preview = upload(
        world, administrator, f"ФИО;Почта;Организация\n{written}Ещё;e@example.org;новый союз\n".replace('"', "'")
    )
    done = confirm(world, administrator, preview).json()
    assert (done["people"], done["organisations"], done["wrong"]) == (len(WRITINGS) + 2, 1, 0)
    people = world.call("GET", "/people?limit=50", administrator).json()["items"]
    by_email = {one["email"]: one["organisation_id"] for one in people}
    assert {by_email[f"p{n}@example.org"] for n in range(len(WRITINGS))} == {there}
    assert by_email["e@example.org"] == by_email[f"p{len(WRITINGS)}@example.org"] != there
