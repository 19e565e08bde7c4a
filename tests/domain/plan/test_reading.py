"""Plans as people write them: numbered paragraphs, tables, and columns of a CSV file."""

import json
from pathlib import Path
from typing import Any

import pypandoc  # type: ignore[import-untyped]
import pytest

from domain.plan.lines import with_typed_numbers
from domain.plan.reading import LONGEST_TITLE, read_columns, read_plan
from domain.plan.table import as_markdown
from domain.text.canonical import text_hash
from schemas.plan import Due, Milestone
from schemas.problems import Refused

TABLE = """План работ

| № | Мероприятие | Ответственный | Срок исполнения | После |
|---|---|---|---|---|
| 1 | Сформировать рабочую группу | совет | 15.10.2027 | |
| 2 | Собрать отчёты | рабочая группа | I квартал 2028 г. | 1 |
| 3 | Провести сессию | | по мере готовности | п. 1, п. 2 |
"""
COLUMNS = "№;Мероприятие;Ответственный;Срок;После\n1;Сбор;совет;до 15 октября;\n2;Встреча;;февраль 2028;1\n"


def parse(text: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(pypandoc.convert_text(text, "json", "markdown"))
    return read


def test_table_is_read_by_what_its_columns_are_called() -> None:
    plan = read_plan(parse(TABLE))
    assert plan.by == "table"
    assert plan.unassigned == ("План работ",)
    found = [(one.number, one.title, one.body, one.forms, one.due.precision, one.needs) for one in plan.milestones]
    assert found == [
        ("1", "Сформировать рабочую группу", "совет", "рабочую группу", "day", ()),
        ("2", "Собрать отчёты", "рабочая группа", "", "quarter", ("1",)),
        ("3", "Провести сессию", "", "", "unclear", ("1", "2")),
    ]
    assert plan.milestones[2].due == Due(words="по мере готовности")


def test_table_of_a_word_file_is_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    pypandoc.convert_text(TABLE, "docx", "markdown", outputfile=str(path))
    assert read_plan(json.loads(pypandoc.convert_file(str(path), "json"))) == read_plan(parse(TABLE))


LINES = """План:

1. Рабочей группе собрать отчёты -- 01.02.2028;

    (Не всё сохранилось.)

2. Провести встречу после п. 1 -- весной 2028 года.

3. Подвести итоги до 1 июня 2028 г. и рассказать о них

4. Издать книгу "Край -- наш дом"
"""


@pytest.mark.parametrize("form", ["markdown", "docx", "odt"])
def test_numbered_paragraphs_are_read_with_the_dates_at_their_ends(form: str, tmp_path: Path) -> None:
    ast = parse(with_typed_numbers(LINES))
    if form != "markdown":
        path = tmp_path / f"plan.{form}"
        pypandoc.convert_text(LINES, form, "markdown", outputfile=str(path))
        ast = json.loads(pypandoc.convert_file(str(path), "json"))
    found = [(one.number, one.title, one.body, one.due.words, one.needs) for one in read_plan(ast).milestones]
    assert found[:3] == [
        ("1", "Рабочей группе собрать отчёты", "Рабочей группе", "01.02.2028", ()),
        ("2", "Провести встречу после п. 1", "", "весной 2028 года", ("1",)),
        ("3", "Подвести итоги до 1 июня 2028 г. и рассказать о них", "", "1 июня 2028 г.", ()),
    ]
    assert (found[3][1].startswith("Издать книгу"), found[3][3]) == (True, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("divider", [";", ",", "\t"])
def test_columns_are_read_in_every_usual_form(encoding: str, divider: str) -> None:
    plan = read_columns(COLUMNS.replace(";", divider).encode(encoding), 2027)
    assert [(one.title, one.due.precision, str(one.due.last), one.needs) for one in plan.milestones] == [
        ("Сбор", "day", "2027-10-15", ()),
        ("Встреча", "month", "2028-02-29", ("1",)),
    ]


def test_of_two_dates_in_a_cell_none_is_chosen() -> None:
    typed = 'Мероприятие;Срок\nСбор;"01.02.2028\n- 01.03.2028"\nВстреча;" \n"\n'
    first, second = read_columns(typed.encode()).milestones
    assert (first.due, second.due) == (Due(words="01.02.2028; - 01.03.2028"), Due())


def test_year_that_nobody_named_is_not_guessed() -> None:
    assert read_columns(COLUMNS.encode()).milestones[0].due == Due(words="до 15 октября")


def test_numbers_of_markdown_stay_as_they_were_typed() -> None:
    typed = "1. Раз - 2027 год\n3) Три\n3. Ещё три\n\n   Пояснение.\n7. Семь\n"
    plan = read_plan(parse(with_typed_numbers(typed)))
    found = [(one.number, one.title, one.due.words, one.details) for one in plan.milestones]
    assert found == [
        ("1", "Раз", "2027 год", ""),
        ("3", "Три", "", ""),
        ("3", "Ещё три", "", "Пояснение."),
        ("7", "Семь", "", ""),
    ]


BAD = {
    "no columns": (b"a;b\n1;2\n", "plan_without_milestones"),
    "no rows": ("Мероприятие\n".encode(), "plan_without_milestones"),
    "nothing": (b"", "plan_without_milestones"),
    "zero bytes": (b"title\n\0", "plan_unreadable"),
    "an open quote": (b'title\n"a', "plan_unreadable"),
    "too many rows": (b"title\n" + b"a\n" * 1001, "plan_too_long"),
}


@pytest.mark.parametrize("name", BAD)
def test_columns_that_are_no_plan_are_refused(name: str) -> None:
    content, code = BAD[name]
    with pytest.raises(Refused) as refused:
        read_columns(content)
    assert refused.value.code == code


def test_text_without_numbers_is_no_plan() -> None:
    with pytest.raises(Refused, match="plan_without_milestones"):
        read_plan(parse("Просто текст.\n"))


def test_title_without_end_is_kept_whole_in_the_details() -> None:
    title = "слово " * 400
    (one,) = read_columns(f"title\n{title}\n".encode()).milestones
    assert len(one.title) == LONGEST_TITLE
    assert one.details.startswith(title.strip())


HOSTILE = "| <script>alert(1)</script> [a](javascript:x) `q` $m$ *b* =1+1 \\"


def test_plan_as_a_table_reads_back_as_it_was_written() -> None:
    plan = [
        Milestone(id="a", number="1", title="Создать рабочую группу", body="совет", due=Due(words="15.10.2027")),
        Milestone(id="b", number="2", title=HOSTILE, details=HOSTILE, due=Due(words="II квартал 2028"), needs=("a",)),
    ]
    ast = parse(as_markdown(plan, "ru", {}))
    (table,) = ast["blocks"]
    assert table["t"] == "Table"
    read = read_plan(ast).milestones
    assert [(one.number, one.title, one.due.words, one.needs) for one in read] == [
        ("1", "Создать рабочую группу", "15.10.2027", ()),
        ("2", HOSTILE, "II квартал 2028", ("1",)),
    ]
    assert not {"RawInline", "Link", "Code", "Math"} & set(json.dumps(ast).replace('"', " ").split())
    changed = [plan[0], plan[1].model_copy(update={"due": Due(words="III квартал 2028")})]
    assert text_hash(parse(as_markdown(changed, "ru", {}))) != text_hash(ast)
