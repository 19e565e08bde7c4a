"""Lists of people as clerks really send them: each is shown row by row as its spreadsheet numbers them, or refused."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from tests.api.test_people_import import upload
from tests.api.world import World

HEAD = "ФИО;Почта;Организация\n"
ANNA, BORIS = "Орлова Анна;anna@example.org;Завод\n", "Гостев Борис;boris@example.org;\n"


def book(*rows: list[Any], merged: str = "", first: int = 1, sheet_before: bool = False) -> bytes:
    """A workbook whose rows begin in row `first`."""
    made = Workbook()
    sheet = made.create_sheet("Список") if sheet_before else made.active
    assert sheet is not None
    for number, row in enumerate(rows, start=first):
        for column, cell in enumerate(row, start=1):
            sheet.cell(number, column, cell)
    if merged:
        sheet.merge_cells(merged)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def csv(text: str, encoding: str = "utf-8") -> tuple[str, bytes]:
    return "люди.csv", text.encode(encoding)


def xlsx(*rows: list[Any], **more: Any) -> tuple[str, bytes]:
    return "люди.xlsx", book(*rows, **more)


COLUMNS = ["ФИО", "Почта", "Организация"]
A, B = ["Орлова Анна", "anna@example.org", "Завод"], ["Гостев Борис", "boris@example.org", None]
Shown = dict[int, str]
"""What is said of each row: its status, and the codes of the reasons."""

SHOWN: dict[str, tuple[tuple[str, bytes], Shown]] = {
    "semicolons": (csv(HEAD + ANNA + BORIS), {2: "new", 3: "new"}),
    "tabs": (csv((HEAD + ANNA).replace(";", "\t")), {2: "new"}),
    "commas": (csv((HEAD + ANNA).replace(";", ",")), {2: "new"}),
    "mark of UTF-8": (csv(HEAD + ANNA, "utf-8-sig"), {2: "new"}),
    "UTF-16": (csv(HEAD + ANNA, "utf-16"), {2: "new"}),
    "Windows-1251": (csv(HEAD + ANNA, "windows-1251"), {2: "new"}),
    "lines of Windows": (csv((HEAD + ANNA).replace("\n", "\r\n")), {2: "new"}),
    "lines of an old Macintosh": (csv((HEAD + ANNA).replace("\n", "\r")), {2: "new"}),
    "no end of line": (csv((HEAD + ANNA).rstrip()), {2: "new"}),
    "every cell quoted": (csv('"ФИО";"Почта"\n"Орлова; Анна";"anna@example.org"\n'), {2: "new"}),
    "quotation marks inside": (csv(HEAD + 'Орлова;anna@example.org;ООО "Ромашка"\n' + BORIS), {2: "new", 3: "new"}),
    "quotation marks and more": (csv(HEAD + 'Орлова;anna@example.org;"Ромашка" ООО\n' + BORIS), {2: "new", 3: "new"}),
    "cell of two lines": (csv(HEAD + 'Орлова;anna@example.org;"Завод\nимени Н. Н."\n' + BORIS), {2: "new", 3: "new"}),
    "empty lines": (csv(HEAD + "\n\n" + ANNA + "\n;;\n" + BORIS), {4: "new", 7: "new"}),
    "empty lines above": (csv("\n\n" + HEAD + ANNA), {4: "new"}),
    "title with commas above": (csv("Список, протокол 3, лист 1\n" + HEAD + ANNA), {3: "new"}),
    "separator named first": (csv("sep=;\n" + HEAD + ANNA), {3: "new"}),
    "address twice": (csv(HEAD + ANNA + BORIS + ANNA.upper()), {2: "new", 3: "new", 4: "wrong email_double"}),
    "address with blanks": (csv(HEAD + "Орлова; anna@example.org ;\n"), {2: "new"}),
    "address without a point": (csv(HEAD + "Орлова;anna@example;\n"), {2: "wrong email_bad"}),
    "two addresses in a cell": (csv(HEAD + "Орлова;a@example.org, b@example.org;\n"), {2: "wrong email_bad"}),
    "address with a Cyrillic letter": (csv(HEAD + "Орлова;аnna@example.org;\n"), {2: "wrong email_mixed"}),
    "address of lookalikes": (csv(HEAD + "Орлова;сора@example.org;\n"), {2: "wrong email_mixed"}),
    "domain with a Cyrillic letter": (csv(HEAD + "Орлова;anna@exаmple.org;\n"), {2: "wrong email_mixed"}),
    "address all in Cyrillic": (csv(HEAD + "Орлова;анна@пример.рф;\n"), {2: "new"}),
    "formulas": (csv(HEAD + "=1+1;anna@example.org;@SUM(A1)\n"), {2: "new cell_defused"}),
    "dates": (csv("ФИО;Почта;Дата\nОрлова;anna@example.org;01.02.2026\n"), {2: "new"}),
    "column twice": (csv("ФИО;Почта;Почта\nОрлова;anna@example.org;b@example.org\n"), {2: "new"}),
    "rows too short and too long": (csv(HEAD + "Орлова\nБ;b@example.org;;;;\n"), {2: "wrong email_missing", 3: "new"}),
    "workbook": (xlsx(COLUMNS, A, B), {2: "new", 3: "new"}),
    "workbook that begins lower": (xlsx(COLUMNS, A, [], B, first=4), {5: "new", 7: "new"}),
    "second sheet": (xlsx(COLUMNS, A, sheet_before=True), {2: "new"}),
    "title over all columns": (xlsx(["Список участников"], COLUMNS, A, merged="A1:C1"), {3: "new"}),
    "formula in a workbook": (xlsx(COLUMNS, ["=1+1", "anna@example.org"]), {2: "wrong name_missing"}),
    "date for a name": (xlsx(COLUMNS, [date(2026, 1, 2), "anna@example.org"]), {2: "new"}),
    "number for an address": (xlsx(COLUMNS, ["Орлова", 79991234567]), {2: "wrong email_bad"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_odd_list_is_shown_row_by_row(world: World, name: str, count: Callable[..., None]) -> None:
    (filename, content), expected = SHOWN[name]
    preview = upload(world, world.person("administrator"), content, filename)
    assert preview.status_code == 201, preview.text
    rows = preview.json()["rows"]
    codes = {row["number"]: " ".join([row["status"], *(one["code"] for one in row["reasons"])]) for row in rows}
    assert codes == expected
    assert all(one["detail"] for row in rows for one in row["reasons"])
    count("odd lists", 1)


def test_cells_merged_over_rows_are_meant_for_each(world: World) -> None:
    content = book(COLUMNS, A, B, ["Зимин", "zimin@example.org", "Иное"], merged="C2:C3")
    preview = upload(world, world.person("administrator"), content, "люди.xlsx")
    assert [row["organisation"] for row in preview.json()["rows"]] == ["Завод", "Завод", "Иное"]


SWALLOWED = HEAD + '"Орлова;anna@example.org;Завод\n' + BORIS
CLOSED = '"Зимин";zimin@example.org;\n'
REFUSED: dict[str, tuple[tuple[str, bytes], tuple[int, str, Any]]] = {
    "ten thousand rows": (csv(HEAD + BORIS * 10_000), (413, "sheet_too_large", None)),
    "mark that is never closed": (csv(SWALLOWED), (422, "sheet_row_unreadable", 2)),
    "mark that another closes": (csv(SWALLOWED + ANNA + CLOSED), (422, "sheet_row_unreadable", 2)),
    "no addresses": (csv("ФИО;Город\nОрлова;Москва\n"), (422, "sheet_without_columns", None)),
    "no headings": (csv(ANNA + BORIS), (422, "sheet_without_columns", None)),
    "empty": (csv(""), (422, "upload_empty", None)),
    "old workbook": (("люди.xls", b"\xd0\xcf\x11\xe0"), (415, "sheet_unknown_format", None)),
    "workbook called a text": (("люди.csv", book(COLUMNS, A)), (422, "upload_wrong_extension", None)),
    "text called a workbook": (("люди.xlsx", HEAD.encode()), (422, "upload_wrong_extension", None)),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_odd_list_is_refused_with_what_to_do(world: World, name: str, count: Callable[..., None]) -> None:
    (filename, content), (status, code, row) = REFUSED[name]
    answer = upload(world, world.person("administrator"), content, filename)
    told = answer.json()
    assert (answer.status_code, told["code"], told.get("row")) == (status, code, row)
    assert row is None or f"Строка {row}" in told["detail"]
    count("odd lists", 1)
