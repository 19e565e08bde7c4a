"""Lists that strangers fill in: a CSV or XLSX file let in through the door and read into a table of cells."""

import csv
import io
import json
import sys
from pathlib import Path

from activities.convert import sheet_program
from activities.convert.archive import OLE2_MAGIC, read_parts, repack
from activities.convert.door import BINARY_MAGICS, ENCRYPTED_STREAM, ZIP_MAGIC
from activities.convert.jail import Jail
from activities.convert.sheet_program import CELL_CHARACTERS, COLUMNS, ROWS
from activities.convert.xml_part import elements_of_note
from schemas.conversion import ConvertSettings
from schemas.problems import Refused

CSV_BYTES = 4 * 2**20
SEPARATORS = ";,\t"
_LINES_LOOKED_AT = 10
MAIN_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
Cells = list[list[str]]


class SheetReader:
    """Reads tables of cells: CSV here, XLSX by a program in the jail. Safe to share between threads."""

    def __init__(self, settings: ConvertSettings) -> None:
        self._settings = settings
        self._jail = Jail(settings)

    def read(self, content: bytes, filename: str) -> Cells:
        """The cells of the file's first sheet that has any, as text; of `filename` only the ending counts.

        Raises Refused: sheet_unknown_format, sheet_too_large, sheet_row_unreadable, and what the door raises for
        texts: upload_..., conversion_... .
        """
        ending = filename.rpartition(".")[2].lower()
        if ending in ("xlsm", "xlsb", "xltm"):
            raise Refused("upload_has_macros")
        if ending not in ("csv", "tsv", "txt", "xlsx"):
            raise Refused("sheet_unknown_format")
        if not content:
            raise Refused("upload_empty")
        cells = self._from_xlsx(content) if ending == "xlsx" else _from_csv(content)
        _check_size(cells)
        return cells

    def _from_xlsx(self, content: bytes) -> Cells:
        if len(content) > self._settings.upload_bytes:
            raise Refused("upload_too_large", limit_mb=self._settings.upload_bytes // 2**20)
        if content.startswith(OLE2_MAGIC):
            raise Refused("upload_encrypted" if ENCRYPTED_STREAM in content else "upload_wrong_extension")
        if not content.startswith(ZIP_MAGIC):
            raise Refused("upload_ambiguous_archive" if ZIP_MAGIC in content else "upload_wrong_extension")
        parts = read_parts(content, self._settings)
        _check_parts(parts, self._settings)
        program = [sys.executable, "-I", str(Path(sheet_program.__file__))]
        cells: Cells = json.loads(self._jail.run(program, repack(parts)))
        return cells


def _check_parts(parts: dict[str, bytes], settings: ConvertSettings) -> None:
    """Refuse what is no workbook, carries macros, or is XML that nobody would write."""
    wanted = frozenset({"Override", "Default"})
    noted = {name: elements_of_note(part, settings.xml_depth, wanted) for name, part in parts.items() if part}
    types = [attributes.get("ContentType", "") for _, attributes in noted.get("[Content_Types].xml", [])]
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types):
        raise Refused("upload_has_macros")
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise Refused("upload_has_macros")
    if MAIN_CONTENT_TYPE not in types:
        raise Refused("upload_wrong_extension")


def _from_csv(content: bytes) -> Cells:
    if len(content) > CSV_BYTES:
        raise Refused("upload_too_large", limit_mb=CSV_BYTES // 2**20)
    if content.startswith(BINARY_MAGICS):
        raise Refused("upload_wrong_extension")
    text = _decoded(content)
    separator = _separator(text)
    _check_quotes(text, separator)
    cells: Cells = []
    try:
        # Empty rows stay, so that a row has here the number that a spreadsheet shows.
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            cells.append(row)
            if len(cells) > ROWS:
                raise _too_large()
    except csv.Error as error:  # a cell of over 131,072 characters
        raise _too_large() from error
    return cells


def _separator(text: str) -> str:
    """The one that stands in most of the first lines: a title above the headings may have commas of its own."""
    first = [line for line in text.splitlines() if line.strip()][:_LINES_LOOKED_AT]
    return max(SEPARATORS, key=lambda one: (sum(one in line for line in first), sum(line.count(one) for line in first)))


def _check_quotes(text: str, separator: str) -> None:
    """Refuse a quotation mark that opens a cell and swallows the rows after it.

    Raises Refused("sheet_row_unreadable") with the number of the row that it stands in.
    """
    number, width = 0, 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            width = max(width, len(row))
            if any(_holds_rows(cell, separator, width) for cell in row):
                raise Refused("sheet_row_unreadable", row=number)
            if number > ROWS:
                return
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, _ in enumerate(reader, start=1):  # noqa: B007  the error tells no row
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise Refused("sheet_row_unreadable", row=number + 1) from error


def _holds_rows(cell: str, separator: str, width: int) -> bool:
    """Whether a cell holds lines that look like rows of their own."""
    inside = cell.splitlines()[1:]
    return width > 1 and any(line.count(separator) >= width - 1 for line in inside)


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else Windows-1251, as Russian spreadsheets write CSV."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "windows-1251"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("upload_corrupt")


def _check_size(cells: Cells) -> None:
    if len(cells) > ROWS or any(len(row) > COLUMNS for row in cells):
        raise _too_large()
    if any(len(cell) > CELL_CHARACTERS for row in cells for cell in row):
        raise _too_large()


def _too_large() -> Refused:
    return Refused("sheet_too_large", rows=ROWS, columns=COLUMNS, characters=CELL_CHARACTERS)
