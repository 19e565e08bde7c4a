"""`paper_bytes`: a paper in one of its forms."""

from collections.abc import Callable

from activities.edition.pandoc import RunPandoc
from activities.papers.docx import docx_bytes
from activities.papers.layout import LaidOut, lay_out
from activities.papers.pdf import pdf_bytes
from activities.papers.xlsx import xlsx_bytes
from schemas.papers import Paper, PaperFormat

_WRITERS: dict[PaperFormat, Callable[[LaidOut, RunPandoc], bytes]] = {
    "docx": docx_bytes,
    "pdf": pdf_bytes,
    "xlsx": lambda laid, _run_pandoc: xlsx_bytes(laid),
}


def paper_bytes(paper: Paper, form: PaperFormat, run_pandoc: RunPandoc) -> bytes:
    """The file; equal papers give equal bytes, whenever and wherever they are made."""
    return _WRITERS[form](lay_out(paper), run_pandoc)
