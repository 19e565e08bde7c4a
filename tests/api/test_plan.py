"""A plan over HTTP: from a file or by hand, what contradicts itself in it, and why that may stand."""

from typing import Any

import pytest

from tests.api.stage import Form, Stage, problem
from tests.domain.plan.test_contradictions import SEED_DATES, seed, seed_text

PLAN = """1. Сформировать рабочую группу - 15.10.2027;

2. Рабочей группе собрать отчёты - 01.02.2027;

2. Провести встречу землячеств - 01.03.2028;

4. Подвести итоги - когда будет возможность за год.
"""
LETTER = "Уважаемые коллеги!\n\nПриглашаем вас на встречу землячеств, которую проведём в феврале 2029 года.\n"


def upload(stage: Stage, document: str, content: str | bytes, filename: str = "plan.md", **query: Any) -> Form:
    sent = content.encode() if isinstance(content, str) else content
    path, params = f"{document}/plan/imports", {"filename": filename, **query}
    answer = stage.call("POST", path, stage.coordinator, params=params, content=sent)
    assert answer.status_code == 201, answer.text
    found: Form = answer.json()
    return found


def confirm(stage: Stage, document: str, read: Form, **form: Any) -> str:
    path = f"{document}/plan/imports/{read['id']}/confirm"
    return str(stage.done("POST", path, stage.coordinator, form)["id"])


def codes(stage: Stage, document: str, today: str = "2027-01-01") -> list[tuple[str, list[str]]]:
    """The contradictions as codes and numbers of milestones."""
    numbers = {one["id"]: one["number"] for one in stage.items(f"{document}/milestones")}
    found = stage.read(f"{document}/plan/contradictions?today={today}&limit=200")["items"]
    return [(one["code"], [numbers[milestone] for milestone in one["milestones"]]) for one in found]


def test_plan_from_a_file_is_seen_first_and_taken_when_confirmed(stage: Stage) -> None:
    document = stage.paper().path
    read = upload(stage, document, PLAN)
    assert (read["by"], read["used_at"]) == ("numbered", None)
    assert [one["code"] for one in read["contradictions"]][:3] == ["before_body", "double_number", "number_missing"]
    assert stage.items(f"{document}/milestones") == []
    source = confirm(stage, document, read, name="Проект плана")
    made = stage.items(f"{document}/milestones", stage.editor)
    assert [(one["number"], one["due"]["precision"], one["source_id"]) for one in made] == [
        *[(number, "day", source) for number in ("1", "2", "2")],
        ("4", "unclear", source),
    ]
    assert made[3]["due"]["words"] == "когда будет возможность за год"
    expected = [("before_body", ["2", "1"]), ("double_number", ["2", "2"]), ("number_missing", [])]
    assert codes(stage, document) == expected
    assert codes(stage, document, "2027-06-01") == [*expected, ("date_past", ["2"])]


def test_letter_that_says_another_date_is_a_second_source(stage: Stage) -> None:
    document = stage.paper().path
    confirm(stage, document, upload(stage, document, PLAN))
    read = upload(stage, document, LETTER, "letter.txt")
    (mention,) = read["mentions"]
    assert (read["by"], mention["due"]["words"]) == (None, "феврале 2029 года")
    confirm(stage, document, read, take="statements", name="Письмо исх. № 12")
    assert ("due_otherwise", ["2"]) in codes(stage, document)
    (_, letter) = stage.items(f"{document}/plan/sources")
    assert letter["name"] == "Письмо исх. № 12"
    assert [one["quote"] for one in letter["statements"]] == [mention["quote"]]
    assert mention["quote"].startswith("Приглашаем вас на встречу землячеств")


def test_statement_entered_by_hand_counts_as_one_from_a_file(stage: Stage) -> None:
    document = stage.paper().path
    milestone = stage.world.made(
        f"{document}/milestones", stage.coordinator, {"title": "Встреча", "due": {"words": "03.2028"}}
    )
    statement = {"milestone_id": milestone, "due": {"first": "2028-05-01", "last": "2028-05-31"}, "quote": "в мае"}
    stage.world.made(f"{document}/plan/sources", stage.coordinator, {"name": "Письмо", "statements": [statement]})
    assert codes(stage, document) == [("due_otherwise", [""])]
    foreign = stage.paper().path
    form = {"name": "Письмо", "statements": [statement]}
    assert problem(stage.call("POST", f"{foreign}/plan/sources", stage.coordinator, json=form)) == (404, "not_found")


def test_milestones_of_a_table_are_taken_with_corrections(stage: Stage) -> None:
    document = stage.paper().path
    table = "№;Мероприятие;Ответственный;Срок\n1;Сбор;совет;до 15 октября\n2;Встреча;;скоро\n"
    read = upload(stage, document, table, "План.CSV", year=2027)
    taken = [
        {"place": 2, "number": "7", "title": "Большая встреча", "due": {"words": "II квартал 2028 г."}},
        {"place": 1},
    ]
    confirm(stage, document, read, milestones=taken)
    made = [
        (one["number"], one["title"], one["body"], one["due"]["last"]) for one in stage.items(f"{document}/milestones")
    ]
    assert made == [("7", "Большая встреча", "", "2028-06-30"), ("1", "Сбор", "совет", "2027-10-15")]


