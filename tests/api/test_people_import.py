"""A list of people over HTTP: what the preview says, what the confirmation makes, and that it makes it once."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from tests.api.stage import problem
from tests.api.test_links import rows
from tests.api.world import Account, World


@pytest.fixture
def administrator(world: World) -> Account:
    return world.person("administrator")


def upload(world: World, by: Account, content: str | bytes, filename: str = "люди.csv", **more: Any) -> Any:
    sent = content.encode() if isinstance(content, str) else content
    return world.call("POST", f"/people/imports?filename={filename}", by, content=sent, **more)


def confirm(world: World, by: Account, preview: Any, **form: Any) -> Any:
    return world.call("POST", f"/people/imports/{preview.json()['id']}/confirm", by, json=form)


LIST = """ФИО;Почта;Телефон;Организация;Регион;Категория;Должность;Орган;Роль
Гостев Пётр;Gost@example.org;+7;Землячество;Карелия;Землячества;член;экспертный совет;секретарь
Орлова Анна;anna@example.org;;Землячество;;;;;
Петров;не адрес;;;;;;;
Гостев П.;gost@example.org;;;;;;;
Сидоров;sid@example.org;;Завод;Карелея;Бизнес;;;
Кротов;krot@example.org;;Завод;;Дружба;;;
Ивин;iv@example.org;;;;;;Совет старейшин;
;bez@example.org;;;;;;;
=1+1;formula@example.org;;;;;;;
Волков;volk@example.org;;Землячество;Москва;;;;
Зимин;;;;;;;;
Белов;belov@example.org;;;;;;;председатель
"""


def test_preview_says_of_every_row_what_it_is_and_why(world: World, administrator: Account) -> None:
    world.made("/bodies", administrator, {"name": "Экспертный совет"})
    preview = upload(world, administrator, LIST)
    assert preview.status_code == 201, preview.text
    shown = preview.json()
    assert shown["ignored"] == ["Телефон"]
    assert shown["columns"]["Роль"] == "office"
    found = {row["number"]: (row["status"], [one["code"] for one in row["reasons"]]) for row in shown["rows"]}
    assert found == {
        2: ("new", []),
        3: ("new", []),
        4: ("wrong", ["email_bad"]),
        5: ("wrong", ["email_double"]),
        6: ("wrong", ["region_unknown"]),
        7: ("wrong", ["kind_unknown"]),
        8: ("wrong", ["body_unknown"]),
        9: ("wrong", ["name_missing"]),
        10: ("new", ["cell_defused"]),
        11: ("wrong", ["organisation_contradicts"]),
        12: ("wrong", ["email_missing"]),
        13: ("wrong", ["office_without_body"]),
    }
    by_number = {row["number"]: row for row in shown["rows"]}
    assert (by_number[2]["region"], by_number[2]["kind"], by_number[2]["office"]) == ("10", "association", "secretary")
    assert "Республика Карелия" in by_number[6]["reasons"][0]["detail"]
    assert by_number[10]["name"] == "1+1"
    assert shown["counts"] == {"new": 3, "wrong": 9}
    assert world.call("GET", "/people", administrator).json()["items"][1:] == []


WRONG_FIRST = """ФИО;Почта;Организация;Регион;Категория;Орган;Роль
Занят;busy@example.org;;;;Совет;председатель
Спорный;a@example.org;Завод;Карелия;Бизнес;Совет;председатель
Орлова;a@example.org;;;;;
Волков;b@example.org;Завод;Москва;Землячество;;
Кротов;c@example.org;Завод;Карелия;;;
Ивин;d@example.org;;Атлантида;;;
Белов;e@example.org;;;Земля;;
"""


def test_wrong_row_stands_in_nobodys_way_and_only_what_is_alike_is_suggested(
    world: World, administrator: Account
) -> None:
    world.made("/bodies", administrator, {"name": "Совет"})
    found = upload(world, administrator, WRONG_FIRST).json()["rows"]
    assert [(row["number"], [one["code"] for one in row["reasons"]]) for row in found] == [
        (2, []),
        (3, ["chair_taken"]),
        (4, []),
        (5, []),
        (6, ["organisation_contradicts"]),  # against row 5, which counts
        (7, ["region_unknown"]),
        (8, ["kind_unknown"]),
    ]
    assert found[3]["kind"] == "association"
    assert [row["reasons"][0]["detail"] for row in found[4:]] == [
        "Организация «Завод» стоит в строке 5 с другим регионом или другой категорией.",
        "Такого региона нет: Атлантида. Похожие: —.",
        "Такой категории нет: Земля. Похожие: Землячества, Члены землячеств, Сообщество землячеств.",
    ]


def test_confirmation_makes_people_organisations_and_memberships_once(world: World, administrator: Account) -> None:
    body = world.made("/bodies", administrator, {"name": "Экспертный совет"})
    preview = upload(world, administrator, LIST)
    done = confirm(world, administrator, preview).json()
    assert done == {
        "people": 3, "known": 0, "wrong": 9, "organisations": 1, "memberships": 1, "invitations": 0,
    }  # fmt: skip
    people = {one["email"]: one for one in world.call("GET", "/people", administrator).json()["items"]}
    assert people["gost@example.org"]["position"] == "член"
    (organisation,) = world.call("GET", "/organisations", administrator).json()["items"]
    assert (organisation["region"], organisation["district"]) == ("10", "northwestern")
    assert people["anna@example.org"]["organisation_id"] == organisation["id"]
    (member,) = world.call("GET", f"/bodies/{body}/members", administrator).json()["items"]
    assert (member["person_id"], member["office"]) == (people["gost@example.org"]["id"], "secretary")
    assert problem(confirm(world, administrator, preview)) == (409, "people_import_used")
    again = upload(world, administrator, LIST)
    assert again.json()["counts"] == {"known": 3, "wrong": 9}
    assert confirm(world, administrator, again).json() == {
        "people": 0, "known": 3, "wrong": 9, "organisations": 0, "memberships": 0, "invitations": 0,
    }  # fmt: skip
    assert len(world.call("GET", "/people", administrator).json()["items"]) == 4


def test_confirmed_list_keeps_no_names(world: World, administrator: Account) -> None:
    preview = upload(world, administrator, "ФИО;Почта;Телефон\nТайный Пётр;не адрес;+7 912 555\n")
    confirm(world, administrator, preview)
    read = world.call("GET", f"/people/imports/{preview.json()['id']}", administrator).json()
    assert (read["rows"], read["counts"]["wrong"]) == ([], 1)
    kept = str(rows(world))
    assert "Тайный" not in kept
    assert "912 555" not in kept


def test_preview_nobody_confirmed_goes_after_a_month(world: World, administrator: Account) -> None:
    preview = upload(world, administrator, "ФИО;Почта\nГостев;gost@example.org\n")
    world.clock.advance(days=30, seconds=1)
    by = world.person("administrator")
    upload(world, by, "ФИО;Почта\n")
    assert problem(world.call("GET", f"/people/imports/{preview.json()['id']}", by)) == (404, "not_found")


def test_known_person_is_matched_by_address_and_keeps_what_is_theirs(world: World, administrator: Account) -> None:
    person = world.person(email="gost@example.org")
    gone = world.person(email="gone@example.org")
    world.call("PATCH", f"/people/{gone.id}", administrator, version=1, json={"active": False})
    text = "ФИО;Почта;Организация\nИначе;GOST@example.org;Завод\nУшёл;gone@example.org;Завод\n"
    preview = upload(world, administrator, text)
    assert [row["status"] for row in preview.json()["rows"]] == ["known", "wrong"]
    assert confirm(world, administrator, preview).json()["known"] == 1
    read = world.call("GET", f"/people/{person.id}", administrator).json()
    assert read["name"] == "Участник 2"
    assert read["organisation_id"] is not None


def test_person_added_after_the_preview_is_known_at_the_confirmation(world: World, administrator: Account) -> None:
    preview = upload(world, administrator, "ФИО;Почта\nГостев;gost@example.org\n")
    assert preview.json()["counts"] == {"new": 1}
    world.person(email="gost@example.org")
    assert confirm(world, administrator, preview).json()["known"] == 1


def test_new_people_are_invited_where_that_is_asked(world: World, administrator: Account) -> None:
    preview = upload(world, administrator, "ФИО;Почта\nГостев;gost@example.org\n")
    assert confirm(world, administrator, preview, invite=True).json()["invitations"] == 1
    (invitation,) = world.call("GET", "/invitations", administrator).json()["items"]
    assert (invitation["email"], invitation["letter"]) == ("gost@example.org", "planned")
    assert invitation["person_id"] is not None


def test_body_gets_one_chair_from_a_list(world: World, administrator: Account) -> None:
    world.made("/bodies", administrator, {"name": "Совет"})
    text = "ФИО;Почта;Орган;Роль\nА;a@example.org;Совет;председатель\nБ;b@example.org;Совет;председатель\n"
    preview = upload(world, administrator, text)
    assert [row["status"] for row in preview.json()["rows"]] == ["new", "wrong"]
    confirm(world, administrator, preview)
    assert [row["status"] for row in upload(world, administrator, text).json()["rows"]] == ["known", "wrong"]


def test_workbook_is_read_like_a_text(world: World, administrator: Account) -> None:
    book = Workbook()
    for row in (["Список"], ["E-mail", "Name", "Phone"], ["gost@example.org", "Пётр", 7], [None, None, None]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    shown = upload(world, administrator, content.getvalue(), "list.xlsx", language="en").json()
    assert shown["counts"] == {"new": 1}
    assert shown["ignored"] == ["Phone"]


def test_reasons_are_told_in_the_readers_language(world: World, administrator: Account) -> None:
    world.call("PATCH", f"/people/{administrator.id}/profile", administrator, version=1, json={"language": "en"})
    shown = upload(world, administrator, "ФИО;Почта\nГостев;\n").json()
    assert shown["rows"][0]["reasons"] == [{"code": "email_missing", "detail": "There is no e-mail address."}]


def test_erasure_of_anybody_takes_waiting_previews_with_it(world: World, administrator: Account) -> None:
    gone = world.person(email="gone@example.org")
    preview = upload(world, administrator, "ФИО;Почта\nУшедший Пётр;GONE@example.org\n")
    world.call("PATCH", f"/people/{gone.id}", administrator, version=1, json={"active": False})
    erased = world.call("POST", f"/people/{gone.id}/erasure", administrator, json={"reason": "просит сам"})
    assert erased.is_success, erased.text
    assert problem(world.call("GET", f"/people/imports/{preview.json()['id']}", administrator)) == (404, "not_found")
    assert "Ушедший" not in str(rows(world))
