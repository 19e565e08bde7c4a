"""Absences with deputies over HTTP: one at a time, no chains, ended early, days of the installation's zone."""

import pytest

from tests.api.stage import problem
from tests.api.world import Account, World


def away(world: World, by: Account, since: str, until: str, **form: str) -> tuple[int, str]:
    answer = world.call("POST", "/absences", by, json={"since": since, "until": until, **form})
    return (201, str(answer.json()["id"])) if answer.is_success else problem(answer)


def test_absence_is_recorded_listed_and_ended(world: World) -> None:
    person, deputy = world.person(), world.person()
    status, absence = away(world, person, "2026-12-01", "2026-12-14", deputy_id=deputy.id)
    assert status == 201
    (listed,) = world.call("GET", "/absences", person).json()["items"]
    assert (listed["person_id"], listed["deputy_id"], listed["ended_at"]) == (person.id, deputy.id, None)
    ended = world.call("POST", f"/absences/{absence}/end", person).json()
    assert ended["ended_at"] == "2026-11-22T09:00:00Z"
    assert problem(world.call("POST", f"/absences/{absence}/end", person)) == (409, "absence_over")
    assert away(world, person, "2026-12-01", "2026-12-14")[0] == 201


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_absence_of_somebody_else_is_for_those_who_invite(world: World, role: str) -> None:
    person, other, convener = world.person(), world.person(), world.person(role)  # type: ignore[arg-type]
    days = ("2026-12-01", "2026-12-14")
    assert away(world, other, *days, person_id=person.id) == (403, "not_allowed")
    status, absence = away(world, convener, *days, person_id=person.id)
    assert status == 201
    assert world.call("GET", f"/absences?person_id={person.id}", other).status_code == 403
    assert world.call("GET", f"/absences?person_id={person.id}", convener).json()["items"][0]["id"] == absence
    assert problem(world.call("POST", f"/absences/{absence}/end", other)) == (404, "not_found")
    assert world.call("POST", f"/absences/{absence}/end", convener).is_success


@pytest.mark.parametrize(
    ("since", "until", "answer"),
    [
        ("2026-12-10", "2026-12-20", 409),
        ("2026-12-14", "2026-12-14", 409),
        ("2026-11-25", "2027-01-20", 409),
        ("2026-12-15", "2026-12-20", 201),
        ("2026-11-25", "2026-11-30", 201),
    ],
)
def test_absences_of_one_person_share_no_day(world: World, since: str, until: str, answer: int) -> None:
    person = world.person()
    away(world, person, "2026-12-01", "2026-12-14")
    status, code = away(world, person, since, until)
    assert (status, code if status == 409 else "absence_overlaps") == (answer, "absence_overlaps")


def test_deputies_make_no_chain(world: World) -> None:
    first, second, third = (world.person() for _ in range(3))
    days = ("2026-12-01", "2026-12-14")
    assert away(world, second, "2026-12-14", "2026-12-20")[0] == 201
    assert away(world, first, *days, deputy_id=second.id) == (409, "deputy_absent")
    assert away(world, first, *days, deputy_id=third.id)[0] == 201
    assert away(world, third, "2026-12-05", "2026-12-06", deputy_id=second.id) == (409, "stands_in")
    assert away(world, third, "2026-12-15", "2026-12-16")[0] == 201


def test_deputy_is_another_active_person(world: World) -> None:
    administrator, person, gone = world.person("administrator"), world.person(), world.person()
    world.call("PATCH", f"/people/{gone.id}", administrator, version=1, json={"active": False})
    for unfit in (person.id, gone.id, "nobody"):
        assert away(world, person, "2026-12-01", "2026-12-02", deputy_id=unfit) == (422, "deputy_unfit")
    assert away(world, administrator, "2026-12-01", "2026-12-02", person_id=gone.id) == (422, "person_unknown")


def test_days_are_those_of_the_installation(world: World) -> None:
    person = world.person()
    world.clock.advance(hours=11, minutes=59)  # 23:59 of 22 November in Moscow
    assert away(world, person, "2026-11-22", "2026-11-22")[0] == 201
    world.clock.advance(minutes=1)
    assert away(world, world.person(), "2026-11-22", "2026-11-22") == (409, "absence_over")
    assert away(world, person, "2026-11-24", "2026-11-23") == (422, "term_backwards")
