"""What can be searched of a material: its words, read in the jail where its kind has any."""

import json
import sys
from dataclasses import dataclass
from typing import Literal

from activities.convert import pdf_words, workbook_words
from activities.convert.door_materials import admit_material, decoded
from activities.convert.reader import Converter
from domain.search.index import LONGEST_TEXT
from domain.text.plain import document_text
from schemas.problems import Refused

Searched = Literal["whole", "part", "title"]

_HTML = ["--from", "html", "--to", "plain", "--wrap=none"]
_PROGRAMS = {"xlsx": workbook_words.__file__, "pdf": pdf_words.__file__}
_OUR_TROUBLE = frozenset({"conversion_busy", "conversion_unavailable"})


@dataclass(frozen=True)
class Words:
    """The words of a file, and how much of it that is: whole, part (it is very long), or title (it gave none)."""

    text: str
    searched: Searched


def words_of(converter: Converter, content: bytes, filename: str) -> Words:
    """Let a file in and read its words.

    A sound file whose words can't be read, such as a picture, a PDF with a password or a page nested too deeply, is
    found by its title. Raises Refused as `admit_material` does, and conversion_busy or conversion_unavailable.
    """
    kind = admit_material(content, filename, converter.settings)
    try:
        text, whole = _text(converter, kind, content, filename)
    except Refused as refused:
        if refused.code in _OUR_TROUBLE:
            raise
        text, whole = "", False
    # A workbook's cells may hold zeros and a PDF half characters; a database's text may not.
    text = text.replace("\0", " ").encode(errors="replace").decode()
    if not text.strip():
        return Words("", "title")
    return Words(text, "whole" if whole and len(text) <= LONGEST_TEXT else "part")


def _text(converter: Converter, kind: str, content: bytes, filename: str) -> tuple[str, bool]:
    """The words, and whether they are all that the file has."""
    if kind in ("docx", "odt", "md"):
        return document_text(converter.to_ast(content, filename).ast), True
    if kind in ("html", "htm"):
        return converter.run_pandoc(_HTML, decoded(content).encode()).decode(), True
    if kind in ("txt", "csv"):
        return decoded(content), True
    if kind in _PROGRAMS:
        read = json.loads(converter.run([sys.executable, "-I", _PROGRAMS[kind]], content))
        return read["text"], read["whole"]
    return "", True
