"""Organisations in their places, and bodies with parts, offices and terms, over HTTP."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from storage.database import Database
from storage.migrations import configuration, upgrade
from tests.api.stage import problem
from tests.api.world import Account, World


@pytest.fixture
def administrator(world: World) -> Account:
    return world.person("administrator")


def test_district_follows_from_the_region(world: World, administrator: Account) -> None:
    form = {"name": "Землячество", "kind": "association", "region": "39"}
    path = f"/organisations/{world.made('/organisations', administrator, form)}"
    read = world.call("GET", path, administrator).json()
    assert (read["region"], read["district"]) == ("39", "northwestern")
    for version, (change, place) in enumerate(
        [
            ({"region": "41"}, ("41", "far_eastern")),
            ({"region": "77", "district": "central"}, ("77", "central")),
            ({"region": ""}, ("", "central")),
            ({"district": "ural"}, ("", "ural")),
            ({"name": "Иначе"}, ("", "ural")),
            ({"region": "90"}, ("90", "")),
        ],
        start=1,
    ):
        assert world.call("PATCH", path, administrator, version=version, json=change).is_success, change
        read = world.call("GET", path, administrator).json()
        assert (read["region"], read["district"]) == place
    for contradiction in ({"region": "39", "district": "ural"}, {"district": "ural"}):
        answer = world.call("PATCH", path, administrator, version=7, json=contradiction)
        assert problem(answer) == (422, "district_contradicts")


def test_organisations_are_listed_by_kind_region_and_district(world: World, administrator: Account) -> None:
    for name, kind, region in (("A", "association", "77"), ("B", "business", "77"), ("C", "association", "50")):
        world.made("/organisations", administrator, {"name": name, "kind": kind, "region": region})
    for query, names in (
        ("", "ABC"),
        ("?kind=association", "AC"),
        ("?region=77", "AB"),
        ("?district=central&kind=business", "B"),
        ("?district=ural", ""),
    ):
        items = world.call("GET", f"/organisations{query}", administrator).json()["items"]
        assert "".join(one["name"] for one in items) == names
    assert world.call("GET", "/organisations?kind=friends", administrator).status_code == 422


def test_parts_belong_to_a_working_group(world: World, administrator: Account) -> None:
    group = world.made("/bodies", administrator, {"name": "Рабочая группа", "kind": "working_group"})
    council = world.made("/bodies", administrator, {"name": "Совет", "kind": "expert_council"})
    parts = [
        world.made("/bodies", administrator, {"name": kind, "kind": kind, "parent_id": group})
        for kind in ("editorial_group", "organising_committee")
    ]
    listed = world.call("GET", f"/bodies?parent_id={group}", administrator).json()["items"]
    assert [one["id"] for one in listed] == parts
    for form in (
        {"name": "К", "kind": "control", "parent_id": group},
        {"name": "Р", "kind": "editorial_group", "parent_id": council},
        {"name": "Р", "kind": "editorial_group", "parent_id": administrator.id},
    ):
        assert problem(world.call("POST", "/bodies", administrator, json=form)) == (422, "body_misplaced")
    turned = world.call("PATCH", f"/bodies/{group}", administrator, version=1, json={"kind": "control"})
    assert problem(turned) == (422, "body_misplaced")
    freed = world.call("PATCH", f"/bodies/{parts[0]}", administrator, version=1, json={"parent_id": None})
    assert freed.is_success
    assert world.call("GET", f"/bodies/{parts[0]}", administrator).json()["parent_id"] is None


def test_body_has_one_chair_at_a_time(world: World, administrator: Account) -> None:
    first, second = world.person(), world.person()
    members = f"/bodies/{world.made('/bodies', administrator, {'name': 'Совет'})}/members"

    def seat(person: Account, **form: str) -> tuple[int, str]:
        answer = world.call("PUT", f"{members}/{person.id}", administrator, json={"office": "chair", **form})
        return (answer.status_code, "") if answer.is_success else problem(answer)

    assert seat(first, until="2026-12-31") == (204, "")
    assert seat(second) == (409, "chair_taken")
    assert seat(second, since="2026-12-31") == (409, "chair_taken")
    assert seat(second, since="2027-01-01") == (204, "")
    assert seat(first, until="2026-11-30") == (204, "")
    assert seat(first, since="2026-12-01", until="2026-11-30") == (422, "term_backwards")

    def on(day: str) -> list[str]:
        items = world.call("GET", f"{members}?on={day}", administrator).json()["items"]
        return [one["person_id"] for one in items]

    assert [on(day) for day in ("2026-11-30", "2026-12-01", "2027-01-01")] == [[first.id], [], [second.id]]


def test_member_may_come_again_for_another_term_and_the_first_stays(world: World, administrator: Account) -> None:
    person, other = world.person(), world.person()
    members = f"/bodies/{world.made('/bodies', administrator, {'name': 'Совет'})}/members"

    def serve(who: Account, since: str, until: str | None = None, office: str = "member") -> None:
        form = {"office": office, "since": since, "until": until}
        assert world.call("PUT", f"{members}/{who.id}", administrator, json=form).status_code == 204

    def listed(query: str = "") -> list[tuple[str, int, str, str, str | None]]:
        pages = [world.call("GET", f"{members}?limit={limit}{query}", administrator) for limit in (1, 50)]
        one = pages[1].json()["items"]
        assert pages[0].json()["items"] == one[:1]
        return [(row["person_id"], row["term"], row["office"], row["since"], row["until"]) for row in one]

    serve(person, "2020-01-01", "2022-12-31", office="chair")
    serve(other, "2023-01-01")
    serve(person, "2025-01-01")
    serve(person, "2025-02-01", "2027-12-31")  # the second is corrected
    first = (person.id, 1, "chair", "2020-01-01", "2022-12-31")
    second = (person.id, 2, "member", "2025-02-01", "2027-12-31")
    assert listed() == [first, second, (other.id, 1, "member", "2023-01-01", None)]
    assert [listed(f"&on={day}") for day in ("2021-06-01", "2024-06-01")] == [
        [first],
        [(other.id, 1, "member", "2023-01-01", None)],
    ]
    serve(person, "2024-01-01", "2024-12-31")  # entered after it was over
    between = (person.id, 3, "member", "2024-01-01", "2024-12-31")
    assert listed()[:3] == [first, between, second]
    assert world.call("DELETE", f"{members}/{person.id}", administrator).status_code == 204
    assert listed() == [first, between, (other.id, 1, "member", "2023-01-01", None)]
    assert problem(world.call("DELETE", f"{members}/{person.id}", administrator)) == (404, "not_found")


MEMBER_TODAY = [("2026-01-01", "2026-12-31")]
TWO = [*MEMBER_TODAY, ("2027-01-01", None)]
OVERLAPS = (409, "term_overlaps")


@pytest.mark.parametrize(
    ("terms", "put", "answer", "after"),
    [
        (MEMBER_TODAY, ("2024-01-01", "2024-12-31"), None, [("2024-01-01", "2024-12-31"), *MEMBER_TODAY]),
        (MEMBER_TODAY, (None, "2025-12-31"), None, [(None, "2025-12-31"), *MEMBER_TODAY]),
        (MEMBER_TODAY, ("2027-01-01", None), None, TWO),
        (MEMBER_TODAY, (None, None), None, [(None, None)]),
        ([(None, None)], ("2025-01-01", None), None, [("2025-01-01", None)]),
        (TWO[1:], ("2025-01-01", "2025-12-31"), None, [("2025-01-01", "2025-12-31"), TWO[1]]),
        ([(None, None)], ("2026-01-01", "2026-12-31"), None, MEMBER_TODAY),
        (TWO, ("2026-01-01", "2026-11-20"), None, [("2026-01-01", "2026-11-20"), TWO[1]]),
        (TWO, ("2027-02-01", "2027-12-31"), None, [*MEMBER_TODAY, ("2027-02-01", "2027-12-31")]),
        (TWO, ("2026-12-31", "2027-01-01"), OVERLAPS, TWO),
        (TWO, (None, None), OVERLAPS, TWO),
    ],
)  # fmt: skip
def test_days_change_the_term_they_share_days_with_and_are_another_one_otherwise(
    world: World, administrator: Account, terms: list[Any], put: Any, answer: Any, after: list[Any]
) -> None:
    path = f"/bodies/{world.made('/bodies', administrator, {'name': 'Совет'})}/members"
    person = world.person()
    for since, until in [*terms, put]:
        form = {"since": since, "until": until}
        given = world.call("PUT", f"{path}/{person.id}", administrator, json=form)
    assert (None if given.is_success else problem(given)) == answer
    rows = world.call("GET", path, administrator).json()["items"]
    assert [(row["since"], row["until"]) for row in rows] == after


def test_removal_ends_the_membership_today_with_the_terms_to_come(world: World, administrator: Account) -> None:
    path = f"/bodies/{world.made('/bodies', administrator, {'name': 'Совет'})}/members"
    person = world.person()
    for since, until in [("2024-01-01", "2024-12-31"), *TWO]:
        form = {"since": since, "until": until}
        assert world.call("PUT", f"{path}/{person.id}", administrator, json=form).status_code == 204
    assert world.call("DELETE", f"{path}/{person.id}", administrator).status_code == 204
    rows = world.call("GET", path, administrator).json()["items"]
    assert [(row["since"], row["until"]) for row in rows] == [("2024-01-01", "2024-12-31")]


def test_deputy_is_another_active_person(world: World, administrator: Account) -> None:
    member, deputy, gone = (world.person() for _ in range(3))
    world.call("PATCH", f"/people/{gone.id}", administrator, version=1, json={"active": False})
    path = f"/bodies/{world.made('/bodies', administrator, {'name': 'Совет'})}/members/{member.id}"
    for unfit in (member.id, gone.id, "nobody"):
        assert problem(world.call("PUT", path, administrator, json={"deputy_id": unfit})) == (422, "deputy_unfit")
    assert world.call("PUT", path, administrator, json={"deputy_id": deputy.id}).is_success


def test_offices_in_free_text_become_codes_and_keep_their_words(database_url: str) -> None:
    database = Database(database_url)
    upgrade(database)
    command.downgrade(configuration(database), "0005")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    words = ("Председатель", "chair", "зам. председателя", "Ответственный секретарь", "эксперт", "member")
    with database.write() as session:
        run = session.connection().execute
        run(
            sa.text("INSERT INTO bodies (id, name, function, version, made_at) VALUES ('b', 'Б', '', 1, :at)"),
            {"at": now},
        )
        for number, office in enumerate(words):
            person = {"id": f"p{number}", "at": now, "active": True}
            run(
                sa.text(
                    "INSERT INTO people (id, email, name, position, role, language, active, version, made_at)"
                    " VALUES (:id, :id, 'И', '', 'member', 'ru', :active, 1, :at)"
                ),
                person,
            )
            member = {"person": person["id"], "office": office}
            run(sa.text("INSERT INTO body_members (body_id, person_id, office) VALUES ('b', :person, :office)"), member)
    upgrade(database)
    with database.read() as session:
        query = sa.text("SELECT office, title FROM body_members ORDER BY person_id")
        found = [tuple(row) for row in session.connection().execute(query)]
    command.downgrade(configuration(database), "0005")
    with database.read() as session:
        back = session.connection().execute(sa.text("SELECT office FROM body_members ORDER BY person_id"))
        assert [row[0] for row in back] == list(words)
    database.close()
    assert found == [
        ("chair", "Председатель"),
        ("member", "chair"),
        ("deputy_chair", "зам. председателя"),
        ("secretary", "Ответственный секретарь"),
        ("member", "эксперт"),
        ("member", ""),
    ]
