"""A paper as a workbook: rows to sort and filter, in which whatever people typed is text."""

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from activities.papers.making import paper_bytes
from schemas.edition import RemarkRow
from tests.activities.edition.reading import part_of
from tests.activities.edition.samples import run_pandoc
from tests.activities.papers.papers import paper

ODD = (
    "=1+1",
    '=HYPERLINK("http://x.example","тут")',
    "+7 900 000-00-00",
    "-2+3",
    "@SUM(A1)",
    "_x0041_ не буква",
    "<b>&amp;</b>",
    "две\nстроки",
    "007",
    "🎓 ё",
)


def book_of(one: Any) -> Workbook:
    return load_workbook(io.BytesIO(paper_bytes(one, "xlsx", run_pandoc)))


@pytest.mark.parametrize("text", ODD)
def test_what_people_typed_is_text_and_stays_it(text: str) -> None:
    row = RemarkRow(number=1, section_number="1", section_title="Цели", author=text, kind="remark", text="Почему?")
    body = paper_bytes(paper("remarks").model_copy(update={"remarks": (row,)}), "xlsx", run_pandoc)
    cell = load_workbook(io.BytesIO(body)).worksheets[0]["D2"]
    assert cell.data_type == "s"
    assert unescape(str(cell.value)).replace("\u00a0", " ") == text
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))
    assert "<f>" not in part_of(body, "xl/worksheets/sheet1.xml")


def test_longest_text_fits_into_its_cell() -> None:
    row = RemarkRow(number=1, author="Ершов", kind="remark", text="слово " * 10_000)
    cell = book_of(paper("remarks").model_copy(update={"remarks": (row,)})).worksheets[0]["E2"]
    assert len(str(cell.value)) == 32_767
    assert str(cell.value).endswith("…")


def test_rows_of_all_sections_are_one_table_to_sort_and_filter() -> None:
    rows, about = book_of(paper("remarks")).worksheets
    titles = [cell.value for cell in rows[1]]
    assert titles == [
        *("Раздел", "№", "Раздел и место в тексте", "Чьё"),
        *("Замечание или предложение", "Ответ и основание"),
    ]
    assert [cell.value for cell in rows["A"]][1:] == ["1. Цели", "1. Цели", "2. Показатели"]
    assert [cell.value for cell in rows["B"]][1:] == [1, 2, 3]  # numbers, so that ten comes after nine
    assert (rows.auto_filter.ref, rows.freeze_panes) == ("A1:F4", "A2")
    assert about["A1"].value == "СВОДКА ЗАМЕЧАНИЙ И ПРЕДЛОЖЕНИЙ"


def test_paper_with_nothing_to_tell_is_one_sheet_that_says_so() -> None:
    (about,) = book_of(paper("remarks", "en", empty=True)).worksheets
    assert "There were no remarks or proposals." in [cell.value for cell in about["A"]]


def test_sheet_of_agreement_has_delegations_on_a_sheet_of_their_own() -> None:
    assert book_of(paper("agreement-sheet")).sheetnames == ["Лист согласования", "Передача полномочий", "О бумаге"]