def test_milestone_is_changed_by_version_and_removed(stage: Stage) -> None:
    document = stage.paper().path
    first = stage.world.made(f"{document}/milestones", stage.coordinator, {"number": "1", "title": "Сбор"})
    form = {"number": "2", "title": "Встреча", "needs": [first], "person_id": stage.editor.id}
    second = stage.world.made(f"{document}/milestones", stage.coordinator, form)
    place = f"{document}/milestones/{second}"
    change = {"due": {"words": "1 мая 2028 года"}, "person_id": None}
    stage.done("PATCH", place, stage.coordinator, change, version=1)
    shown = stage.read(place)
    assert (shown["version"], shown["person_id"], shown["due"]["first"], shown["needs"]) == (
        2,
        None,
        "2028-05-01",
        [first],
    )
    refused = stage.call("PATCH", place, stage.coordinator, json=change, version=1)
    assert problem(refused) == (412, "version_outdated")
    assert problem(stage.call("DELETE", place, stage.coordinator, version=1)) == (412, "version_outdated")
    stage.done("DELETE", f"{document}/milestones/{first}", stage.coordinator, version=1)
    assert stage.read(place)["needs"] == ["1"]
    assert codes(stage, document) == [("need_unknown", ["2"])]
    other = stage.paper().path
    assert problem(stage.call("GET", f"{other}/milestones/{second}", stage.coordinator)) == (404, "not_found")


def test_contradiction_with_a_reason_stays_listed(stage: Stage) -> None:
    document = stage.paper().path
    confirm(stage, document, upload(stage, document, PLAN))
    place = f"{document}/plan/contradictions"
    found = stage.items(place)[0]
    stage.done("POST", f"{place}/{found['id']}/acknowledgement", stage.coordinator, {"reason": "группа уже есть"})
    again = stage.items(place, stage.editor)
    assert again[0]["acknowledged"]["reason"] == "группа уже есть"
    assert [one["acknowledged"] for one in again[1:]] == [None] * (len(again) - 1)
    late = next(one for one in stage.items(f"{document}/milestones") if one["due"]["words"] == "01.02.2027")
    change = {"due": {"words": "01.03.2027"}}
    stage.done("PATCH", f"{document}/milestones/{late['id']}", stage.coordinator, change, version=1)
    assert [one["acknowledged"] for one in stage.items(place)] == [None] * len(again), "it is another contradiction now"


SEED_CONTRADICTIONS = [
    ("before_body", ["3", "1"]),
    *(("before_body", [number, "1", "2", "3"]) for number in ("4", "5", "6")),
    ("double_number", ["3", "3"]),
    ("due_otherwise", ["6"]),
]


def test_seed_plan_and_letter_over_http_show_the_contradictions_they_have(stage: Stage) -> None:
    document = stage.paper().path
    plan, letter = (
        "\n\n".join(block["c"][0]["c"].replace("\\_", "_") for block in seed(name)["blocks"])
        for name in ("strategy-outline-and-plan", "round-table-invitation")
    )
    confirm(stage, document, upload(stage, document, plan, "plan.txt"))
    confirm(stage, document, upload(stage, document, letter, "letter.txt"), take="statements")
    assert codes(stage, document, "2023-01-01") == SEED_CONTRADICTIONS


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_seed_files_as_they_are_show_the_same(stage: Stage, ending: str) -> None:
    document = stage.paper().path
    plan, letter = (seed_text(name) for name in ("strategy-outline-and-plan", "round-table-invitation"))
    confirm(stage, document, upload(stage, document, plan, f"plan.{ending}"))
    made = [(one["number"], one["due"]["words"]) for one in stage.items(f"{document}/milestones")]
    assert made == SEED_DATES
    confirm(stage, document, upload(stage, document, letter, f"letter.{ending}"), take="statements")
    assert codes(stage, document, "2023-01-01") == SEED_CONTRADICTIONS


def test_item_with_two_dates_is_listed_and_neither_is_chosen(stage: Stage) -> None:
    document = stage.paper().path
    confirm(stage, document, upload(stage, document, "1. Сессия - 01.03.2027; протокол - 01.08.2028\n", "plan.txt"))
    (made,) = stage.items(f"{document}/milestones")
    assert (made["due"]["words"], made["due"]["first"]) == ("01.03.2027; 01.08.2028", None)
    assert codes(stage, document) == [("due_twice", ["1"])]


@pytest.mark.parametrize("words", ["=1+1", "<script>alert(1)</script>", "a" * 300])
def test_words_of_a_date_are_kept_as_words(stage: Stage, words: str) -> None:
    document = stage.paper().path
    made = stage.world.made(f"{document}/milestones", stage.coordinator, {"title": "Сбор", "due": {"words": words}})
    due = stage.read(f"{document}/milestones/{made}")["due"]
    assert due == {"words": words, "precision": "unclear", "first": None, "last": None}
