"""Lists from CSV and XLSX: every way people save them is read, every hostile one is refused within its limits."""

import io
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from activities.convert.archive import OLE2_MAGIC
from activities.convert.sheet import SheetReader
from schemas.conversion import ConvertSettings
from schemas.problems import Refused
from tests.activities.convert.files import pack

TABLE = [["ФИО", "Почта"], ["Гостев Пётр", "gost@example.org"]]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> SheetReader:
    return SheetReader(ConvertSettings(slots_folder=tmp_path_factory.mktemp("slots")))


def xlsx(*sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Лист {number}")
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return pack(parts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1251", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_csv_is_read_however_it_was_saved(reader: SheetReader, encoding: str, separator: str, ending: str) -> None:
    text = ending.join(separator.join(row) for row in TABLE) + ending
    assert reader.read(text.encode(encoding), "люди.CSV") == TABLE


def test_csv_keeps_quoted_separators_and_lines(reader: SheetReader) -> None:
    content = 'ФИО;Почта\n"Гостев; Пётр\nИванович";"a""b@example.org"\n\n;\n'.encode()
    assert reader.read(content, "a.csv")[1:] == [["Гостев; Пётр\nИванович", 'a"b@example.org'], [], ["", ""]]


def test_xlsx_is_read_from_its_first_sheet_with_cells(reader: SheetReader) -> None:
    rows = [["ФИО", "Год", "Доля"], ["Пётр", 2026, 0.5], [None, True, None]]
    assert reader.read(xlsx([], rows), "люди.xlsx") == [
        ["ФИО", "Год", "Доля"],
        ["Пётр", "2026", "0.5"],
        ["", "True", ""],
    ]


def test_xlsx_formula_gives_its_value_and_never_itself(reader: SheetReader) -> None:
    (row,) = reader.read(xlsx([["ФИО", "=1+1"]]), "a.xlsx")
    assert row in (["ФИО", ""], ["ФИО"])


def bomb() -> bytes:
    return changed(xlsx(TABLE), lambda parts: parts.update({"xl/media/a.xml": b"<" + b" " * 40_000_000}))


def many_rows() -> bytes:
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    rows = "".join(row.format(number) for number in range(1, 1_000_001))

    def fill(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        head, _, tail = sheet.partition(b"<sheetData>")
        parts["xl/worksheets/sheet1.xml"] = head + b"<sheetData>" + rows.encode() + tail

    return changed(xlsx(TABLE), fill)


def far_cell() -> bytes:
    """Two cells in the corners of the largest sheet there is: 17 thousand million between them."""

    def spread(parts: dict[str, bytes]) -> None:
        corners = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        sheet = parts["xl/worksheets/sheet1.xml"]
        head, _, rest = sheet.partition(b"<sheetData>")
        parts["xl/worksheets/sheet1.xml"] = head + b"<sheetData>" + corners + b"</sheetData></worksheet>"
        assert rest

    return changed(xlsx(TABLE), spread)


def with_macro() -> bytes:
    return changed(xlsx(TABLE), lambda parts: parts.update({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))


def word_file() -> bytes:
    def rename(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")

    return changed(xlsx(TABLE), rename)


def with_dtd() -> bytes:
    def declare(parts: dict[str, bytes]) -> None:
        entity = b'<!DOCTYPE a [<!ENTITY b "b">]><worksheet>&b;</worksheet>'
        parts["xl/worksheets/sheet1.xml"] = entity

    return changed(xlsx(TABLE), declare)


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.xlsx", bomb, "upload_zip_bomb"),
    ("a.xlsx", many_rows, "conversion_too_large"),
    ("a.xlsx", lambda: xlsx([["а"]] * 5001), "sheet_too_large"),
    ("a.xlsx", lambda: xlsx([["а"] * 101]), "sheet_too_large"),
    ("a.xlsx", lambda: xlsx([["а" * 2001]]), "sheet_too_large"),
    ("a.xlsx", with_macro, "upload_has_macros"),
    ("a.xlsm", lambda: xlsx(TABLE), "upload_has_macros"),
    ("a.xlsx", word_file, "upload_wrong_extension"),
    ("a.xlsx", with_dtd, "upload_has_dtd"),
    ("a.xlsx", lambda: b"PK\x03\x04", "upload_corrupt"),
    ("a.xlsx", lambda: b"A;B\n", "upload_wrong_extension"),
    (
        "a.xlsx",
        lambda: OLE2_MAGIC + "EncryptedPackage".encode("utf-16-le"),
        "upload_encrypted",
    ),
    ("a.xlsx", lambda: b"", "upload_empty"),
    ("a.ods", lambda: b"x", "sheet_unknown_format"),
    ("a.csv", lambda: xlsx(TABLE), "upload_wrong_extension"),
    ("a.csv", lambda: b"a;b\n" * 1_000_000, "sheet_too_large"),
    ("a.csv", lambda: b"a;b\n" * 1_100_000, "upload_too_large"),
    ("a.csv", lambda: b'"' + b"x" * 200_000, "sheet_too_large"),
    ("a.csv", lambda: b"a" + b";" * 101, "sheet_too_large"),
    ("a.csv", lambda: b"a\0b", "upload_corrupt"),
    ("a.csv", lambda: b"\xff\xfea", "upload_corrupt"),
]


@pytest.mark.parametrize(("filename", "make", "code"), HOSTILE)
def test_hostile_list_is_refused(
    reader: SheetReader, filename: str, make: Callable[[], bytes], code: str, count: Callable[..., None]
) -> None:
    content = make()
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        reader.read(content, filename)
    assert refused.value.code == code
    assert time.monotonic() - began < 20
    count("hostile lists refused")


def test_sheet_of_the_largest_extent_is_refused_within_the_jails_limits(reader: SheetReader) -> None:
    content = far_cell()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="conversion_failed"):
        reader.read(content, "a.xlsx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "the reading was not in the jail"


def test_reader_leaves_nothing_behind(tmp_path: Path) -> None:
    reader = SheetReader(ConvertSettings(slots_folder=tmp_path))
    reader.read(xlsx(TABLE), "a.xlsx")
    assert [one.name for one in tmp_path.iterdir() if not one.name.startswith("slot-")] == []
