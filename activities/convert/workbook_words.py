"""A program of its own, run in the jail: the words of a workbook from stdin, a line per row, on stdout."""

import io
import sys

from python_calamine import CalamineWorkbook

ROWS = 20_000
CHARACTERS = 2_000_000


def main() -> None:
    """Write the name of every sheet and its rows, until enough was written."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    left = CHARACTERS
    for name in book.sheet_names:
        print(name)
        for number, row in enumerate(book.get_sheet_by_name(name).iter_rows()):
            line = "\t".join(str(cell) for cell in row if cell != "")
            left -= len(line) + 1
            if left < 0 or number >= ROWS:
                return
            print(line)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main()
