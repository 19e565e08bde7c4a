"""Numbered lines of plain text: what belongs to an item, what stands beside it, and where its date is."""

import json
from pathlib import Path

import pypandoc  # type: ignore[import-untyped]
import pytest

from domain.plan.lines import with_typed_numbers
from domain.plan.reading import read_plan
from schemas.plan import ReadMilestone
from tests.domain.plan.test_contradictions import SEED_DATES, seed_text

DATED = "01.02.2027"
BOTH = "01.03.2027; 01.08.2028"
READ: dict[str, tuple[str, list[tuple[str, str, str, str]]]] = {
    "an aside in brackets": (
        "1. Собрать отчёты - 01.02.2027;\n(Не всё сохранилось.)\n2. Сбор",
        [("1", "Собрать отчёты", DATED, "(Не всё сохранилось.)"), ("2", "Сбор", "", "")],
    ),
    "an aside in brackets over two lines, with a date": (
        "1. Собрать отчёты - 01.02.2027;\n(Архив закрыт\nдо 01.01.2022.)",
        [("1", "Собрать отчёты", DATED, "(Архив закрыт до 01.01.2022.)")],
    ),
    "an aside without brackets": (
        "1. Собрать отчёты - 01.02.2027\nне всё сохранилось",
        [("1", "Собрать отчёты", DATED, "не всё сохранилось")],
    ),
    "an aside after words of time": (
        "1. Собрать отчёты - весной 2027 года;\nНе всё сохранилось.",
        [("1", "Собрать отчёты", "весной 2027 года", "Не всё сохранилось.")],
    ),
    "a date in brackets": (
        "1. Собрать отчёты (до 01.02.2027)\nНе всё сохранилось.",
        [("1", "Собрать отчёты", "до 01.02.2027", "Не всё сохранилось.")],
    ),
    "a title over three lines": (
        "1. Собрать\nотчёты за год и\nсвести - 01.02.2027.",
        [("1", "Собрать отчёты за год и свести", DATED, "")],
    ),
    "a title over indented lines": (
        "1. Собрать\n   отчёты - 01.02.2027.\n   Не всё сохранилось.",
        [("1", "Собрать отчёты", DATED, "Не всё сохранилось.")],
    ),
    "an indented line below": ("1. Сбор\n   Пояснение.", [("1", "Сбор", "", "Пояснение.")]),
    "an artefact before a number": (
        "6. Сбор - 01.02.2027.\n[bookmark: _GoBack]7. Итоги - 01.08.2028.\n\\[x\\] 8. Отчёт",
        [("6", "Сбор", DATED, ""), ("7", "Итоги", "01.08.2028", ""), ("8", "Отчёт", "", "")],
    ),
    "brackets that are a title": ("1. [Проект] Сбор - 01.02.2027", [("1", "[Проект] Сбор", DATED, "")]),
    "two dates in a line": (
        "1. Сессия - 01.03.2027; протокол - 01.08.2028",
        [("1", "Сессия - 01.03.2027; протокол - 01.08.2028", BOTH, "")],
    ),
    "two dates in two lines": (
        "1. Сессия - 01.03.2027;\nпротокол - 01.08.2028",
        [("1", "Сессия - 01.03.2027; протокол - 01.08.2028", BOTH, "")],
    ),
    "two dates without dashes": (
        "1. Сессия 01.03.2027, протокол - 01.08.2028",
        [("1", "Сессия 01.03.2027, протокол - 01.08.2028", BOTH, "")],
    ),
    "one date twice": (
        "1. Сессия - 01.02.2027; протокол - 01.02.2027",
        [("1", "Сессия - 01.02.2027; протокол", DATED, "")],
    ),
    "dates that are not when it is due": (
        "1. Исполнить приказ от 12.03.2026, план на 2028 год и Стратегию - 2032 год (до 1 мая 2026 года) - 01.02.2027",
        [
            (
                "1",
                "Исполнить приказ от 12.03.2026, план на 2028 год и Стратегию - 2032 год (до 1 мая 2026 года)",
                DATED,
                "",
            )
        ],
    ),
}


def read(text: str) -> tuple[ReadMilestone, ...]:
    markdown = with_typed_numbers(text)
    return read_plan(json.loads(pypandoc.convert_text(markdown, "json", "markdown-smart"))).milestones


@pytest.mark.parametrize("name", READ)
def test_lines_of_plain_text_are_items_and_what_stands_beside_them(name: str) -> None:
    text, expected = READ[name]
    assert [(one.number, one.title, one.due.words, one.details) for one in read(text)] == expected


@pytest.mark.parametrize("name", [name for name in READ if name.startswith("two dates")])
def test_of_two_dates_none_is_chosen(name: str) -> None:
    (one,) = read(READ[name][0])
    assert (one.due.precision, one.due.first, one.due.last) == ("unclear", None, None)


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_seed_plan_reads_the_same_as_text_and_from_a_word_processor(form: str, tmp_path: Path) -> None:
    text = seed_text("strategy-outline-and-plan")
    plain = [one.model_copy(update={"place": 0}) for one in read(text) if one.selected]
    assert [(one.number, one.due.words) for one in plain] == SEED_DATES
    paragraphs = "\n\n".join(text.replace("[bookmark: _GoBack]", "").splitlines())
    path = tmp_path / f"plan.{form}"
    pypandoc.convert_text(with_typed_numbers(paragraphs), form, "markdown-smart", outputfile=str(path))
    found = read_plan(json.loads(pypandoc.convert_file(str(path), "json"))).milestones
    assert [one.model_copy(update={"place": 0}) for one in found if one.selected] == plain
