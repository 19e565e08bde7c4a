"""The door of the materials folder, and the words that are read for search."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from activities.convert.door_materials import admit_material
from activities.convert.materials import Words, words_of
from activities.convert.reader import Converter
from schemas.conversion import ConvertSettings
from schemas.problems import Refused
from tests.activities.convert import pdf_files, signed_files
from tests.activities.convert.files import docx, odt, pack, paragraph
from tests.activities.convert.hostile_archives import WORD

PNG = signed_files.drawing("")


def workbook(*rows: list[Any], far: bool = False, second: str = "") -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    if second:
        book.create_sheet(second)
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if far:
        sheet.cell(row=1_048_576, column=16_384, value="далеко")
    book.save(file)
    return file.getvalue()


def with_macros() -> bytes:
    types = b'<Types><Default ContentType="application/vnd.ms-office.vbaProject" Extension="bin"/></Types>'
    return pack({"[Content_Types].xml": types, "xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"})


def with_dtd() -> bytes:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return pack({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": bomb})


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("a.txt", lambda: b"", "upload_empty"),
    "a program": ("a.exe", lambda: b"MZ", "material_unknown_format"),
    "no ending": ("материал", lambda: b"a", "material_unknown_format"),
    "a vector picture": ("a.svg", lambda: b"<svg/>", "material_unknown_format"),
    "a workbook with macros by name": ("a.xlsm", workbook, "upload_has_macros"),
    "a workbook with macros": ("a.xlsx", with_macros, "upload_has_macros"),
    "a workbook with entities": ("a.xlsx", with_dtd, "upload_has_dtd"),
    "a workbook that is a text": ("a.xlsx", lambda: b"a;b", "upload_wrong_extension"),
    "a workbook that is a Word file": ("a.xlsx", docx, "upload_wrong_extension"),
    "a picture that is a page": ("a.png", lambda: b"<html>", "upload_wrong_extension"),
    "a photograph that is a drawing": ("a.jpg", lambda: PNG, "upload_wrong_extension"),
    "a PDF that is a program": ("a.pdf", lambda: b"\x7fELF", "upload_wrong_extension"),
    "a table that is a program": ("a.csv", lambda: b"MZ\x90\0", "upload_wrong_extension"),
    "a text with zeros": ("a.txt", lambda: b"a\0b", "upload_wrong_extension"),
    "a text of no code page": ("a.txt", lambda: b"\x98\xff", "text_not_utf8"),
    "a large file": ("a.pdf", lambda: b"%PDF-" + b"a" * 2**20, "upload_too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_file_is_refused_with_its_reason(name: str, settings: ConvertSettings) -> None:
    filename, build, code = REFUSED[name]
    small = ConvertSettings(settings.slots_folder, upload_bytes=2**20) if name == "a large file" else settings
    with pytest.raises(Refused, match=code):
        admit_material(build(), filename, small)


@pytest.mark.parametrize("name", WORD)
def test_hostile_word_file_meets_the_door_of_texts(name: str, settings: ConvertSettings) -> None:
    filename, build, code = WORD[name]
    if code.startswith("upload_") and filename.endswith(".docx"):
        with pytest.raises(Refused, match=code):
            admit_material(build(), filename, settings)


READ: dict[str, tuple[str, Callable[[], bytes], Words]] = {
    "Word": ("a.docx", lambda: docx(paragraph("Землячества")), Words("Землячества", "whole")),
    "OpenDocument": ("a.odt", lambda: odt("<text:p>Сроки</text:p>"), Words("Сроки", "whole")),
    "Markdown": ("a.md", "# План\n\nСроки".encode, Words("План\n\nСроки", "whole")),
    "a page": ("a.html", "<p>Сроки<script>alert()</script>".encode, Words("Сроки\n", "whole")),
    "a text": ("a.TXT", "\ufeffСроки".encode, Words("Сроки", "whole")),
    "a table of Windows": ("a.csv", lambda: "Имя;Срок".encode("cp1251"), Words("Имя;Срок", "whole")),
    "a workbook": ("a.xlsx", lambda: workbook(["Взнос", 5], ["=1+1"]), Words("Sheet\nВзнос\t5", "whole")),
    "a workbook that fills memory": ("a.xlsx", lambda: workbook(["Срок"], far=True), Words("", "title")),
    "a page nested too deeply": ("a.html", lambda: b"<div>" * 200_000, Words("", "title")),
    "a Markdown page with a script": ("a.md", lambda: b"<script>a</script>", Words("", "title")),
    "a PDF": ("a.pdf", pdf_files.typeset, Words(pdf_files.TEXT, "whole")),
    "a PDF with words cut at the ends of lines": (
        "a.pdf", lambda: pdf_files.assembled_lines("organi-", "sation"), Words("organi\u00adsation", "whole")
    ),
    "a PDF that nobody may change": ("a.pdf", lambda: pdf_files.locked(""), Words(pdf_files.TEXT, "whole")),
    "a PDF with a password": ("a.pdf", lambda: pdf_files.locked("secret"), Words("", "title")),
    "a PDF cut off": ("a.pdf", lambda: pdf_files.typeset()[:-3000], Words("", "title")),
    "a PDF with a page that fills memory": ("a.pdf", pdf_files.bomb, Words("word", "part")),
    "a PDF that draws itself": ("a.pdf", pdf_files.drawing_itself, Words("", "title")),
    "a PDF whose pages hold themselves": ("a.pdf", pdf_files.own_parent, Words("", "title")),
    "a PDF with an endless table": ("a.pdf", pdf_files.endless_tables, Words("word", "whole")),
    "a PDF of arrays in arrays": ("a.pdf", pdf_files.nested_arrays, Words("", "title")),
    "no PDF at all": ("a.pdf", lambda: b"%PDF-1.7 " + b"\xff" * 99_999, Words("", "title")),
    "a picture": ("a.png", lambda: PNG, Words("", "title")),
    "a long text": ("a.txt", lambda: b"word " * 150_000, Words("word " * 150_000, "part")),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_words_are_read_in_the_jail_or_the_title_has_to_do(name: str, settings: ConvertSettings) -> None:
    filename, build, expected = READ[name]
    assert words_of(Converter(settings), build(), filename) == expected


def test_workbook_with_a_sheet_too_long_is_read_on_in_the_next(settings: ConvertSettings) -> None:
    long = workbook(*[["строка"]] * 20_001, second="Второй лист")
    read = words_of(Converter(settings), long, "a.xlsx")
    assert (read.text.count("строка"), read.text.endswith("\nВторой лист"), read.searched) == (20_000, True, "part")


@pytest.mark.long
def test_pdf_of_very_many_pages_is_answered_in_time_with_what_was_read_by_then(settings: ConvertSettings) -> None:
    read = words_of(Converter(settings), pdf_files.of_pages(10_000), "a.pdf")
    words = read.text.split()
    assert set(words) <= {"word"}
    assert (read.searched == "whole") == (len(words) == 10_000), "quick machines read all of it"


@pytest.mark.long
def test_pdf_without_end_is_answered_in_time(settings: ConvertSettings) -> None:
    read = words_of(Converter(settings), pdf_files.of_signs(300_000), "a.pdf")
    assert (set(read.text.split()) <= {"word"}, read.searched in ("part", "title")) == (True, True)
