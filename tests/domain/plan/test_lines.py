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
    "two dates parted by a line break": (
        "1. Сессия 01.03.2027\nпротокол - 01.08.2028",
        [("1", "Сессия 01.03.2027 протокол - 01.08.2028", BOTH, "")],
    ),
    "two dates, each alone on its line": (
        "1. Сессия\n01.03.2027\n01.08.2028",
        [("1", "Сессия 01.03.2027 01.08.2028", BOTH, "")],
    ),
    "two dates, the second alone on its line": (
        "1. Сессия - 01.03.2027;\n01.08.2028",
        [("1", "Сессия - 01.03.2027; 01.08.2028", BOTH, "")],
    ),
    "two dates after dashes, no span": (
        "1. Сессия - 01.03.2027\n- 01.08.2028",
        [("1", "Сессия - 01.03.2027 - 01.08.2028", BOTH, "")],
    ),
    "two dates, each a limit": (
        "1. Сессия до 01.03.2027\nдо 01.08.2028",
        [("1", "Сессия до 01.03.2027 до 01.08.2028", BOTH, "")],
    ),
    "two dates in brackets at the ends of lines": (
        "1. Сессия (01.03.2027)\nпротокол (01.08.2028)\nНе всё сохранилось.",
        [("1", "Сессия (01.03.2027) протокол (01.08.2028)", BOTH, "Не всё сохранилось.")],
    ),
    "two dates, the second without a dash": (
        "1. Сессия - 01.03.2027\nпротокол 01.08.2028",
        [("1", "Сессия - 01.03.2027 протокол 01.08.2028", BOTH, "")],
    ),
    "two dates that name months": (
        "1. Сессия в марте 2027 года\nпротокол - август 2028 года",
        [
            (
                "1",
                "Сессия в марте 2027 года протокол - август 2028 года",
                "марте 2027 года; август 2028 года",
                "",
            )
        ],
    ),
    "a span over two lines": (
        "1. Сессия - 01.03.2027 –\n15.03.2027",
        [("1", "Сессия", "01.03.2027 – 15.03.2027", "")],
    ),
    "an origin at the end of a line": (
        "1. Исполнить приказ от 12.03.2026\nи план на 2028 год\nдо 01.02.2027",
        [("1", "Исполнить приказ от 12.03.2026 и план на 2028 год", "до 01.02.2027", "")],
    ),
    "one date at the ends of two lines": (
        "1. Сессия 01.02.2027\nпротокол - 01.02.2027",
        [("1", "Сессия 01.02.2027 протокол", DATED, "")],
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


BROKEN: dict[str, tuple[str, str, str, str]] = {
    "Сессия 01.03.2027\nпротокол - 01.08.2028": ("Сессия 01.03.2027 протокол - 01.08.2028", BOTH, "", ""),
    "Сессия - 01.03.2027;\nпротокол - 01.08.2028;\nархив": (
        "Сессия - 01.03.2027; протокол - 01.08.2028",
        BOTH,
        "",
        "архив",
    ),
    "Собрать\nотчёты - 01.02.2027\nНе всё сохранилось.": ("Собрать отчёты", DATED, "2027-02-01", "Не всё сохранилось."),
    "Собрать отчёты - 01.02.2027.\nНе всё\nсохранилось.": (
        "Собрать отчёты",
        DATED,
        "2027-02-01",
        "Не всё\nсохранилось.",
    ),
    "Сессия\n\nПояснение.": ("Сессия", "", "None", "Пояснение."),
}
"""Items over lines that a word processor breaks: the title, the words of its date, the day, what is beside it."""


@pytest.mark.parametrize("form", ["docx", "odt", "markdown"])
@pytest.mark.parametrize("lines", BROKEN)
@pytest.mark.parametrize("mark", ["1\\. ", "1. "])
def test_forced_breaks_part_dates_as_lines_do(lines: str, mark: str, form: str, tmp_path: Path) -> None:
    blocks = [f"{mark}{lines}".replace("\n", "\\\n"), f"{mark.replace('1', '2')}Сбор - 01.02.2027"]
    path = tmp_path / f"plan.{form}"
    pypandoc.convert_text("\n\n".join(blocks), form, "markdown-smart", outputfile=str(path))
    first, second = read_plan(json.loads(pypandoc.convert_file(str(path), "json"))).milestones
    title, words, day, details = BROKEN[lines]
    assert (first.title, first.due.words, first.details) == (title, words, details)
    assert str(first.due.last or "None") == (day or "None")
    assert second.due.words == DATED


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
