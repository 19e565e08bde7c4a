"""Reads papers back as text, by programs that did not write them."""

import io
import re

from openpyxl import load_workbook
from pypdf import PdfReader

from schemas.papers import PaperFormat
from tests.activities.edition.samples import run_pandoc


def read(body: bytes, form: PaperFormat) -> str:
    """The words of a file in one line; a PDF's broken words are put together again."""
    if form == "xlsx":
        book = load_workbook(io.BytesIO(body))
        cells = [
            str(cell) for sheet in book for row in ([sheet.title], *sheet.values) for cell in row if cell is not None
        ]
        return _one_line("\n".join(cells))
    if form == "docx":
        return _one_line(run_pandoc(["--from=docx", "--to=plain", "--wrap=none", "--columns=2000"], body).decode())
    return _one_line("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages))


def _one_line(text: str) -> str:
    return " ".join(re.sub("[-\u00ad\u2010]\n\\s*", "", text).replace("\u00a0", " ").split())


def letters(text: str) -> str:
    """Letters, digits and signs without blanks: where lines break in a narrow cell does not matter."""
    return re.sub(r"[\s|+=\-\u2010\u00ad]", "", text)
