"""A program of its own, run in the jail: reads an XLSX workbook from stdin, writes its cells to stdout as JSON."""

import json
import sys
from io import BytesIO
from typing import Any

ROWS = 5_000
COLUMNS = 100
CELL_CHARACTERS = 2_000


def main() -> None:
    """The first sheet with anything in it, cut just above the limits, so that whoever reads it sees they are passed."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  only here, in the jail, is it let at a stranger's file

    workbook = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    cells: list[list[str]] = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        for row in sheet.iter_rows():
            cells.append([_text(cell)[: CELL_CHARACTERS + 1] for cell in row[: COLUMNS + 1]])
            if len(cells) > ROWS:
                break
        if any(cell for row in cells for cell in row):
            _fill_merged(cells, sheet)
            break
        cells.clear()
    json.dump(cells, sys.stdout)


def _fill_merged(cells: list[list[str]], sheet: Any) -> None:
    """What is written once over several rows is meant for each of them; over several columns it is a title."""
    left = sheet.start[1] if sheet.start else 0
    for (top, column), (bottom, last) in sheet.merged_cell_ranges or ():
        place = column - left
        if column != last or not (top < len(cells) and 0 <= place < len(cells[top])):
            continue
        for row in cells[top + 1 : bottom + 1]:
            row[place] = cells[top][place]


def _text(cell: object) -> str:
    """A cell as text; whole numbers, which spreadsheets keep as fractions, without the point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


if __name__ == "__main__":
    main()
