"""A program of its own, run in the jail: the words of a workbook from stdin, a line per row, on stdout as JSON."""

import io
import json
import sys
from collections.abc import Iterator

from python_calamine import CalamineWorkbook

ROWS = 20_000
"""Rows that are read of each sheet."""
CHARACTERS = 2_000_000


def main() -> None:
    """Write `text`, the name of every sheet and its rows, and `whole`, whether that is all there is."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    text: list[str] = []
    left, whole = CHARACTERS, True
    for name in book.sheet_names:
        text.append(name)
        for number, line in enumerate(_lines(book, name)):
            left -= len(line) + 1
            if left < 0 or number >= ROWS:
                whole = False
                break
            text.append(line)
    json.dump({"text": "\n".join(text), "whole": whole}, sys.stdout)


def _lines(book: CalamineWorkbook, name: str) -> Iterator[str]:
    for row in book.get_sheet_by_name(name).iter_rows():
        yield "\t".join(_text(cell) for cell in row if cell != "")


def _text(cell: object) -> str:
    """A cell as text; whole numbers, which spreadsheets keep as fractions, without the point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


if __name__ == "__main__":
    main()
