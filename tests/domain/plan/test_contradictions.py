"""The contradictions of plans: one table for every kind, what is none of them, and the plan of the first users."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.plan.contradictions import Facts, contradictions
from domain.plan.dates import read_due
from domain.plan.mentions import mentions
from domain.plan.reading import read_plan
from domain.plan.words import in_words
from schemas.language import LANGUAGES
from schemas.plan import Milestone, Statement

ROOT = Path(__file__).parents[3]


def item(name: str, due: str = "", **given: Any) -> Milestone:
    """A milestone whose id is `name`, and its number too."""
    return Milestone(**{"id": name, "number": name, "title": f"Дело {name}", "due": read_due(due), **given})


def said(milestone: str, due: str) -> Statement:
    return Statement(milestone_id=milestone, source_id="s", source="Письмо", due=read_due(due))


GROUP = item("1", "15.10.2023", forms="рабочую группу", title="Сформировать рабочую группу")
COUNCIL = item("2", "01.12.2023", forms="экспертный совет", title="Сформировать экспертный совет")
TODAY = date(2023, 9, 1)
CASES: dict[str, tuple[list[Milestone], list[Statement], list[tuple[str, tuple[str, ...]]]]] = {
    "a body formed in time": ([GROUP, item("2", "15.10.2023", body="рабочая группа")], [], []),
    "work before its body": (
        [GROUP, item("2", "01.10.2023", body="рабочей группе")],
        [],
        [("before_body", ("2", "1"))],
    ),
    "work before another body": ([GROUP, COUNCIL, item("3", "01.11.2023", body="рабочая группа")], [], []),
    "work before one of its two bodies": (
        [GROUP, COUNCIL, item("3", "01.11.2023", body="рабочая группа и экспертный совет")],
        [],
        [("before_body", ("3", "2"))],
    ),
    "a body that the plan does not form": ([GROUP, item("2", "01.10.2023", body="редакционная группа")], [], []),
    "nobody named, before every body": (
        [GROUP, COUNCIL, item("3", "01.10.2023")],
        [],
        [("before_body", ("3", "1", "2"))],
    ),
    "nobody named, after the first body": ([GROUP, COUNCIL, item("3", "01.11.2023")], [], []),
    "a person named": ([GROUP, item("2", "01.10.2023", person_id="p")], [], []),
    "an unclear date": ([GROUP, item("2", "осенью", body="рабочая группа")], [], []),
    "a month that holds the day": ([GROUP, item("2", "октябрь 2023", body="рабочая группа")], [], []),
    "work before what it needs": (
        [item("1", "01.10.2023", needs=("2",)), item("2", "15.10.2023")],
        [],
        [("before_need", ("1", "2"))],
    ),
    "what it needs by its id": (
        [item("1", "01.10.2023", needs=("b",)), item("b", "15.10.2023", number="2")],
        [],
        [("before_need", ("1", "b"))],
    ),
    "a circle": (
        [item("1", needs=("2",)), item("2", needs=("3",)), item("3", needs=("1",)), item("4", needs=("1",))],
        [],
        [("needs_cycle", ("1", "2", "3"))],
    ),
    "a milestone that needs itself": ([item("1", needs=("1",))], [], [("needs_cycle", ("1",))]),
    "a need that is not there": ([item("1", needs=("7",))], [], [("need_unknown", ("1",))]),
    "a number borne twice": (
        [item("1"), item("a", number="2"), item("b", number="2"), item("3")],
        [],
        [("double_number", ("a", "b"))],
    ),
    "a number left out": ([item("1"), item("3")], [], [("number_missing", ())]),
    "numbers left out": ([item("1"), item("5")], [], [("number_missing", ())]),
    "an item without a number": ([item("1"), item("b", number="")], [], [("number_missing", ("b",))]),
    "no numbers at all": ([item("a", number=""), item("b", number="")], [], []),
    "two dates": ([item("1", "01.03.2027; 01.08.2028")], [], [("due_twice", ("1",))]),
    "a period": ([item("1", "01.03.2027 – 01.08.2028")], [], []),
    "a date that is past": ([item("1", "31.08.2023")], [], [("date_past", ("1",))]),
    "today": ([item("1", "01.09.2023")], [], []),
    "a month that is not over": ([item("1", "сентябрь 2023")], [], []),
    "another date elsewhere": (
        [item("1", "01.10.2023")],
        [said("1", "ноябрь 2023")],
        [("due_otherwise", ("1",))],
    ),
    "the same date less exactly": ([item("1", "01.10.2023")], [said("1", "октябрь 2023"), said("1", "осенью")], []),
}


@pytest.mark.parametrize("name", CASES)
def test_contradictions_are_these_and_no_others(name: str, count: Callable[..., None]) -> None:
    plan, statements, expected = CASES[name]
    found = contradictions(plan, Facts(statements, TODAY))
    assert [(one.code, one.milestones) for one in found] == expected
    count("plan contradictions found", len(found))


@pytest.mark.parametrize("name", [name for name in CASES if CASES[name][2]])
def test_contradiction_is_told_in_both_languages(name: str) -> None:
    plan, statements, _ = CASES[name]
    for found in contradictions(plan, Facts(statements, TODAY)):
        for language in LANGUAGES:
            sentence = in_words(found, plan, language)
            assert not re.search(r"[{}]|None|\(\)|  ", sentence), sentence
            assert sentence.endswith(".")
            for milestone in found.milestones:
                assert next(one.title for one in plan if one.id == milestone) in sentence


def test_what_is_fulfilled_is_not_past() -> None:
    assert contradictions([item("1", "31.08.2023")], Facts(today=TODAY, fulfilled={"1"})) == ()


def test_acknowledged_contradiction_is_another_when_a_date_in_it_changes() -> None:
    ids = {contradictions([item("1", due)], Facts(today=TODAY))[0].id for due in ("01.08.2023", "02.08.2023")}
    assert len(ids) == 2


SEED_DATES = [
    *[("1", "15.10.2023"), ("2", "15.10.2023"), ("3", "15.10.2023"), ("3", "01.02.2023")],
    *[("4", "01.02.2023"), ("5", "01.02.2023"), ("6", "01.03.2023"), ("7", "01.08.2024")],
]


def seed_text(name: str) -> str:
    """A document of the first users as the file has it."""
    file = next(ROOT.parent.glob(f"*/seeds/{name}.txt"), None)
    if file is None:
        pytest.skip("SEED DOCUMENT ABSENT: the plan of the first users is not beside this checkout")
    return file.read_text(encoding="utf-8")


def seed(name: str) -> dict[str, Any]:
    """A document of the first users, each line a paragraph."""
    text = re.sub(r"\[bookmark: \w+\]", "", seed_text(name))  # invisible in Word
    paragraphs = [{"t": "Para", "c": [{"t": "Str", "c": line.strip()}]} for line in text.splitlines() if line.strip()]
    return {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": paragraphs}


def seed_plan() -> list[Milestone]:
    read = [one for one in read_plan(seed("strategy-outline-and-plan")).milestones if one.selected]
    return [Milestone.model_validate({**one.model_dump(), "id": f"{one.number}@{one.place}"}) for one in read]


def test_seed_plan_has_its_eight_milestones() -> None:
    plan = seed_plan()
    assert [(one.number, one.due.words) for one in plan] == SEED_DATES
    assert [bool(one.forms) for one in plan] == [True] * 3 + [False] * 5
    assert [bool(one.body) for one in plan] == [False] * 3 + [True] + [False] * 3 + [True]


@pytest.mark.parametrize(("today", "past"), [(date(2023, 1, 1), []), (date(2023, 9, 29), [3, 4, 5, 6])])
def test_seed_plan_contradicts_itself_and_the_letter_exactly_so(
    today: date, past: list[int], count: Callable[..., None]
) -> None:
    plan = seed_plan()
    ids = [one.id for one in plan]
    (mention,) = mentions(seed("round-table-invitation"), plan)
    letter = Statement(**mention.model_dump(), source_id="letter", source="Письмо")
    found = contradictions(plan, Facts([letter], today))
    groups = tuple(ids[:3])
    assert [(one.code, one.milestones) for one in found] == [
        ("before_body", (ids[3], ids[0])),
        *(("before_body", (ids[place], *groups)) for place in (4, 5, 6)),
        ("double_number", (ids[2], ids[3])),
        *(("date_past", (ids[place],)) for place in past),
        ("due_otherwise", (ids[6],)),
    ]
    assert (letter.due.first, letter.due.last) == (date(2024, 2, 1), date(2024, 2, 29))
    count("plan contradictions found", len(found))
