"""Takes out of an uploaded file who made it: office files, PDFs and pictures, known by their bytes."""

import sys

from activities.convert import office_authors, pdf_authors, pictures
from activities.convert.door import ZIP_MAGIC
from activities.convert.reader import Converter
from schemas.problems import Refused

_OUR_TROUBLE = frozenset({"conversion_busy", "conversion_unavailable"})
_PDF = b"%PDF-"


def without_authors(converter: Converter, content: bytes) -> bytes | None:
    """The same file without the names of its authors, None if it can't be looked into; texts and tables as they are.

    Raises Refused with `conversion_busy` or `conversion_unavailable`.
    """
    if content.startswith(_PDF):
        return _without_authors_of_pdf(converter, content)
    try:
        if content.startswith(ZIP_MAGIC):
            return office_authors.without_authors(content)
        return pictures.without_metadata(content)
    except ValueError:
        return None


def _without_authors_of_pdf(converter: Converter, content: bytes) -> bytes | None:
    try:
        return converter.run([sys.executable, "-I", pdf_authors.__file__], content)
    except Refused as refused:
        if refused.code in _OUR_TROUBLE:
            raise
        return None
